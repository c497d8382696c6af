// A disc of which some tracks are data: its audio alone.
#pragma once

#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/disc/relocated.h"

namespace redbook {

struct AudioAlone {
    Disc disc;                  // its data tracks are in Disc::data
    std::vector<Move> moves;    // of its audio, from the addresses of the whole disc
    std::vector<size_t> tracks; // the positions that its tracks had
};

// `whole` describes data as if it were audio; `is_data` has one value per track, not all true. Audio after
// data begins at its INDEX 01, after a pause of two seconds: what is before that belongs to the change from
// one to the other.
AudioAlone audio_alone(const Disc& whole, const std::vector<bool>& is_data);

} // namespace redbook
