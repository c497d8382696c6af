// The checksums of CTDB, the CUETools database. It leaves out about ten blocks at both ends of the disc, so
// that discs whose audio is shifted a little can be compared.
#pragma once

#include <cstdint>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/transfer.h"

namespace REDBOOK_API redbook {

// The sums of a disc and of its tracks.
struct CtdbSums {
    uint32_t disc = 0;            // CRC-32 from the first INDEX 01 to the lead-out, both ends left out
    std::vector<uint32_t> tracks; // from INDEX 01 to the next; both ends of the disc left out
    bool operator==(const CtdbSums&) const = default;
};

// What is left out: 10 blocks in front, 10 and what is after a multiple of 10 blocks at the end.
struct CtdbEnds {
    Lba first, end; // what is between these two counts; the same if that is nothing
};
CtdbEnds ctdb_ends(const Disc& disc);

// From the sums of pieces that were cut at track_cuts() and at the ends. Where nothing is left, the sum is 0.
CtdbSums ctdb_sums(const Disc& disc, const CtdbEnds& ends, const std::vector<PieceSum>& pieces);

} // namespace redbook
