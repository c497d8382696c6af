// Checks a disc against the rules of the Red Book, listens to its audio, and computes how databases know it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/check/audio_rules.h"
#include "redbook/check/checksums.h"
#include "redbook/check/identity.h"
#include "redbook/disc/album.h"
#include "redbook/disc/rules.h"
#include "redbook/jobs/progress.h"

namespace REDBOOK_API redbook {

// The rules (rules.h), then what was heard. `capacity` is that of the medium the disc is meant for; nullopt:
// of the stash, or 80 minutes. Phase `listening`.
struct Checked {
    std::vector<Finding> findings;    // in the order of the disc
    std::vector<TrackSignal> signals; // one per track
    BlockCount capacity;              // that the disc was checked against
};
Checked check(const Album& album, std::optional<BlockCount> capacity = {},
              const ProgressCallback& progress = {});

// The disc IDs and checksums of the album as its mode records it. `accurate_rip` is the path of an answer of
// that database that was saved: the tracks are looked for in it. Phase `reading`.
//   throws  Errc::breaks_rule (no tracks), malformed (the answer is of another disc), what the audio throws
struct Identified {
    Disc disc;         // as it is recorded
    Identity identity; // its IDs and checksums
};
Identified identify(const Album& album, const std::string& accurate_rip = {},
                    const ProgressCallback& progress = {});

// CRC-32 of the tracks and of the disc, as it is staged. Phase `reading`.
DiscSums checksum(const Album& album, const ProgressCallback& progress = {});

} // namespace redbook
