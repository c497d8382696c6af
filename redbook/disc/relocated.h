// The same audio at other addresses.
#pragma once

#include <memory>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"

namespace redbook {

// Blocks of audio: where they are now, and where they were.
struct Move {
    Lba to, from;
    BlockCount length;
    Lba end() const { return to + length; }
    bool operator==(const Move&) const = default;
};

// The moved blocks of `source`, with silence between them, up to `lead_out`.
std::unique_ptr<BlockSource> relocate(std::unique_ptr<BlockSource> source, std::vector<Move> moves,
                                      Lba lead_out);

// The audio of the same tracks in another layout. `source` goes with `from`; the result goes with `to`, whose
// tracks hold the same blocks of audio, pregap and length together (as_tao(), layout.h). Everything between
// is zeros. Both discs are only read now.
std::unique_ptr<BlockSource> relocate(const BlockSource& source, const Disc& from, const Disc& to);

} // namespace redbook
