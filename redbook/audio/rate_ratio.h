// The grid that makes what a conversion of rates gives independent of where reading begins.
#pragma once

#include <cstdint>

namespace redbook {

// The multiple of `to` that n is, or else the next one.
inline int64_t rounded_up(int64_t n, int64_t to) { return (n + to - 1) / to * to; }

// What the conversion of a rate needs to know. 48000: 160 samples in give 147 out.
struct RateRatio {
    explicit RateRatio(int rate);
    int rate;
    int64_t in, out;
    // Segments begin at multiples of this many samples out: whole turns of the ratio and whole blocks, so
    // that every segment begins with the same phase.
    int64_t grid;
    // Samples in that a segment is fed before its first: more than the filter reaches. Whole turns.
    int64_t preroll;
};

} // namespace redbook
