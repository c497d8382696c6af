// Any number of channels, of any kind of sample, as stereo.
#pragma once

#include <vector>

#include "redbook/audio/decoder.h"

namespace redbook {

// left = sum of channel[c] * to_left[c], right likewise.
struct StereoMix {
    std::vector<double> to_left, to_right;
};

// One channel goes to both sides at its level. Two are kept. More are mixed by ITU-R BS.775: front left and
// right as they are, centre and surrounds at -3 dB (0.7071), no low-frequency channel; the sum is not scaled
// down, so that what was in front keeps its level (the gain makes room where that clips). `speakers` 0 means
// the usual order for the number of channels.
StereoMix stereo_mix(int channels, uint64_t speakers, double gain_db);

// Samples [from, from + n) of the chunk as doubles, full scale 1.
void mix_to_stereo(const PcmChunk& chunk, size_t from, size_t n, const StereoMix& mix, double* left,
                   double* right);

// The same samples as 16-bit values, interleaved; for one or two channels whose values are exactly that.
void copy_as_16(const PcmChunk& chunk, size_t from, size_t n, int channels, int16_t* out);

// Whether each value in the chunk is k / 32768 for a k of 16 bits.
bool is_exactly_16(const PcmChunk& chunk, int channels);

} // namespace redbook
