// Everything by which databases and rippers know a disc.
#pragma once

#include <vector>

#include "redbook/check/accurate_rip.h"
#include "redbook/check/accurate_rip_response.h"
#include "redbook/check/checksums.h"
#include "redbook/check/ctdb.h"
#include "redbook/check/disc_ids.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/transfer.h"

namespace redbook {

struct Identity {
    DiscIds ids;
    DiscSums sums;
    std::vector<AccurateRipSums> accurate_rip; // one a track
    CtdbSums ctdb;
    std::vector<MatchedTrack> matches{}; // one a track; empty: not looked for in a database's answer
    bool operator==(const Identity&) const = default;
};

// One parallel pass over the audio. The disc is taken in Session-at-Once; for Track-at-Once take as_tao()
// first (layout.h).
//   throws  what ids_of() and the source throw; Errc::cancelled
Identity identify(const Disc& disc, const BlockSource& audio, const TransferOptions& options = {});

} // namespace redbook
