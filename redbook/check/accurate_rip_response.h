// What AccurateRip's database answers for a disc: a file dBAR-*.bin that the user has saved.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "redbook/base/byte_span.h"
#include "redbook/base/export.h"
#include "redbook/check/accurate_rip.h"
#include "redbook/check/disc_ids.h"

namespace REDBOOK_API redbook {

inline constexpr uint64_t kLargestResponse = 4 << 20; // bytes; a disc ripped by everybody has some thousands

// One track of one pressing.
struct SubmittedTrack {
    int confidence = 0;     // rips that agree
    uint32_t crc = 0;       // v1 or v2, whichever was submitted; 0: none
    uint32_t frame_450 = 0; // 0: none
    bool operator==(const SubmittedTrack&) const = default;
};

// An answer, parsed.
struct AccurateRipResponse {
    AccurateRipId id;                                   // of the disc it is about
    std::vector<std::vector<SubmittedTrack>> pressings; // each of id.tracks tracks; at least one
    bool operator==(const AccurateRipResponse&) const = default;
};

// `name` is the file's, for sentences. Throws Errc::malformed, naming the place in the file.
AccurateRipResponse parse_accurate_rip_response(std::string_view name, Bytes bytes);

// A sum of the database that equals the track's.
struct TrackMatch {
    int version = 0;    // 1, 2
    int confidence = 0; // of all pressings that have this sum together
    bool operator==(const TrackMatch&) const = default;
};

// What the database says of a track. A silent one has no sum that it could be known by.
enum class TrackVerdict { matches, differs, unknown, silent };
// One track, compared with the answer.
struct MatchedTrack {
    TrackVerdict verdict = TrackVerdict::unknown; // unknown: the database has no sum of it
    std::vector<TrackMatch> matches;              // v2 first
    bool operator==(const MatchedTrack&) const = default;
};

// Compares each track with every pressing.
//   throws  Errc::malformed: the answer is for another disc
std::vector<MatchedTrack> match_tracks(std::string_view name, const AccurateRipResponse& response,
                                       const AccurateRipId& id, const std::vector<AccurateRipSums>& sums);

} // namespace redbook
