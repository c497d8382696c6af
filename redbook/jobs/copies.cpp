#include "redbook/jobs/copies.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/drive/drives.h"

namespace redbook {
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

bool wait_for_next_disc(const RecordCallbacks& callbacks, const std::string& drive, bool erase, int copy,
                        int copies) {
    using Waited = RecordCallbacks::Waited;
    std::string said;
    for (bool first = true;; first = false) {
        const DriveReport there = ask_drive(drive);
        const std::string why = objection(there, erase);
        if (why.empty()) return true;
        if (callbacks.say && (first || (why != said && there.medium)))
            callbacks.say(fmt::format("{}; put a blank disc in for disc {} of {}", why, copy, copies));
        said = why;
        if (there.medium) try_to([&] { eject_disc(drive); });
        switch (callbacks.wait ? callbacks.wait(kLookAgain) : Waited::give_up) {
        case Waited::give_up: return false;
        case Waited::close_tray: try_to([&] { load_disc(drive); }); break;
        case Waited::time: break;
        }
    }
}

} // namespace redbook
