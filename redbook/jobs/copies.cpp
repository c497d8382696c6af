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

[[noreturn]] void fail(const DriveReport& drive, const std::string& why) {
    if (!drive.problem.empty()) throw DriveError(drive.problem_code, why, drive.problem_remedy);
    throw Error(drive.medium ? Errc::not_blank : Errc::no_medium, why);
}

template <class Motion>
void try_to(Motion motion) {
    try {
        motion();
    } catch (const Error&) { // a drive that cannot is served by hand
    }
}

} // namespace

std::optional<Copies::Taken> Copies::take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !open_.empty() || taken_ == 0; });
    if (open_.empty()) return std::nullopt;
    ++taken_;
    return std::optional<Taken>(std::in_place, *this, open_.extract(open_.begin()).value());
}

void Copies::end(int number, bool made) {
    const std::lock_guard lock(mutex_);
    --taken_;
    if (made)
        ++made_;
    else
        open_.insert(number);
    changed_.notify_all();
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
        if (!callbacks.wait) fail(there, why);
        if (callbacks.say && (first || (why != said && there.medium)))
            callbacks.say(fmt::format("{}; put a blank disc in for disc {} of {}", why, copy, copies));
        said = why;
        if (there.medium) try_to([&] { eject_disc(drive); });
        switch (callbacks.wait(kLookAgain)) {
        case Waited::give_up: return false;
        case Waited::close_tray: try_to([&] { load_disc(drive); }); break;
        case Waited::time: break;
        }
    }
}

} // namespace redbook
