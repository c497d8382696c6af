// drives, doctor, erase and eject: what is done with a drive alone.
#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/recorder_choice.h"
#include "cli/remedy.h"
#include "redbook/base/error.h"
#include "redbook/drive/drives.h"
#include "redbook/jobs/places.h"
#include "redbook/jobs/recorders.h"

namespace redbook::cli {
namespace {

std::string chosen_drive(const Arguments& arguments) {
    return drive_of(arguments, read_config(system_files(), config_path()));
}

std::string drive_count(size_t n) { return fmt::format("{} drive{}", n, n == 1 ? "" : "s"); }

// A drive can be used if nothing that is wrong is its own.
size_t usable(const std::vector<DriveReport>& drives, const std::vector<Diagnosis>& found) {
    const auto is_ill = [&](const DriveReport& drive) {
        return std::ranges::any_of(found, [&](const Diagnosis& d) {
            return d.severity == Severity::error && d.place == drive.path;
        });
    };
    return drives.size() - size_t(std::ranges::count_if(drives, is_ill));
}

} // namespace

Done run_drives(const Arguments&, Console&) {
    Done done;
    done.report.drives = drives();
    const size_t n = done.report.drives->size();
    done.report.outcome = n == 0 ? "there is no CD drive; 'redbook doctor' says why" : drive_count(n);
    return done;
}

Done run_doctor(const Arguments& arguments, Console&) {
    Done done;
    done.report.diagnoses = diagnose(arguments.drive.path, &done.report.drives.emplace());
    for (Diagnosis& diagnosis : *done.report.diagnoses) diagnosis.command = command_for(diagnosis);
    const size_t n = usable(*done.report.drives, *done.report.diagnoses);
    done.report.outcome = n == 0 ? "no drive can be used" : fmt::format("{} can be used", drive_count(n));
    done.code = n == 0 ? ExitCode::device : ExitCode::done;
    return done;
}

Done run_erase(const Arguments& arguments, Console& console) {
    const std::string path = chosen_drive(arguments);
    const bool erased =
        erase_disc_in(path, arguments.drive.full, in_phase(console.progress(), Phase::erasing));
    Done done;
    done.report.outcome = path + (!erased ? ": the disc in it is blank already; nothing was done"
                                  : arguments.drive.full ? ": every block of the disc is erased"
                                                         : ": the disc is erased");
    return done;
}

Done run_eject(const Arguments& arguments, Console&) {
    const std::string path = chosen_drive(arguments);
    arguments.drive.load ? load_disc(path) : eject_disc(path);
    Done done;
    done.report.outcome = path + (arguments.drive.load ? ": the tray is in" : ": the tray is open");
    return done;
}

} // namespace redbook::cli
