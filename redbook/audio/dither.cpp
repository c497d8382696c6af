#include "redbook/audio/dither.h"

#include <algorithm>
#include <cmath>

namespace redbook {
namespace {

// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014) as a hash of a
// counter.
uint64_t random_bits(int64_t sample) {
    uint64_t z = (uint64_t(sample) + 0x5EDB00C) * 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

// The difference of two uniform numbers of 16 bits each: triangular in (-1, 1).
double triangular(uint32_t bits) { return (int(bits & 0xFFFF) - int(bits >> 16)) * 0x1p-16; }

// floor without a call: the argument is positive where it is truncated.
int floor_small(double x) { return int(x + 65536) - 65536; }

int16_t quantise(double x, double dither, ClipCount& count) {
    const double value = x * 32768 + dither + 0.5;
    if (value >= -32768 && value < 32768) [[likely]]
        return int16_t(floor_small(value));
    ++count.clipped;
    count.highest = std::max(count.highest, std::abs(x));
    return value < 0 ? INT16_MIN : INT16_MAX;
}

} // namespace

ClipCount dither_to_16(const double* left, const double* right, size_t n, int64_t first, int16_t* out) {
    ClipCount count;
    for (size_t i = 0; i < n; ++i) {
        const uint64_t bits = random_bits(first + int64_t(i));
        out[2 * i] = quantise(left[i], triangular(uint32_t(bits)), count);
        out[2 * i + 1] = quantise(right[i], triangular(uint32_t(bits >> 32)), count);
    }
    return count;
}

} // namespace redbook
