// What a command has to say, as data. Rendered once for people (text.h) and once for machines (json.h), so
// that both always tell the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/base/error.h"
#include "redbook/check/audio_rules.h"
#include "redbook/check/checksums.h"
#include "redbook/check/verify.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/rules.h"

namespace redbook {

// A disc, with what is known of its audio.
struct DiscReport {
    std::string path{}; // what was opened
    std::string kind{}; // "stash", "CUE sheet", ...
    Disc disc{};
    BlockCount capacity{};              // of the medium it is meant for
    std::vector<TrackSums> sums{};      // one a track; empty: not computed
    std::vector<uint32_t> crcs{};       // CRC-32 per track from INDEX 01 to the next; empty: not computed
    std::vector<TrackSignal> signals{}; // one a track; empty: not measured
    bool laid_out = false; // the disc is what was written: its room is told once, as it lies there
};

// What went wrong.
struct Failure {
    std::optional<Errc> code; // nullopt: a mistake of the program's own
    std::string sentence;
};

// How many tracks an album has in a stash.
struct StagedTracks {
    int now = 0, before = 0;
};

struct Report {
    std::string command; // empty: the command line named none
    int exit_code = 0;
    std::string outcome; // one sentence: what was done, and what holds now
    std::vector<DiscReport> discs;
    std::optional<StagedTracks> staged;
    std::string stash{};    // that was recorded, and is kept
    bool simulated = false; // nothing was written
    std::optional<Comparison> comparison;
    std::string why_not_verified;
    std::optional<std::vector<Finding>> findings;
    std::vector<std::string> files; // what was written, the sheet first
    std::vector<std::string> lost;  // what the output cannot hold
    std::vector<std::string> warnings;
    std::vector<Failure> errors;
};

// CRC-32 of every track, from INDEX 01 to the next INDEX 01 or the lead-out, put together from pieces; empty
// if they do not cover all tracks.
std::vector<uint32_t> track_crcs(const Disc& disc, const std::vector<PieceSum>& pieces);

} // namespace redbook
