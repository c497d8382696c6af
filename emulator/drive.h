// An MMC CD recorder that is not there: takes commands as SG_IO would bring them, and answers as a strict
// drive does. It records audio only, one session. MMC-6; docs/emulator.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "emulator/command.h"
#include "emulator/faults.h"
#include "emulator/medium.h"
#include "emulator/stage.h"

namespace redbook::emulator {

// Answers in place of the drive, which does not get the command then. For tests.
using Instead = std::function<std::optional<Reply>(const Command&)>;

using Clock = std::function<std::chrono::nanoseconds()>; // never goes back

struct DriveOptions {
    std::vector<std::string> media; // the first is in the tray; each load after an eject puts the next one in
    std::vector<Fault> faults;
    int pace = 0;                    // what 1x is multiplied by; 0: as fast as the host
    uint32_t buffer_bytes = 2 << 20; // drains at the pace
    bool overburn = false;           // takes cue sheets beyond what the medium says it holds
    int busy = 0;                    // how often 2/04/08 follows a long operation that was not waited for
    int becoming_ready = 1;          // how often 2/04/01 follows a load
    bool served = false;             // the next medium is put in and the tray closed, as if by hand
    std::string trace;               // a file that every command is written to; empty: none
    std::string name = "/dev/sr0";   // in the trace
    Clock clock;                     // empty: the machine's
    Instead instead;                 // empty: the drive gets every command
};

// Commands may come from any thread; they are done one after the other.
class Drive {
  public:
    // The media are opened when they are loaded. Throws what Medium throws.
    Drive(FileSystem& files, DriveOptions options);
    ~Drive(); // as if the power went: what is not closed is broken
    Drive(Drive&&) noexcept;

    // Never throws for what the host asks. Throws Errc::io, disk_full for the medium's file.
    Reply execute(const Command& command);

    Stage stage() const;
    MediumFacts facts() const; // of the medium in the tray; blank facts if there is none

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace redbook::emulator
