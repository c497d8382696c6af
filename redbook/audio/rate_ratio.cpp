#include "redbook/audio/rate_ratio.h"

#include <algorithm>
#include <numeric>

#include "redbook/disc/units.h"

namespace redbook {
namespace {

// Of the filter at precision 28, counted in samples of the lower of the two rates: it reaches less far.
constexpr int64_t kReach = 2048;

} // namespace

RateRatio::RateRatio(int r) : rate(r) {
    const int64_t turns = std::gcd(int64_t{rate}, int64_t{kSampleRate});
    in = rate / turns;
    out = kSampleRate / turns;
    grid = std::lcm(out, int64_t{kBlockSamples});
    preroll = rounded_up(kReach * rate / std::min(rate, kSampleRate), in);
}

} // namespace redbook
