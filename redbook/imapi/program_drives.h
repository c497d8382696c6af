// Drives that another program has, the Linux system's `redbook`, to which a stash is handed over.
// The program is asked with
//   redbook drives --json
// and answers in its result
//   "drives": [{"path": "/dev/sr0", "vendor": "..", "model": "..", "revision": "..",
//               "records": true, "write_speeds": [52, ..], "underrun_protection": true, "test_write": true,
//               "problem": "a sentence: why it, or the disc in it, cannot be asked",
//               "medium": {"state": "absent" | "blank" | "written", "capacity": {"blocks": n},
//                          "rewritable": true}}]
// and records with
//   redbook burn STASH --drive /dev/sr0 --progress json --json [--report STASH.json] [--speed N] [--simulate]
//                [--no-verify]
// and otherwise does
//   redbook eject /dev/sr0 --json
//   redbook erase /dev/sr0 --json [--full]
// What it prints is docs/json.md.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "redbook/imapi/device.h"

namespace redbook::imapi {

// False: the program is to be interrupted; it says itself how it ends.
using SeeLine = std::function<bool(const std::string& line)>;

struct Program {
    // Runs it with these arguments, and calls `see` with every line of its output and error output, in the
    // caller's thread. Returns its exit code.
    //   throws  Errc::io (it cannot be started), and what `see` throws
    std::function<int(const std::vector<std::string>& arguments, const SeeLine& see)> run;
    // A file's path as that program has it.
    std::function<std::string(const std::string& path)> path_for;
};

// Whether this report of `redbook burn` says that the disc `staged` is recorded, and, with `verify`, that it is
// right: what RecordDisc would answer with S_OK. If it is of a disc with other tracks, the stash was changed
// afterwards.
bool reports_recorded(const std::string& report, const Disc& staged, bool verify);

// The drives that it reports and that record. None if it knows no drives, or says nothing that is understood:
// an installation without drives has the image recorder.
std::vector<std::shared_ptr<Device>> program_drives(const Program& program);

} // namespace redbook::imapi
