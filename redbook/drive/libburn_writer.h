// A recording through libburn. What it reports is told in values; drive_recorder.cpp makes sentences of them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "redbook/base/error.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/transfer.h"
#include "redbook/drive/recorder.h"
#include "redbook/drive/sense.h"

namespace redbook {

struct BurnPlan {
    std::string path; // of the drive
    Disc disc;        // as_recorded(); all of it is put on the disc, but for audio before LBA 0
    Mode mode = Mode::sao;
    int speed = 0; // multiple of 1x; 0: as fast as the drive can
    bool test_write = false;
    bool underrun_protection = true;
};

// How a recording failed.
struct BurnFault {
    enum class During {
        starting,  // libburn did not begin
        cue_sheet, // the drive refuses it; the disc is untouched
        writing,   // blocks [first, first + count), before LBA -150 the lead-in
        closing,   // lead-out, or the session
        reading    // the source threw
    } during = During::starting;
    std::optional<Sense> sense{}; // what the drive said
    Lba first{};
    BlockCount count{};
    std::string words{};      // libburn's, if the drive said nothing; the source's
    Errc code = Errc::device; // the source's
};

// A recording that runs in threads of its own.
class Burn {
  public:
    virtual ~Burn() =
        default; // stops what is running, waits for that, and gives the drive back, still locked

    virtual bool goes_on() = 0;
    // After the last block that was taken from the source; the lead-out when all were.
    virtual Lba handed_over() const = 0;
    virtual BufferFill buffers() = 0;

    // Once nothing runs any more: what went wrong.
    virtual std::optional<BurnFault> fault() = 0;
};

// Fills the program's buffer, then lets libburn begin. `audio` is at the addresses of plan.disc and outlives
// the recording.
//   throws  Errc::device (libburn cannot take the drive), unsupported (a build without libburn)
std::unique_ptr<Burn> start_burn(const BurnPlan& plan, const BlockSource& audio);

// Makes a CD-RW blank: all of it, or only what says that something is there. `progress` counts in 65536ths.
// nullopt: it is done. The drive is left locked.
std::optional<BurnFault> erase_disc(const std::string& path, bool full, const BlockProgress& progress);

// Throws Errc::unsupported in a build without libburn.
void require_libburn(const std::string& path);

} // namespace redbook
