// Audio by address: the other half of a disc. A stash, an opened image, a drive and a test builder all are
// one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

class File;

// Blocks that lie in a file as they would be read: 16-bit little-endian, left/right interleaved, no header.
struct Extent {
    const File* file = nullptr; // lives as long as the source
    uint64_t offset = 0;        // bytes
    BlockCount length;          // blocks
};

// The CRC-32 of a run of blocks.
struct PieceSum {
    Lba first;         // the first block
    BlockCount length; // blocks
    uint32_t crc = 0;  // of all their bytes
    bool operator==(const PieceSum&) const = default;
};

// Samples that no read returned: a source hands out zeros for them.
struct Unread {
    SampleCount first;  // counted from the first sample of LBA 0
    SampleCount length; // samples
    // Why they were not read.
    enum Why {
        edge,        // beyond what the drive returns, which reads, or was recorded, some samples off
        damaged      // the drive could not read them
    } why = damaged; // the reason
    bool operator==(const Unread&) const = default;
};

// Blocks [first, end).
struct Reach {
    Lba first, end; // `end` is the block after the last
    bool operator==(const Reach&) const = default;
};

// One source is used by one thread at a time; clone() gives another thread its own.
class BlockSource {
  public:
    virtual ~BlockSource() = default;

    // After the last block; the lead-out of the disc it goes with. Blocks -150 .. end()-1 can be read.
    virtual Lba end() const = 0;

    // Reads whole blocks (n x 2352 bytes) from `first` on, zeros where the disc describes silence. Reading
    // forward without gaps is the fast way. Throws what is wrong with the audio: Errc::malformed, corrupt,
    // io.
    virtual void read(Lba first, std::span<std::byte> out) = 0;

    // The same blocks as samples of full scale 1, one left and one right, as they were before they were
    // rounded to 16 bits and dithered; of a source that holds 16 bits, those. Both have 588 samples a block.
    virtual void read_real(Lba first, std::span<double> left, std::span<double> right);

    // Which of the blocks `wanted` can be read; those of the disc always can. Few drives return any beyond
    // its ends, and none is asked before somebody needs them.
    virtual Reach reach(Reach wanted) const {
        return {std::max(wanted.first, kProgramStart), std::min(wanted.end, end())};
    }

    // A second source on the same audio.
    virtual std::unique_ptr<BlockSource> clone() const = 0;

    // Where reading is best divided between threads (beginnings of files), ascending. Empty: anywhere is as
    // good.
    virtual std::vector<Lba> seams() const { return {}; }

    // Where the blocks from `first` on lie in a file, as far as they lie together; nullopt if they do not lie
    // in one as they are. Lets a writer share or copy extents without passing the bytes through the program.
    virtual std::optional<Extent> extent(Lba first) const {
        (void)first;
        return std::nullopt;
    }

    // Checksums that are known without reading, made when the audio came in; none overlap. What they do not
    // cover must be read.
    virtual std::vector<PieceSum> known_sums() const { return {}; }

    // Sentences about the audio that came up while reading and are no errors (clipped samples, an inexact
    // length). Asked of the original source after all clones have read.
    virtual std::vector<std::string> warnings() const { return {}; }

    // What could not be read, ascending. The edges are known beforehand, damage when it was met: asked of the
    // original source after all clones have read. A read that succeeds later takes its blocks out again.
    virtual std::vector<Unread> unread() const { return {}; }

    // After the last read: throws Errc::source_changed if a file that was read is not what it was when it was
    // opened. What was read of it may be of two versions then.
    virtual void require_unchanged() const {}
};

// The samples from LBA 0 on that are unread for being at an edge.
std::vector<Unread> unread_edges(const BlockSource& source);

// "the first 30 samples", "the last sample": of the disc that they are at an edge of.
std::string edge_text(const Unread& edge);

} // namespace redbook
