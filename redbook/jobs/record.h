// Records a stash, or an album that is staged first: as many discs as are asked for, on several drives side
// by side. The stash is kept if anything went wrong.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/album.h"
#include "redbook/jobs/outcome.h"
#include "redbook/jobs/progress.h"
#include "redbook/jobs/recorders.h"
#include "redbook/report/json.h"

namespace REDBOOK_API redbook {

// What a program does while discs are recorded. All may be empty, and are called from any thread.
struct RecordCallbacks {
    ProgressCallback progress{};   // not while several recorders work side by side ..
    std::function<bool()> go_on{}; // .. which ask this instead
    std::function<void(const std::string& stash, int track)> on_closed{}; // a track is staged, and safe (S8)
    std::function<void(const std::string& sentence)> say{}; // what is wanted of the person at the drive
    // Waits that long, or until that person says that the tray can be closed. `give_up`: nobody wants more
    // discs.
    enum class Waited { time, close_tray, give_up };
    std::function<Waited(std::chrono::milliseconds time)> wait{}; // empty: nobody is there, as if given up
    std::function<void(const DiscDone& disc)> on_disc{};          // one of several is done, or has failed
};

// How discs are recorded.
struct RecordOptions {
    std::optional<Mode> mode{};       // nullopt: as the album says
    bool simulate = false;            // everything but the writing; with the laser off where a drive can
    bool verify = true;               // read back and compare
    bool eject = false;               // when done; always, of several discs
    bool erase = false;               // a medium that is not blank, if it can be erased
    bool overburn = false;            // more than the medium says it holds; in Session-at-Once only
    bool cd_text = true;              // false: it is left out
    bool strict = false;              // what there is to warn of, or would be changed, is refused
    int copies = 1, first_copy = 1;   // discs first_copy to copies are recorded now
    std::string stash{};              // where an album is staged and stays; empty: in stash_folder ..
    std::string stash_folder{};       // (empty: the user's, state_folder()) and removed when all went well
    std::string report{};             // a path: a report for each disc; ends in .json, or is HTML
    bool force = false;               // replace a report
    std::string reported_as = "burn"; // the command, in the report
    RecordCallbacks callbacks{};      // what the program is asked and told meanwhile
};

// The outcome of the last disc; of several, of the one that tells most. A recording that fails is not `done`;
// what is refused before one begins is thrown.
//   recorders  one, or drives that record side by side
//   throws     Errc::bad_value (copies that make no sense), what look_at() and stage() throw, what keeps the
//              album from being recorded here (Errc::does_not_fit, not_blank, breaks_rule, ..)
Outcome record(const Album& album, const std::vector<RecorderSettings>& recorders,
               const RecordOptions& options = {});

} // namespace redbook
