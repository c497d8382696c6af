#include "redbook/check/rip_offset.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "redbook/base/bytes.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

constexpr BlockCount kBlock450{450}, kSearched{5};

std::set<uint32_t> sums_of_block_450(const AccurateRipResponse& response, size_t track) {
    std::set<uint32_t> sums;
    for (const auto& pressing : response.pressings) sums.insert(pressing[track].frame_450);
    sums.erase(0); // none
    return sums;
}

std::vector<uint32_t> samples_of(BlockSource& source, Lba first, BlockCount count) {
    std::vector<std::byte> bytes(size_t(bytes_in(count)));
    source.read(first, bytes);
    std::vector<uint32_t> samples(bytes.size() / kSampleBytes);
    BytesReader in(bytes);
    for (uint32_t& sample : samples) sample = in.le32();
    return samples;
}

// Where 588 samples, each times its place, have one of the sums. From one place to the next every sample
// counts once less, the first is gone, and the last is new.
std::vector<int64_t> places_with(const std::set<uint32_t>& sums, const std::vector<uint32_t>& samples) {
    std::vector<int64_t> places;
    uint32_t plain = 0, weighted = 0;
    for (size_t i = 0; i < samples.size(); ++i) {
        if (i >= size_t(kBlockSamples)) {
            weighted -= plain;
            plain -= samples[i - kBlockSamples];
        }
        plain += samples[i];
        weighted += samples[i] * uint32_t(std::min<size_t>(i + 1, kBlockSamples));
        if (i + 1 >= size_t(kBlockSamples) && sums.contains(weighted))
            places.push_back(int64_t(i) + 1 - kBlockSamples);
    }
    return places;
}

} // namespace

std::optional<SampleCount> find_rip_offset(const Disc& disc, const BlockSource& audio,
                                           const AccurateRipResponse& response) {
    const Layout layout = layout_of(disc);
    const auto source = audio.clone();
    std::map<int64_t, int> votes;
    for (size_t k = 0; k < layout.tracks.size(); ++k) {
        const Lba first = layout.tracks[k].index01 + kBlock450 - kSearched;
        const BlockCount searched = kSearched * 2 + BlockCount{1};
        if (layout.next_index01(k) - first < searched) continue;
        const auto sums = sums_of_block_450(response, k);
        if (sums.empty()) continue;
        const auto samples = samples_of(*source, first, searched);
        for (const int64_t place : places_with(sums, samples)) ++votes[place - samples_in(kSearched).value];
    }
    if (votes.empty()) return std::nullopt;
    const auto best = std::ranges::max_element(votes, [](const auto& a, const auto& b) {
        return std::pair(a.second, -std::abs(a.first)) < std::pair(b.second, -std::abs(b.first));
    });
    return SampleCount{best->first};
}

} // namespace redbook
