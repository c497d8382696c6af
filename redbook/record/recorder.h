// What a disc is recorded on: a drive, or the image recorder, which is a virtual CD-R.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/transfer.h"
#include "redbook/image/album.h"

namespace redbook {

struct RecorderInfo {
    std::string name; // what --recorder takes: "image:discs"
    std::string vendor, product, revision;
};

enum class MediumState { absent, blank, written };

// The disc in a recorder.
struct Medium {
    MediumState state = MediumState::absent;
    BlockCount capacity; // last possible lead-out LBA; 0 if absent
};

// What a recorder has put on the medium.
struct Written {
    Disc disc;                         // as it was given, but for texts that had to be changed
    std::vector<std::string> warnings; // which those are
};

// One recorder, used by one job at a time. A job calls write, finish, read_back, accept in this order.
class Recorder {
  public:
    virtual ~Recorder() = default;
    virtual RecorderInfo info() const = 0;
    virtual Medium medium() = 0;
    virtual Holds holds() const = 0; // what it can put on a medium

    // Puts the disc's blocks on the blank medium, laid out as `disc` says (as_recorded(), layout.h). The
    // medium is `written` from the first block on, whatever comes then.
    //   throws  Errc::device, no_medium, not_blank, disk_full, io, cancelled, and what the source throws
    virtual Written write(const Disc& disc, const BlockSource& audio, const Progress& progress) = 0;

    virtual void finish() = 0; // lead-out and TOC; returns when the medium is closed

    // The disc in the recorder as it reads now.
    virtual Album read_back() = 0;

    // Told that what was recorded may be used. Returns the files it lies in; empty for a drive.
    virtual std::vector<std::string> accept() = 0;

    // Takes the medium out. The image recorder puts a fresh blank in.
    virtual void eject() = 0;
};

} // namespace redbook
