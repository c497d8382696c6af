// What becomes of a disc on its way into a format or onto a medium. Asked before anything is written.
#pragma once

#include <string>
#include <vector>

#include "redbook/base/error.h"
#include "redbook/base/export.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"

namespace REDBOOK_API redbook {

// Begins as a disc and is handed from step to step: leave_out_cd_text(), lay_out(), and what the format or
// the recorder does. Each changes the disc and says so.
struct Fitted {
    Disc disc;                           // as it will be written
    std::vector<std::string> changes{};  // what is written in another way, as the end of "PLACE: ..."
    std::vector<std::string> warnings{}; // what is written as it is, but will be in the way later, likewise
    std::vector<std::string> lost{};     // what is not written at all, in words: "indexes above 01"
    std::vector<Error> refused{};        // why it cannot be written, likewise; empty: it can
    bool data_left_out = false;          // the source has data tracks; they are among what is lost
};

// The disc without its data tracks: only audio is ever copied.
void leave_out_data(Fitted& fitted);

// The disc without its CD-TEXT, as was asked for.
void leave_out_cd_text(Fitted& fitted);

// The disc as its mode records it (as_recorded()). What Track-at-Once loses is said in words.
void lay_out(Fitted& fitted);

// Adds what a format, or a recorder, cannot hold to what is lost; data tracks among it.
void lose_what_is_not_held(Fitted& fitted, const Holds& holds);

// Throws the first refusal, or if there is none and `strict` is asked for, that data was left out, or the
// first change or warning (Errc::breaks_rule). The sentence begins with `place`.
void require_fit(const Fitted& fitted, const std::string& place, bool strict = false);

} // namespace redbook
