// What a mastering engineer wants to know of the audio before it leaves the house.
#pragma once

#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/rules.h"
#include "redbook/disc/transfer.h"

namespace redbook {

// The rules of the description (rules.h), then those of the audio: samples at full scale (runs of 3 and more
// are clipped), sample peak, digital silence at the beginning and the end of every track (at joins), a track
// that is wholly silent.
std::vector<Finding> check_disc(const Disc& disc, const BlockSource& audio, BlockCount capacity,
                                const TransferOptions& options = {});

} // namespace redbook
