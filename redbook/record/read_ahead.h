// Reads a source forward in a thread of its own, some megabytes ahead of who asks, so that decoding and what
// is done with the audio go on side by side.
#pragma once

#include <memory>

#include "redbook/disc/block_source.h"

namespace redbook {

// The blocks [first, end) of `source`, to be read once, from first to last; blocks may be skipped (backward
// throws std::logic_error). An error of the source comes out of the read that would have had the block.
std::unique_ptr<BlockSource> read_ahead(const BlockSource& source, Lba first, Lba end);

} // namespace redbook
