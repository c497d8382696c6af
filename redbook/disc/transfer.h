// Every block once: the loop under writing, comparing and checking. Runs several threads, each on a clone.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

// Asked from time to time, from any thread but never from two at once, with blocks done so far and in all.
// Returning false cancels.
using BlockProgress = std::function<bool(BlockCount done, BlockCount total)>;

// Called for consecutive blocks of one piece, by one thread; different pieces by different threads at once.
using BlockSink = std::function<void(Lba first, std::span<const std::byte> blocks)>;

// How a transfer runs.
struct TransferOptions {
    int threads = 0;        // 0: one per processor, at most 8
    BlockProgress progress; // may be empty
    BlockCount chunk{75};   // blocks a read; memory is threads * chunk * 2352 bytes and what the sources hold
};

// Reads [first, end) of the source and hands it to `sink` (may be empty). The range is cut into pieces at
// `cuts`, and at the source's seams. Returns the CRC-32 of every piece, in order.
//   throws  what the source throws: of several pieces' errors the earliest on the disc; Errc::cancelled,
//           source_changed
std::vector<PieceSum> transfer(const BlockSource& source, Lba first, Lba end, std::vector<Lba> cuts,
                               const BlockSink& sink, const TransferOptions& options = {});

// Where checksums need a cut: LBA 0, each track's start, INDEX 01 and end of audio. Ascending, no doubles.
std::vector<Lba> track_cuts(const Disc& disc);

// The CRC-32 of [first, end) put together from pieces; nullopt if they do not cover it exactly.
std::optional<uint32_t> sum_over(const std::vector<PieceSum>& pieces, Lba first, Lba end);

} // namespace redbook
