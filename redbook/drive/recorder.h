// What a disc is recorded on: a drive, or the image recorder, which is a virtual CD-R.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/album.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/fitted.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/transfer.h"

namespace REDBOOK_API redbook {

// Which recorder it is.
struct RecorderInfo {
    std::string name;                      // what --recorder and --drive take: "image:discs", "/dev/sr0"
    std::string vendor, product, revision; // of a drive; else empty
};

// What a recorder can be asked for.
struct Abilities {
    bool tao = true, sao = true;         // which modes it records in
    bool test_write = false;             // goes through all of a recording with the laser off
    bool erase = false;                  // media that can be erased
    std::optional<BlockCount> tao_gap{}; // between two tracks, whatever the disc asks for
    int fastest = 0;                     // multiple of 1x that none of its kind exceeds; 0: there is no such
};

// What a recorder can do with its medium.
enum class MediumState {
    absent,
    blank,
    written,    // finalised, appendable or spoilt: nothing can be recorded on it as it is
    unsuitable, // nothing that audio can be recorded on: a DVD, a pressed disc
};

// The disc in a recorder.
struct Medium {
    MediumState state = MediumState::absent; // whether it can be recorded
    BlockCount capacity;                     // last possible lead-out LBA; 0 if absent or not known
    bool erasable = false;                   // a CD-RW
    std::string kind = {};                   // "CD-R", "CD-RW", "DVD-ROM": for people; may be empty
};

// What may be left out for a drive that refuses the disc's cue sheet.
struct LeaveOut {
    bool text = false;  // CD-TEXT
    bool isrc = false;  // all ISRCs
    bool index = false; // INDEX 02 and above
    bool operator==(const LeaveOut&) const = default;
};

// How a disc is written.
struct WriteOptions {
    Mode mode = Mode::sao;    // how the blocks are put there; the disc is laid out for it
    bool test_write = false;  // laser off; the medium stays as it is (Abilities::test_write)
    BlockProgress progress{}; // blocks handed to the recorder of those from LBA -150 to the lead-out
};

// What a recorder has put on the medium.
struct Written {
    Disc disc;                            // as it lies there
    std::unique_ptr<BlockSource> audio{}; // as it should read, if not as it was given: samples were cut off
    Holds holds{};                        // what could be put there at all
    std::vector<std::string> lacks{};     // what was left out, as it was allowed: "CD-TEXT"
    std::vector<std::string> warnings{};  // as the end of "RECORDER: ...": samples that were cut off
    std::string unread{}; // a sentence: why the medium could not be asked what is on it; empty: it was
};

// How full the buffers are while a recording continues, in percent.
struct BufferFill {
    int drive = 0;   // the drive's own
    int program = 0; // the program's, between the source and the drive
};

// One recorder, used by one job at a time. A job calls [erase,] write, finish, read_back, accept in this
// order.
class Recorder {
  public:
    virtual ~Recorder() = default; // what is running is stopped first; a drive is free and unlocked then
    virtual RecorderInfo info() const = 0; // which one it is
    // What it can do.
    virtual Abilities abilities() const { return {}; }
    // The medium that is in it now; an open tray is closed first. Throws Errc::device.
    virtual Medium medium() = 0;
    virtual Holds holds(Mode mode) const = 0; // what it can put on a medium

    // What becomes of a disc that is laid out for `mode`, asked before anything is written. What it cannot
    // hold is lost; what it cannot do, and must not leave out, is refused.
    virtual void fit(Fitted& fitted, Mode mode) const { lose_what_is_not_held(fitted, holds(mode)); }

    // Makes a medium that is `erasable` blank. Cannot be cancelled. `progress` counts in 65536ths.
    //   throws  Errc::unsupported, no_medium, device
    virtual void erase(bool full, const BlockProgress& progress) = 0;

    // Puts the disc's blocks on the blank medium, as fit() left the disc, and laid out as `disc` says
    // (as_recorded(), layout.h). The medium is `written` from the first block on, whatever comes then; not so
    // in a test write.
    //   throws  Errc::device, no_medium, not_blank, disk_full, io, cancelled, and what the source throws
    virtual void write(const Disc& disc, const BlockSource& audio, const WriteOptions& options) = 0;

    // Lead-out and TOC; returns when the medium is closed. What is on it now, as far as the recorder knows.
    // After a test write the medium is looked at as well.
    //   throws  Errc::device if it failed, or if the medium is not what a recorded one looks like, or was
    //           written in a test write
    virtual Written finish() = 0;

    // The disc in the recorder as it reads now.
    virtual Album read_back() = 0;

    // Told that what was recorded may be used. Returns the files it lies in; empty for a drive.
    virtual std::vector<std::string> accept() = 0;

    // Takes the medium out. The image recorder puts a fresh blank in.
    virtual void eject() = 0;

    // While write() and finish() continue, from any thread, its progress too. nullopt: there are no buffers.
    virtual std::optional<BufferFill> buffers() const { return std::nullopt; }

    // What is left of a recording, or a test write, that failed or was cancelled, as the end of a sentence:
    // "the disc is ruined".
    virtual std::string state_in_words() { return "the medium is ruined"; }
};

} // namespace redbook
