// Doubles to 16 bits, with dither that belongs to the place on the disc.
#pragma once

#include <cstddef>
#include <cstdint>

namespace redbook {

struct ClipCount {
    int clipped = 0;    // values beyond what 16 bits hold, each channel counted
    double highest = 0; // the largest |value| among them; full scale is 1
};

// Rounds n stereo samples to 16 bits, interleaved: floor(x * 32768 + d + 0.5), clipped. d is triangular, 2
// LSB peak to peak, independent for each channel and sample, and a function of `first` alone: the absolute
// number of the first sample, counted from LBA -150. So whoever converts a sample, in whatever order, gets
// the same.
//   source  reference: S. P. Lipshitz et al., "Quantization and Dither", JAES 40 (1992): TPDF of 2 LSB makes
//           mean and variance of the error independent of the signal
ClipCount dither_to_16(const double* left, const double* right, size_t n, int64_t first, int16_t* out);

} // namespace redbook
