#include "cli/next_disc.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/record/drives.h"

namespace redbook::cli {
namespace {

// Why the disc in it will not do; empty: it will.
std::string objection(const DriveReport& drive, bool erase) {
    if (!drive.problem.empty()) return drive.problem + "; ";
    if (!drive.medium) return "there is no disc in it; ";
    if (drive.medium->blank || (erase && drive.medium->rewritable)) return "";
    return "the disc in it is already written; ";
}

} // namespace

void require_somebody_to_ask(const Arguments& arguments) {
    if (arguments.drive.copies > 1 && arguments.simulate)
        throw Error(Errc::bad_value,
                    fmt::format("--copies {}: one disc is enough to simulate with; leave it out",
                                arguments.drive.copies));
    if (arguments.drive.copies > 1 && !is_terminal_input())
        throw Error(
            Errc::bad_value,
            fmt::format("--copies {}: asks for the next disc, and nobody is there to be asked (the input is "
                        "no terminal); burn one disc at a time",
                        arguments.drive.copies));
}

bool ask_for_next_disc(Console& console, const std::string& drive, bool erase, int copy, int copies) {
    std::string why = fmt::format("disc {} of {} is done; ", copy, copies);
    while (!why.empty()) {
        if (!console.ask(fmt::format("{}: {}put a blank disc in, and press Enter", drive, why))) return false;
        why = objection(load_and_ask(drive), erase);
    }
    return true;
}

} // namespace redbook::cli
