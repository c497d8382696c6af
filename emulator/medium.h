// A CD-R or CD-RW as a file: what is recorded on it, and the audio. The format is medium_format.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "redbook/base/bytes.h"
#include "redbook/base/file.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/subchannel.h"
#include "redbook/disc/toc.h"
#include "redbook/disc/units.h"

namespace redbook::emulator {

enum class MediumKind : uint8_t { cd_r = 0, cd_rw = 1 };

// What is found on it when it is put into a drive.
enum class MediumState : uint8_t {
    blank = 0,
    appendable = 1, // closed tracks of a session that is not closed
    complete = 2,   // lead-in and lead-out are there
    broken = 3,     // a recording ended badly; there is no table of contents
    recording = 4,  // a drive is at it, or stopped without a word
};

struct RecordedTrack {
    int number = 1;
    uint8_t control = 0;      // CONTROL nibble of Q; 2 is copy permitted
    bool scms = false;        // the copy bit alternates
    Lba start;                // INDEX 00, or the same as index01
    Lba index01;              // the address in the table of contents
    std::vector<Lba> indexes; // INDEX 02, 03, ..
    Lba end;                  // after the last block, run-out included
    BlockCount run_out;       // Track-at-Once: blocks at the end that hold nothing
    std::optional<Isrc> isrc;
    bool damaged = false; // ends where writing failed
    bool operator==(const RecordedTrack&) const = default;
};

// All that a medium tells but the audio.
struct MediumFacts {
    MediumKind kind = MediumKind::cd_r;
    MediumState state = MediumState::blank;
    BlockCount told_capacity{359849}; // ATIP: the last possible lead-out
    BlockCount capacity{359849};      // what it really holds
    Lba lead_in{-11077};              // ATIP: where the lead-in starts; 97:34:23
    std::optional<Mcn> mcn;
    std::vector<RecordedTrack> tracks;
    std::vector<std::byte> text_packs; // CD-TEXT, 18 bytes each
    Lba lead_out;                      // of a complete one
    bool operator==(const MediumFacts&) const = default;
};

// The recorded tracks as a disc in Session-at-Once, which tells P and Q of every block.
Disc disc_of(const MediumFacts& facts);

// A medium in a drive. Only one drive at a time can hold it.
class Medium {
  public:
    // Makes a blank one; fails with Errc::exists if the name is taken.
    static void make(FileSystem& files, const std::string& path, const MediumFacts& facts);

    //   throws  Errc::malformed, newer_version, corrupt: not a medium; in_use: it is in another drive
    Medium(FileSystem& files, const std::string& path);

    const std::string& path() const { return file_->path(); }
    MediumFacts facts;
    void save(); // the facts

    // Whole blocks; `shift` samples are added to the address. What leaves the program area is dropped or
    // zero.
    void write(Lba first, Bytes blocks, SampleCount shift = {});
    void read(Lba first, std::span<std::byte> out, SampleCount shift = {}) const;

    // All audio is gone.
    void erase();

  private:
    std::unique_ptr<File> file_;
};

} // namespace redbook::emulator
