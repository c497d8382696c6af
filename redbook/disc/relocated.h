// The same audio at the addresses of another layout of the same tracks.
#pragma once

#include <memory>

#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"

namespace redbook {

// `source` goes with `from`; the result goes with `to`, whose tracks hold the same blocks of audio, pregap
// and length together (as_tao(), layout.h). Everything between is zeros. Both discs are only read now.
std::unique_ptr<BlockSource> relocate(const BlockSource& source, const Disc& from, const Disc& to);

} // namespace redbook
