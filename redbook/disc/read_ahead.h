// Reads a source forward in a thread of its own, some megabytes ahead of who asks, so that decoding and what
// is done with the audio continue side by side.
#pragma once

#include <memory>

#include "redbook/disc/block_source.h"

namespace redbook {

class ReadAhead : public BlockSource {
  public:
    // How full the buffer is, from any thread; 100 as well when all that is left is in it.
    virtual int percent() const = 0;

    // Returns when the buffer is full, or all that is left is in it, or the source threw.
    virtual void wait_until_full() const = 0;
};

inline constexpr BlockCount kReadAhead{64 * 75}; // 11 MB

// The blocks [first, end) of `source`, to be read once, from first to last; blocks may be skipped (backward
// throws std::logic_error). An error of the source comes out of the read that would have had the block.
// `ahead`: the size of the buffer, in whole seconds.
std::unique_ptr<ReadAhead> read_ahead(const BlockSource& source, Lba first, Lba end,
                                      BlockCount ahead = kReadAhead);

} // namespace redbook
