// Everything by which databases and rippers know a disc.
#pragma once

#include <vector>

#include "redbook/base/export.h"
#include "redbook/check/accurate_rip.h"
#include "redbook/check/accurate_rip_response.h"
#include "redbook/check/checksums.h"
#include "redbook/check/ctdb.h"
#include "redbook/check/disc_ids.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/transfer.h"

namespace REDBOOK_API redbook {

// The IDs and checksums of a disc, in every scheme.
struct Identity {
    DiscIds ids;                               // from the TOC
    DiscSums sums;                             // CRC-32 and peaks
    std::vector<AccurateRipSums> accurate_rip; // one a track
    CtdbSums ctdb;                             // both ends of the disc left out
    std::vector<MatchedTrack> matches{};       // one a track; empty: not looked for in a database's answer
    SampleCount rip_offset{};                  // by which the disc's audio is later than the rips that match
    bool operator==(const Identity&) const = default;
};

// One parallel pass over the audio. The disc is taken in Session-at-Once; for Track-at-Once take as_tao()
// first (layout.h).
//   throws  what ids_of() and the source throw; Errc::cancelled
Identity identify(const Disc& disc, const BlockSource& audio, const TransferOptions& options = {});

// Looks for the tracks in AccurateRip's answer, called `name`. If none matches, but the sums of block 450
// show by how many samples the disc is off, looks for the sums at that offset. The disc's IDs must be known.
//   throws  what match_tracks() and the source throw; Errc::cancelled
void find_matches(Identity& identity, std::string_view name, const AccurateRipResponse& response,
                  const Disc& disc, const BlockSource& audio, const TransferOptions& options = {});

} // namespace redbook
