#include "cli/commands.h"

#include <array>

namespace redbook::cli {
namespace {

// The words of Needs are known here alone.
namespace command_table {

using enum Needs;

constexpr std::array kCommands{
    Command{Task::master, "master", "Turn an album into an image that is read back and compared",
            "redbook master album/ -o night.cue\n"
            "  redbook master *.flac --title 'Night Music' --artist 'The Band' -o music.cue\n"
            "  redbook master rip.cue --deemphasize --cdtext texts.v07t -o night.toc\n"
            "  redbook master album/ -o set/ --master-id AB-123 --pq-sheet set/PQ.html",
            sources | out | format | force | album | strict | deemphasize | describe | cd_text | output |
                capacity | ids | pq_sheet | delivery | report,
            run_master},
    Command{Task::master, "burn", "Record a stash or an album, read it back and compare",
            "redbook burn night.stash --drive /dev/sr0 --report night.html\n"
            "  redbook burn album/ --drive /dev/sr0 --mode tao --simulate\n"
            "  redbook burn night.stash --recorder image:discs",
            sources | album | strict | deemphasize | describe | cd_text | output | capacity | recorder |
                force | report,
            run_burn},
    Command{Task::inspect, "info", "Show tracks, texts, checksums and room of stashes, images and albums",
            "redbook info night.cue\n"
            "  redbook info night.stash album/ --no-checksums\n"
            "  redbook info night.cue --pq-sheet night.html",
            sources | album | strict | capacity | checksums | pq_sheet | delivery | force, run_info},
    Command{Task::inspect, "check", "Check an album against the Red Book's rules and listen for trouble",
            "redbook check night.cue\n"
            "  redbook check album/ --capacity 74",
            sources | album | strict | deemphasize | describe | cd_text | capacity, run_check},
    Command{Task::inspect, "verify", "Compare two of: stash, image, album",
            "redbook verify night.stash night.cue\n"
            "  redbook verify album/ night.cue --pause 2s",
            two_sources | album | strict | deemphasize, run_verify},
    Command{Task::inspect, "id", "Print disc IDs for online databases, and track checksums",
            "redbook id night.stash\n"
            "  redbook id night.cue --accuraterip dBAR-004-00000fd2-00003fba-15001604.bin",
            sources | album | strict | accurate_rip, run_id},
    Command{Task::stash, "stage", "Stage an album into a crash-safe stash, or continue where it stopped",
            "redbook stage night.stash album/ --capacity 80\n"
            "  redbook stage night.stash bonus.flac --append",
            stash | sources | album | strict | deemphasize | describe | cd_text | capacity | staging,
            run_stage},
    Command{Task::stash, "edit", "Change texts, codes and flags of a stash, or drop tracks",
            "redbook edit night.stash --track-title 3='Last Train' --isrc 3=DEXYZ2600003\n"
            "  redbook edit night.stash --cdtext english.v07t --cdtext japanese.v07t",
            stash | describe | cd_text | capacity | editing, run_edit},
    Command{Task::stash, "export", "Write a stash as an image that is read back and compared",
            "redbook export night.stash night.cue\n"
            "  redbook export night.stash night.cue --format cue+wav --force\n"
            "  redbook export night.stash night.cdt",
            stash | out_operand | format | force | strict | deemphasize | cd_text | output | ids | pq_sheet |
                delivery | report,
            run_export},
    Command{Task::drives, "drives", "List the drives, what they can do and the discs in them",
            "redbook drives", none, run_drives},
    Command{Task::drives, "doctor", "Diagnose missing or unusable drives and suggest fixes",
            "redbook doctor\n"
            "  redbook doctor /dev/sr0",
            drive, run_doctor},
    Command{Task::drives, "erase", "Erase a CD-RW", "redbook erase /dev/sr0\n  redbook erase /dev/sr0 --full",
            drive | erasing, run_erase},
    Command{Task::drives, "eject", "Open a drive's tray, or close it",
            "redbook eject /dev/sr0\n  redbook eject /dev/sr0 --load", drive | tray, run_eject},
};

constexpr std::array kTasks{TaskRow{Task::master, "Make a master or record a disc"},
                            TaskRow{Task::inspect, "Look at it, check it, compare it"},
                            TaskRow{Task::stash, "Work in steps that survive a crash"},
                            TaskRow{Task::drives, "Drives and the discs in them"}};

constexpr std::array kExitCodes{ExitCodeRow{ExitCode::done, "done and verified"},
                                ExitCodeRow{ExitCode::failed, "failed"},
                                ExitCodeRow{ExitCode::usage, "usage"},
                                ExitCodeRow{ExitCode::refused, "input refused"},
                                ExitCodeRow{ExitCode::does_not_fit, "does not fit"},
                                ExitCodeRow{ExitCode::differs, "differs"},
                                ExitCodeRow{ExitCode::not_verified, "not verified"},
                                ExitCodeRow{ExitCode::device, "drive or medium"},
                                ExitCodeRow{ExitCode::interrupted, "interrupted"}};

} // namespace command_table

} // namespace

std::span<const Command> commands() { return command_table::kCommands; }
std::span<const TaskRow> tasks() { return command_table::kTasks; }
std::span<const ExitCodeRow> exit_codes() { return command_table::kExitCodes; }

} // namespace redbook::cli
