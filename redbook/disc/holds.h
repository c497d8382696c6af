// What a format, or a drive, can hold or tell. What it cannot is listed when it is written, and is "not
// checkable" when it is compared.
#pragma once

#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/disc.h"

namespace REDBOOK_API redbook {

// What can be stored, item by item.
struct Holds {
    bool audio = true;       // and where its tracks are; false: texts and codes alone
    bool first_150 = true;   // audio at LBA -150..-1
    bool pauses = true;      // INDEX 00 of tracks after the first
    bool indexes = true;     // INDEX 02 and above
    bool flags = true;       // pre-emphasis, copy permitted, four channels
    bool scms = true;        // copy protection as serial copy management has it
    bool isrc = true;        // of tracks
    bool mcn = true;         // of the disc
    int text_blocks = 8;     // CD-TEXT languages
    bool text_extras = true; // CD-TEXT genre, disc id, closed information, language, charset
    bool first_track = true; // a first track number other than 1
    bool remarks = true;     // REM lines
    bool subchannel = false; // P and Q of every block, stored as they are
    bool sample_exact =
        true; // where audio lies; a drive is off by a number of samples that is always the same
};

// What a drive could not read of one disc, although it tells such things: not checkable there, and not
// absent.
struct UnreadFact {
    // What was not read.
    enum What {
        index00,
        indexes,
        flags,
        isrc,
        mcn
    } what = index00;     // indexes: INDEX 02 and above; flags: SCMS too
    size_t track = 0;     // counted from 0; of MCN 0
    BlockCount earlier{}; // index00, indexes: may begin up to so many blocks earlier; 0: anywhere
    size_t index = 0;     // of indexes: which, counted from INDEX 02; with `earlier` only
    bool operator==(const UnreadFact&) const = default;
};

// What passes through both.
Holds what_both_hold(const Holds& a, const Holds& b);

// What this disc has that the format does not hold, one item a line ("CD-TEXT in 2 further languages").
// Remarks are not on the disc and are not listed.
std::vector<std::string> lost_in(const Disc& disc, const Holds& holds);

} // namespace redbook
