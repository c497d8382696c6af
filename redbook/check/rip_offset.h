// By how many samples a disc's audio is off from the rips in AccurateRip's database: pressings and drives
// differ by a constant number of them.
#pragma once

#include <optional>

#include "redbook/check/accurate_rip_response.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"

namespace redbook {

// How many samples later than the rips the disc's audio is, up to 5 blocks either way: where the sum of the
// 588 samples that a pressing has for a track's block 450 is found around that block. Of several offsets the
// one that most tracks agree in, then the one nearest to 0. nullopt: none.
//   throws  what the source throws
std::optional<SampleCount> find_rip_offset(const Disc& disc, const BlockSource& audio,
                                           const AccurateRipResponse& response);

} // namespace redbook
