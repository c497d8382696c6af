#include "redbook/check/stretch.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>

#include "redbook/base/crc.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

constexpr int kChannels = 2;
using Samples = std::array<int16_t, kBlockSamples * kChannels>; // one block, left and right in turn

Samples load(const std::byte* block) {
    Samples samples;
    std::memcpy(samples.data(), block, kBlockBytes);
    if constexpr (std::endian::native == std::endian::big)
        for (int16_t& s : samples) s = int16_t(__builtin_bswap16(uint16_t(s)));
    return samples;
}

int16_t level(int16_t sample) {
    return int16_t(sample == INT16_MIN ? INT16_MAX : sample < 0 ? -sample : sample);
}

int16_t level(const Samples& s, int64_t n) {
    return std::max(level(s[size_t(n * kChannels)]), level(s[size_t(n * kChannels + 1)]));
}

template <class Hit>
Runs runs_where(Hit hit) {
    Runs runs{kBlockSamples};
    for (int64_t begin = 0; begin < kBlockSamples; ++begin) {
        if (!hit(begin)) continue;
        int64_t end = begin + 1;
        while (end < kBlockSamples && hit(end)) ++end;
        runs.add(begin, end);
        begin = end;
    }
    return runs;
}

// Continues with the checksum; leaves a block as it is where no sample has to be left out.
void add_without_null(Stretch& sum, const Samples& samples, const std::byte* block) {
    std::array<std::byte, kBlockBytes> kept;
    Bytes data(block, kBlockBytes);
    if (std::count(samples.begin(), samples.end(), 0) != 0) {
        size_t n = 0;
        for (size_t i = 0; i < samples.size(); ++i) {
            kept[n] = block[2 * i];
            kept[n + 1] = block[2 * i + 1];
            n += samples[i] != 0 ? 2 : 0;
        }
        data = std::span(kept).first(n);
    }
    sum.crc_without_null = crc32(data, sum.crc_without_null);
    sum.bytes_without_null += data.size();
}

int16_t peak_of(const Samples& samples) {
    int16_t low = 0, high = 0;
    for (const int16_t s : samples) low = std::min(low, s), high = std::max(high, s);
    return std::max(level(low), level(high));
}

// Digital silence matters at the ends of a stretch only, so these two scans mostly end where they begin.
void measure_ends(Stretch& s, const Samples& samples) {
    int64_t first = 0, last = kBlockSamples - 1;
    while (first < kBlockSamples && level(samples, first) == 0) ++first;
    while (last > first && level(samples, last) == 0) --last;
    s.silence = {kBlockSamples, first, first == kBlockSamples ? first : kBlockSamples - 1 - last};
    if (s.silence.whole()) return;
    s.first_level = level(samples, first);
    s.last_level = level(samples, last);
}

Stretch measure_block(const Samples& samples) {
    Stretch s;
    s.peak = peak_of(samples);
    measure_ends(s, samples);
    for (size_t channel = 0; channel < kChannels; ++channel) {
        const auto at_full_scale = [&](int64_t n) {
            return level(samples[size_t(n) * kChannels + channel]) == INT16_MAX;
        };
        s.full_scale[channel] = s.peak == INT16_MAX ? runs_where(at_full_scale) : Runs{kBlockSamples};
    }
    return s;
}

} // namespace

int64_t Runs::in_long_runs() const {
    const auto counted = [](int64_t n) { return n >= kLong ? n : 0; };
    return counted(leading) + inner + (whole() ? 0 : counted(trailing));
}

int64_t Runs::first_long_run() const {
    if (leading >= kLong) return 0;
    return inner > 0 ? inner_at : length - trailing;
}

void Runs::add(int64_t begin, int64_t end) {
    if (begin == 0) leading = end;
    if (end == length) trailing = end - begin;
    if (begin == 0 || end == length || end - begin < kLong) return;
    if (inner == 0) inner_at = begin;
    inner += end - begin;
}

Runs operator+(const Runs& a, const Runs& b) {
    Runs sum{a.length + b.length, a.leading, b.trailing, a.inner, a.inner_at};
    if (a.whole()) sum.leading = a.length + b.leading;
    if (b.whole()) sum.trailing = b.length + a.trailing;
    const int64_t seam_begin = a.length - a.trailing, seam_end = a.length + b.leading;
    if (!a.whole() && !b.whole()) sum.add(seam_begin, seam_end);
    if (sum.inner == 0) sum.inner_at = a.length + b.inner_at;
    sum.inner += b.inner;
    return sum;
}

Stretch operator+(const Stretch& a, const Stretch& b) {
    Stretch sum;
    sum.crc_without_null = crc32_concat(a.crc_without_null, b.crc_without_null, b.bytes_without_null);
    sum.bytes_without_null = a.bytes_without_null + b.bytes_without_null;
    sum.peak = std::max(a.peak, b.peak);
    sum.first_level = a.silence.whole() ? b.first_level : a.first_level;
    sum.last_level = b.silence.whole() ? a.last_level : b.last_level;
    sum.silence = a.silence + b.silence;
    for (size_t channel = 0; channel < kChannels; ++channel)
        sum.full_scale[channel] = a.full_scale[channel] + b.full_scale[channel];
    return sum;
}

Stretch measure(Bytes blocks) {
    Stretch sum;
    for (; !blocks.empty(); blocks = blocks.subspan(kBlockBytes)) {
        const Samples samples = load(blocks.data());
        sum = sum + measure_block(samples);
        add_without_null(sum, samples, blocks.data());
    }
    return sum;
}

Survey::Survey(const Disc& disc, const BlockSource& audio, std::vector<Lba> cuts, const BlockSink& also,
               const TransferOptions& options) {
    std::mutex mutex;
    const auto sink = [&](Lba first, Bytes blocks) {
        if (also) also(first, blocks);
        const Stretch stretch = measure(blocks);
        const std::lock_guard lock(mutex);
        stretches_.emplace_back(first, stretch);
    };
    for (const Lba cut : track_cuts(disc)) cuts.push_back(cut);
    sums_ = transfer(audio, kProgramStart, layout_of(disc).lead_out, std::move(cuts), sink, options);
    std::sort(stretches_.begin(), stretches_.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
}

Stretch Survey::over(Lba first, Lba end) const {
    Stretch sum;
    for (const auto& [at, stretch] : stretches_)
        if (at >= first && at < end) sum = sum + stretch;
    return sum;
}

uint32_t Survey::crc_over(Lba first, Lba end) const { return sum_over(sums_, first, end).value(); }

} // namespace redbook
