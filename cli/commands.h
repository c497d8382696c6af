// The commands of the program, as a table: name, help, options it takes, function.
#pragma once

#include <span>
#include <string_view>

#include "cli/arguments.h"
#include "cli/console.h"
#include "redbook/jobs/exit_code.h"
#include "redbook/report/report.h"

namespace redbook::cli {

// Groups of options and operands; cli/arguments.cpp adds them.
enum class Needs : unsigned {
    none = 0,
    stash = 1 << 0,       // STASH
    sources = 1 << 1,     // SOURCE...
    two_sources = 1 << 2, // A B
    drive = 1 << 3,       // [DRIVE]
    out = 1 << 4,         // -o OUT
    out_operand = 1 << 5, // OUT
    format = 1 << 6,      // --format
    album = 1 << 7,       // how files become an album
    describe = 1 << 8,    // texts, codes, flags, mode
    capacity = 1 << 9,
    staging = 1 << 10,
    editing = 1 << 11,
    recorder = 1 << 12,
    checksums = 1 << 13,
    ids = 1 << 14,          // --ids
    accurate_rip = 1 << 15, // --accuraterip
    cd_text = 1 << 16,      // --cdtext and what belongs to it
    deemphasize = 1 << 17,  // --deemphasize
    pq_sheet = 1 << 18,     // --pq-sheet
    force = 1 << 19,        // --force
    erasing = 1 << 20,      // --full
    tray = 1 << 21,         // --load
    output = 1 << 22,       // what is written: --no-cdtext
    strict = 1 << 23,       // --strict
    report = 1 << 24,       // --report
    delivery = 1 << 25,     // --label, --master-id and what else goes to the plant
};
constexpr Needs operator|(Needs a, Needs b) { return Needs(unsigned(a) | unsigned(b)); }

// What a user wants to do; --help and the manual list the commands by it, in this order.
enum class Task { master, inspect, stash, drives };

// What a command leaves behind.
struct Done {
    Report report;
    ExitCode code = ExitCode::done;
};

struct Command {
    Task task;
    std::string_view name;
    std::string_view description;
    std::string_view example; // further lines are indented by two blanks
    Needs needs;
    Done (*run)(const Arguments& arguments, Console& console);
};

struct TaskRow {
    Task task;
    std::string_view heading;
};

std::span<const Command> commands();
std::span<const TaskRow> tasks();

struct ExitCodeRow {
    ExitCode code;
    std::string_view meaning;
};
std::span<const ExitCodeRow> exit_codes();

Done run_master(const Arguments& arguments, Console& console);
Done run_stage(const Arguments& arguments, Console& console);
Done run_edit(const Arguments& arguments, Console& console);
Done run_info(const Arguments& arguments, Console& console);
Done run_export(const Arguments& arguments, Console& console);
Done run_verify(const Arguments& arguments, Console& console);
Done run_check(const Arguments& arguments, Console& console);
Done run_id(const Arguments& arguments, Console& console);
Done run_burn(const Arguments& arguments, Console& console);
Done run_drives(const Arguments& arguments, Console& console);
Done run_doctor(const Arguments& arguments, Console& console);
Done run_erase(const Arguments& arguments, Console& console);
Done run_eject(const Arguments& arguments, Console& console);

} // namespace redbook::cli
