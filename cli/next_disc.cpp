#include "cli/next_disc.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/drive/drives.h"

namespace redbook::cli {
namespace {

constexpr std::chrono::milliseconds kLookAgain{500};

// Why the disc in it will not do; empty: it will.
std::string objection(const DriveReport& drive, bool erase) {
    if (!drive.problem.empty()) return drive.problem;
    if (!drive.medium) return drive.path + ": there is no disc in it";
    if (drive.medium->blank || (erase && drive.medium->rewritable)) return "";
    return drive.path + ": the disc in it is already written";
}

template <class Motion>
void try_to(Motion motion) {
    try {
        motion();
    } catch (const Error&) { // a drive that cannot is served by hand
    }
}

} // namespace

std::optional<int> Copies::take() {
    const std::lock_guard lock(mutex_);
    if (open_.empty()) return std::nullopt;
    return open_.extract(open_.begin()).value();
}

void Copies::give_back(int copy) {
    const std::lock_guard lock(mutex_);
    open_.insert(copy);
}

void Copies::note_made() {
    const std::lock_guard lock(mutex_);
    ++made_;
}

int Copies::made() const {
    const std::lock_guard lock(mutex_);
    return made_;
}

void require_copies_make_sense(const Arguments& arguments) {
    const DriveArguments& drive = arguments.drive;
    if (drive.copies > 1 && arguments.simulate)
        throw Error(
            Errc::bad_value,
            fmt::format("--copies {}: one disc is enough to simulate with; leave it out", drive.copies));
    if (drive.from > drive.copies)
        throw Error(Errc::bad_value, fmt::format("--from {}: there is no such disc of {}; give --copies N",
                                                 drive.from, drive.copies));
    const int left = drive.copies - drive.from + 1;
    if (int(drive.others.size()) >= left)
        throw Error(Errc::bad_value,
                    fmt::format("--drive: there are {} drives for {} disc{}; give --copies N",
                                drive.others.size() + 1, left, left == 1 ? "" : "s"));
}

bool wait_for_next_disc(Console& console, const std::string& drive, bool erase, int copy, int copies) {
    std::string said;
    for (bool first = true;; first = false) {
        const DriveReport there = ask_drive(drive);
        const std::string why = objection(there, erase);
        if (why.empty()) return true;
        if (first || (why != said && there.medium))
            console.say(fmt::format("{}; put a blank disc in for disc {} of {}", why, copy, copies));
        said = why;
        if (there.medium) try_to([&] { eject_disc(drive); });
        switch (console.wait(kLookAgain)) {
        case Console::Waited::ended: return false;
        case Console::Waited::enter: try_to([&] { load_disc(drive); }); break;
        case Console::Waited::time: break;
        }
    }
}

} // namespace redbook::cli
