#include "redbook/audio/overs.h"

#include <cmath>

#include <fmt/format.h>

namespace redbook {

void Overs::note(size_t block, const ClipCount& count) {
    count_[block].store(uint16_t(count.clipped), std::memory_order_relaxed);
    double highest = highest_;
    while (count.highest > highest && !highest_.compare_exchange_weak(highest, count.highest)) {}
}

std::string Overs::sentence() const {
    int64_t sum = 0;
    for (size_t i = 0; i < blocks_; ++i) sum += count_[i];
    if (sum == 0) return {};
    const double over = std::ceil(200 * std::log10(highest_.load())) / 10;
    const auto what = sum == 1 ? std::string("1 sample is") : fmt::format("{} samples are", sum);
    if (over <= 0) return what + " clipped at full scale; a gain of -0.1 dB avoids it";
    return fmt::format("{} clipped, up to {:.1f} dB over full scale; a gain of -{:.1f} dB avoids it", what,
                       over, over);
}

} // namespace redbook
