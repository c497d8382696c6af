// Any bytes as an answer of AccurateRip: refused with an Error, or pressings that make up the whole of it.
#include <algorithm>

#include "fuzz/target.h"
#include "redbook/base/bytes.h"
#include "redbook/check/accurate_rip_response.h"

namespace redbook {
namespace {

std::vector<std::byte> response_bytes(const AccurateRipResponse& response) {
    const size_t tracks = size_t(response.id.tracks);
    std::vector<std::byte> bytes(response.pressings.size() * (13 + 9 * tracks));
    BytesWriter out(bytes);
    for (const auto& pressing : response.pressings) {
        out.u8(uint8_t(tracks)).le32(response.id.id1).le32(response.id.id2).le32(response.id.id3);
        for (const SubmittedTrack& track : pressing)
            out.u8(uint8_t(track.confidence)).le32(track.crc).le32(track.frame_450);
    }
    return bytes;
}

} // namespace

FUZZ_TARGET(accurate_rip, "accurate_rip") {
    const AccurateRipResponse response = parse_accurate_rip_response("x.bin", input);
    const auto again = response_bytes(response);
    must_hold(std::ranges::equal(again, input));
    std::vector<AccurateRipSums> sums;
    for (const SubmittedTrack& track : response.pressings[0]) sums.push_back({track.crc, track.crc, {}});
    for (const MatchedTrack& track : match_tracks("x.bin", response, response.id, sums))
        must_hold(track.verdict == TrackVerdict::matches || track.verdict == TrackVerdict::silent);
    for (AccurateRipSums& other : sums) other = {~other.v1, ~other.v2, {}};
    match_tracks("x.bin", response, response.id, sums);
    unless_refused([&] { match_tracks("x.bin", response, {}, sums); });
}

} // namespace redbook
