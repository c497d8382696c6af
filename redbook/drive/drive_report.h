// What is known of a drive, of the disc in it, and of what is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/error.h"
#include "redbook/base/export.h"
#include "redbook/disc/rules.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

// A drive that cannot be had: it is not there (Errc::not_found), not for this user (no_permission), another
// program's (in_use), or does not answer (device).
struct DriveError : Error {
    using Error::Error;
};

// True for a device that may be a drive: /dev/sr0, /dev/sg1, or a link to one.
bool is_drive(const std::string& path);

// The disc in a drive.
struct MediumReport {
    std::string kind{};      // "CD-R", "CD-RW", "CD-ROM", ..; empty: the drive does not say
    bool blank = false;      // else it is written, wholly or in part
    bool appendable = false; // written in part, and not closed
    bool rewritable = false; // a CD-RW
    // The last possible lead-out LBA, as the ATIP says; of a written disc, where its lead-out is.
    BlockCount capacity{};
};

// A drive, and what it can do.
struct DriveReport {
    std::string path{};                        // "/dev/sr0"
    std::string vendor{}, model{}, revision{}; // as INQUIRY returns them, without the blanks around them
    bool reads_only = false;                   // records no CD
    bool sao = false, tao = false;             // with the medium that is in it, or if none is, at all
    bool test_write = false;                   // with its laser off
    bool cd_text = false;                      // records it
    bool underrun_protection = false;          // waits for late data instead of ruining the disc
    std::vector<int> write_speeds{};           // multiples of 1x, the fastest first; empty: not said
    std::optional<MediumReport> medium{};      // empty: there is none, or it is not known
    std::string problem{}; // a sentence: why it, or the disc in it, cannot be asked; the rest may be unknown
    Remedy problem_remedy = Remedy::none; // of the problem
    Errc problem_code = Errc::device;     // of the problem: not_found, no_permission, in_use, device
};

// Why a drive is missing or cannot be used, and what fixes it.
struct Diagnosis {
    Severity severity = Severity::error; // error: it cannot be used
    std::string_view name;               // stable: "no-permission"
    std::string place;                   // the drive; empty: the machine
    std::string sentence;                // what is wrong
    std::string command;                 // of a shell; empty: there is none that would help ..
    Remedy remedy = Remedy::none;        // .. or the program itself can help, and names its own command
    bool operator==(const Diagnosis&) const = default;
};

// Vendor and model with one blank between: the name of a drive in the configuration.
std::string drive_name(const DriveReport& drive);

// "CD-R, blank, 79:59:74", "CD-RW, written", "none".
std::string medium_text(const DriveReport& drive);

// Of one that was recorded on: "CD-R, 79:59:74"; what it was before is of no interest then.
std::string recorded_medium_text(const DriveReport& drive);

} // namespace redbook
