#include "redbook/check/accurate_rip_response.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/error.h"

namespace redbook {
namespace {

constexpr size_t kHead = 13;          // bytes before a pressing's tracks
constexpr size_t kSubmittedTrack = 9; // bytes of a track

class Parser {
  public:
    Parser(std::string_view name, Bytes bytes) : name_(name), in_(bytes) {}

    AccurateRipResponse run() {
        if (in_.left() == 0)
            fail("is empty; the database does not know the disc, or the file was not saved whole");
        while (in_.left() > 0) pressing();
        return std::move(response_);
    }

  private:
    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(Errc::malformed, fmt::format("{}: {}", name_, reason));
    }
    [[noreturn]] void fail_at(size_t at, const std::string& reason) const {
        fail(fmt::format("byte {}: pressing {} {}", at, response_.pressings.size() + 1, reason));
    }

    void pressing() {
        const size_t begin = in_.at();
        if (in_.left() < kHead) fail_at(begin, "is cut short; get the file again");
        const AccurateRipId id = head();
        if (id.tracks < 1 || id.tracks > kMostTracks)
            fail_at(begin, fmt::format("has {} tracks; this is not an answer of AccurateRip", id.tracks));
        if (response_.pressings.empty()) response_.id = id;
        if (id != response_.id) fail_at(begin, "is of another disc than the first one");
        if (in_.left() < kSubmittedTrack * size_t(id.tracks))
            fail_at(begin, "is cut short; get the file again");
        response_.pressings.push_back(tracks(id.tracks));
    }

    AccurateRipId head() {
        AccurateRipId id;
        id.tracks = in_.u8(); //  0
        id.id1 = in_.le32();  //  1
        id.id2 = in_.le32();  //  5
        id.id3 = in_.le32();  //  9
        return id;            // 13
    }

    std::vector<SubmittedTrack> tracks(int count) {
        std::vector<SubmittedTrack> tracks{size_t(count)};
        for (SubmittedTrack& track : tracks) {
            track.confidence = in_.u8();  // 0
            track.crc = in_.le32();       // 1
            track.frame_450 = in_.le32(); // 5
        }
        return tracks;
    }

    std::string_view name_;
    BytesReader in_;
    AccurateRipResponse response_;
};

// How many rips of track k gave this sum.
int confidence_in(const AccurateRipResponse& response, size_t k, uint32_t crc) {
    int sum = 0;
    for (const auto& pressing : response.pressings)
        if (pressing[k].crc == crc) sum += pressing[k].confidence;
    return sum;
}

MatchedTrack matched(const AccurateRipResponse& response, size_t k, const AccurateRipSums& sums) {
    if (sums.v1 == 0 && sums.v2 == 0) return {TrackVerdict::silent, {}};
    MatchedTrack track;
    const auto look_for = [&](int version, uint32_t crc) {
        const bool there = std::any_of(response.pressings.begin(), response.pressings.end(),
                                       [&](const auto& pressing) { return pressing[k].crc == crc; });
        if (there && crc != 0) track.matches.push_back({version, confidence_in(response, k, crc)});
    };
    look_for(2, sums.v2);
    if (sums.v1 != sums.v2) look_for(1, sums.v1);
    const bool known = std::any_of(response.pressings.begin(), response.pressings.end(),
                                   [&](const auto& pressing) { return pressing[k].crc != 0; });
    track.verdict = !track.matches.empty() ? TrackVerdict::matches
                    : known                ? TrackVerdict::differs
                                           : TrackVerdict::unknown;
    return track;
}

} // namespace

AccurateRipResponse parse_accurate_rip_response(std::string_view name, Bytes bytes) {
    return Parser(name, bytes).run();
}

std::vector<MatchedTrack> match_tracks(std::string_view name, const AccurateRipResponse& response,
                                       const AccurateRipId& id, const std::vector<AccurateRipSums>& sums) {
    if (response.id != id)
        throw Error(Errc::malformed,
                    fmt::format("{}: is the answer for disc {} of {} tracks, this is disc {} of {}", name,
                                to_string(response.id), response.id.tracks, to_string(id), id.tracks));
    std::vector<MatchedTrack> tracks;
    for (size_t k = 0; k < sums.size(); ++k) tracks.push_back(matched(response, k, sums[k]));
    return tracks;
}

} // namespace redbook
