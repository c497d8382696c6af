#include "redbook/check/accurate_rip.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "redbook/disc/layout.h"

namespace redbook {
namespace {

constexpr int64_t kSkippedAtStart = 5 * kBlockSamples - 1;
constexpr int64_t kSkippedAtEnd = 5 * kBlockSamples;
constexpr BlockCount kTheBlock450{450};

constexpr size_t kStep = 128; // samples taken at a time: a constant, so that the loop becomes vectors

// Inlined into each of the functions below, which are compiled for different processors.
[[gnu::always_inline]] inline WeightedSum sum_of(const std::byte* bytes, uint32_t place, size_t count) {
    std::array<uint32_t, kStep> samples;
    std::memcpy(samples.data(), bytes, count * kSampleBytes);
    if constexpr (std::endian::native == std::endian::big)
        for (uint32_t& s : samples) s = __builtin_bswap32(s);
    uint64_t low = 0, high = 0;
    for (size_t i = 0; i < count; ++i) {
        const uint64_t product = uint64_t{samples[i]} * (place + uint32_t(i));
        low += product;
        high += product >> 32;
    }
    return {uint32_t(low), uint32_t(high)};
}

[[gnu::always_inline]] inline WeightedSum sum_of_all(Bytes samples, uint32_t place) {
    constexpr size_t kStepBytes = kStep * kSampleBytes;
    WeightedSum sum;
    for (; samples.size() >= kStepBytes; samples = samples.subspan(kStepBytes), place += kStep)
        sum += sum_of(samples.data(), place, kStep);
    if (!samples.empty()) sum += sum_of(samples.data(), place, samples.size() / kSampleBytes);
    return sum;
}

WeightedSum sum_anywhere(Bytes samples, uint32_t place) { return sum_of_all(samples, place); }

#if defined(__x86_64__) || defined(__i386__)
[[gnu::target("avx2")]] WeightedSum sum_with_avx2(Bytes samples, uint32_t place) {
    return sum_of_all(samples, place);
}

bool has_avx2() {
    static const bool has = __builtin_cpu_supports("avx2");
    return has;
}
#endif

} // namespace

WeightedSum weighted_sum(Bytes samples, uint32_t place) {
#if defined(__x86_64__) || defined(__i386__)
    if (has_avx2()) return sum_with_avx2(samples, place);
#endif
    return sum_anywhere(samples, place);
}

AccurateRip::AccurateRip(const Disc& disc) : gathered_(disc.tracks.size()) {
    const Layout layout = layout_of(disc);
    const size_t n = layout.tracks.size();
    for (size_t k = 0; k < n; ++k) {
        const Lba first = layout.tracks[k].index01, end = layout.next_index01(k);
        Place place{first, end, 0, samples_in(end - first).value, std::nullopt};
        if (k == 0) place.from = kSkippedAtStart;
        if (k + 1 == n) place.to -= kSkippedAtEnd;
        if (end - first > kTheBlock450) place.block_450 = first + kTheBlock450;
        places_.push_back(place);
    }
}

void AccurateRip::add(Lba first, Bytes blocks) {
    for (size_t k = 0; k < places_.size() && !blocks.empty(); ++k) {
        const Lba end = first + BlockCount{int32_t(blocks.size() / kBlockBytes)};
        const Lba from = std::max(first, places_[k].first), to = std::min(end, places_[k].end);
        if (from >= to) continue;
        add_to(k, from, blocks.subspan(size_t(bytes_in(from - first)), size_t(bytes_in(to - from))));
    }
}

void AccurateRip::add_to(size_t track, Lba first, Bytes blocks) {
    const Place& place = places_[track];
    const int64_t begin = samples_in(first - place.first).value;
    const int64_t end = begin + int64_t(blocks.size()) / kSampleBytes;
    const int64_t from = std::max(begin, place.from), to = std::min(end, place.to);
    Gathered found;
    if (from < to)
        found.all = weighted_sum(
            blocks.subspan(size_t((from - begin) * kSampleBytes), size_t((to - from) * kSampleBytes)),
            uint32_t(from + 1));
    if (place.block_450 && *place.block_450 >= first &&
        bytes_in(*place.block_450 - first) < int64_t(blocks.size()))
        found.block_450 =
            weighted_sum(blocks.subspan(size_t(bytes_in(*place.block_450 - first)), kBlockBytes), 1);
    const std::lock_guard lock(mutex_);
    gathered_[track].all += found.all;
    gathered_[track].block_450 += found.block_450;
}

std::vector<AccurateRipSums> AccurateRip::tracks() const {
    std::vector<AccurateRipSums> sums;
    for (size_t k = 0; k < places_.size(); ++k) {
        const Gathered& g = gathered_[k];
        sums.push_back({g.all.low, g.all.low + g.all.high, std::nullopt});
        if (places_[k].block_450) sums.back().frame_450 = g.block_450.low;
    }
    return sums;
}

} // namespace redbook
