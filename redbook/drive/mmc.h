// What can be asked of a drive and of the disc in it: the commands of MMC, as typed questions.
//
// Every function sends a command again that the drive did not look at (the disc was changed, it was reset),
// starts a disc that stands still, and waits while it becomes ready. A question that fails is asked up to
// four times, since what was not read is not absent. What is refused then throws Errc::device or no_medium,
// with the drive's path and its sense in words (sense.h): "/dev/sr0: cannot read the table of contents:
// 3/57/00: ...". MMC-6, SPC-4.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/bytes.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/subchannel.h"
#include "redbook/disc/toc.h"
#include "redbook/drive/scsi.h"

namespace redbook {

// The drive
// -----------------------------------------------------------------------------------------------------------

struct DriveIdentity {
    std::string vendor, product, revision; // without spaces at the end
    bool optical = false;                  // a CD, DVD or BD drive
    bool operator==(const DriveIdentity&) const = default;
};
DriveIdentity inquire(ScsiPort& port);

// GET CONFIGURATION. Of writing, what the drive can do at all, whatever lies in it. A recorder that does not
// know the question, or does not list a way of recording, is asked as cdrskin and wodim ask it: with mode
// page 2Ah, and by setting that way for a moment. Whether it records CD-TEXT is tried where it
// knows the question.
struct DriveFeatures {
    enum Profile : uint16_t { no_disc = 0x00, cd_rom = 0x08, cd_r = 0x09, cd_rw = 0x0A }; // above: DVD, BD
    uint16_t profile = no_disc;                                                           // of the disc in it
    bool writes_cd_r = false, writes_cd_rw = false;
    bool track_at_once = false, session_at_once = false;
    bool test_write = false;          // in every mode that it has
    bool underrun_protection = false; // likewise
    bool writes_text = false;         // CD-TEXT, in Session-at-Once
    bool reads_text = false;          // CD-TEXT
    bool reads_c2 = false;            // tells which bytes of audio it could not correct
    uint32_t most_cue_bytes = 0;      // of a cue sheet
    bool operator==(const DriveFeatures&) const = default;
};
DriveFeatures features_of(ScsiPort& port);

// Whether a disc can be used, as it is now: nothing is waited for but what was "changed".
struct Readiness {
    enum State { ready, no_disc, tray_open, not_yet, failed } state = ready;
    Sense sense; // why it is not ready
};
Readiness readiness_of(ScsiPort& port);

// Waits until the disc can be used. Returns true if it was changed since the drive was last asked.
inline constexpr std::chrono::seconds kPatience{60};
bool wait_until_ready(ScsiPort& port, std::chrono::milliseconds patience = kPatience);

// Speeds are in kB/s of 1000 bytes; 1x of audio is 176.4.
inline constexpr double kSingleSpeed = 176.4;
inline constexpr uint16_t kFastest = 0xFFFF;
std::vector<int> write_speeds_of(ScsiPort& port); // fastest first; empty if the drive does not tell
bool set_speed(
    ScsiPort& port, uint16_t read,
    uint16_t write = kFastest); // the drive takes the next one below; false: it does not let itself be told

void open_tray(ScsiPort& port); // unlocks it, too
void close_tray(ScsiPort& port);
void lock_tray(ScsiPort& port, bool locked);

// The disc
// ------------------------------------------------------------------------------------------------------------

enum class DiscStatus { blank, appendable, complete, other };
struct DiscInformation {
    DiscStatus status = DiscStatus::blank;
    bool erasable = false;
    int sessions = 0;
    int first_track = 0, last_track = 0; // of the last session
    bool operator==(const DiscInformation&) const = default;
};
DiscInformation disc_information(ScsiPort& port);

// What is pressed into a blank. nullopt: the drive does not tell; a pressed disc has none.
struct Atip {
    bool rewritable = false;
    Lba lead_in;         // its start, about LBA -11000
    BlockCount capacity; // the last possible start of the lead-out
    bool operator==(const Atip&) const = default;
};
std::optional<Atip> read_atip(ScsiPort& port);

struct TrackInformation {
    int track = 0, session = 0;
    uint8_t control = 0; // CONTROL nibble
    bool damaged = false, reserved = false, blank = false;
    Lba start;
    std::optional<Lba> next_writable;
    BlockCount free;
    BlockCount size; // run-out included
    bool operator==(const TrackInformation&) const = default;
};
inline constexpr int kInvisibleTrack = 0xFF; // the one that can be written next
TrackInformation track_information(ScsiPort& port, int track);

// The table of contents of the first session, data tracks included, and of later ones. Throws Errc::device if
// the disc is blank.
struct DriveToc {
    Toc toc;
    int sessions = 1;                                // 0: the drive does not say, and `toc` is of all of them
    std::optional<std::vector<DataTrack>> further{}; // of later sessions, if they have data alone
    bool operator==(const DriveToc&) const = default;
};
DriveToc read_toc(ScsiPort& port);

// CD-TEXT packs, 18 bytes each. Empty: the disc has none. nullopt: the drive never tells.
std::optional<std::vector<std::byte>> read_text_packs(ScsiPort& port, const DriveFeatures& features);

// As the drive finds them in Q. nullopt: none.
std::optional<Mcn> read_mcn(ScsiPort& port);
std::optional<Isrc> read_isrc(ScsiPort& port, int track);

// Blocks
// ------------------------------------------------------------------------------------------------------------

// What READ CD brings of each block, in this order.
struct BlockParts {
    bool audio = true; // 2352 bytes
    bool c2 = false;   // 294 bytes, a bit for each byte of audio that could not be corrected
    enum Subchannel : uint8_t {
        none = 0,
        raw = 1,
        q = 2
    } subchannel = none; // 96 bytes interleaved, or 16 of Q
    size_t bytes() const;
};
inline constexpr size_t kC2Bytes = 294, kFormattedQBytes = 16;

// So many blocks can be read with one command: 64 KiB at most, which every connection takes.
BlockCount most_blocks(const BlockParts& parts);

// Whole blocks from `first` on. The reply is the drive's: what is unreadable, or does not come whole, is for
// the caller to judge.
// Throws Errc::device if the disc was changed, and Errc::no_medium if it was taken out.
ScsiReply read_blocks(ScsiPort& port, Lba first, std::span<std::byte> out, const BlockParts& parts);

} // namespace redbook
