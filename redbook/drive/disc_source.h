// The audio of a disc in a drive, by address.
#pragma once

#include <memory>

#include "redbook/base/export.h"
#include "redbook/disc/block_source.h"

namespace REDBOOK_API redbook {

class ScsiPort;

// The largest read offset that can be corrected.
inline constexpr SampleCount kFurthestReadOffset{5 * kBlockSamples};

// How a disc in a drive is read.
struct DiscReadOptions {
    // How many samples late the drive reads, as lists of drives have it (AccurateRip: +6, +30, +667). What
    // that takes from beyond the ends of the disc the drive is asked for; few return it, and it is unread()
    // then. At most 5 blocks, or Errc::bad_value.
    SampleCount read_offset{};
    // For a copy: blocks that the drive could not correct (C2) are read again, and told of. Who compares with
    // what was recorded needs no telling.
    bool c2 = false;
    SampleCount accepted_edge{}; // Album::accepted_edge
};

// What of a disc can be read.
struct DiscSpace {
    Lba first; // that the drive returns: LBA 0, of few drives LBA -150
    Lba end;   // the lead-out
};

// Blocks before `space` are zeros. What cannot be read is read again, block by block and more slowly;
// what stays unreadable is zeros, and is told of by unread() and warnings(). Throws Errc::device, no_medium
// for all else.
std::unique_ptr<BlockSource> read_disc_audio(std::shared_ptr<ScsiPort> port, DiscSpace space,
                                             const DiscReadOptions& options = {});

} // namespace redbook
