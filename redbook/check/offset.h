// By how many samples a drive is off: what it reads, or what it was recorded with, lies a constant number of
// samples beside its place.
#pragma once

#include <optional>
#include <vector>

#include "redbook/disc/block_source.h"

namespace redbook {

inline constexpr BlockCount kFurthestOffset{5}; // in either direction

// Blocks that two sources have in common: [first, end) of the one, as many of the other `shift` further on.
struct Common {
    Lba first, end;
    BlockCount shift;
};

// The number n for which sample m of `a` is sample m + n of `b`, found at a few places where there is
// something to be heard. Of several that fit there, the one nearest to 0. nullopt: none fits, or all is
// silence.
std::optional<SampleCount> find_offset(const BlockSource& a, const BlockSource& b,
                                       const std::vector<Common>& common);

} // namespace redbook
