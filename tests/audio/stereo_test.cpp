#include "redbook/audio/stereo.h"

#include <cmath>

#include <gtest/gtest.h>

namespace redbook {
namespace {

constexpr double kMinus3dB = 0.70710678118654752;
using Gains = std::vector<double>;

TEST(Stereo, MonoGoesToBothSidesAtItsLevel) {
    const StereoMix mix = stereo_mix(1, 0, 0);
    EXPECT_EQ(mix.to_left, Gains{1});
    EXPECT_EQ(mix.to_right, Gains{1});
}

TEST(Stereo, SixChannelsAreMixedAsBs775Says) {
    const StereoMix mix = stereo_mix(6, 0, 0); // L R C LFE Ls Rs
    EXPECT_EQ(mix.to_left, (Gains{1, 0, kMinus3dB, 0, kMinus3dB, 0}));
    EXPECT_EQ(mix.to_right, (Gains{0, 1, kMinus3dB, 0, 0, kMinus3dB}));
}

TEST(Stereo, SpeakersThatTheFileNamesAreUsed) {
    const StereoMix mix = stereo_mix(4, 0x107, 0); // L R C and one back centre
    EXPECT_EQ(mix.to_left, (Gains{1, 0, kMinus3dB, 0.5}));
    EXPECT_EQ(mix.to_right, (Gains{0, 1, kMinus3dB, 0.5}));
}

TEST(Stereo, AMaskThatDoesNotFitTheChannelsIsNotBelieved) {
    EXPECT_EQ(stereo_mix(6, 0x3, 0).to_left, stereo_mix(6, 0, 0).to_left);
}

TEST(Stereo, GainIsInDecibels) {
    EXPECT_NEAR(stereo_mix(2, 0, -6).to_left[0], 0.501187, 1e-6);
    EXPECT_EQ(stereo_mix(2, 0, -6).to_left[1], 0);
}

TEST(Stereo, EveryKindOfSampleHasFullScaleAtOne) {
    const uint8_t u8[] = {0, 128, 192};
    const int16_t s16[] = {-32768, 0, 16384};
    const int32_t s24[] = {-8388608, 0, 4194304}, s32[] = {INT32_MIN, 0, 1 << 30};
    const float f32[] = {-1, 0, 0.5F};
    const double f64[] = {-1, 0, 0.5};
    const PcmChunk chunks[] = {
        {SampleKind::u8, {u8}, 1, 3, 8},    {SampleKind::s16, {s16}, 1, 3, 16},
        {SampleKind::s32, {s24}, 1, 3, 24}, {SampleKind::s32, {s32}, 1, 3, 32},
        {SampleKind::f32, {f32}, 1, 3, 32}, {SampleKind::f64, {f64}, 1, 3, 64},
    };
    for (const PcmChunk& chunk : chunks) {
        double left[3], right[3];
        mix_to_stereo(chunk, 0, 3, stereo_mix(1, 0, 0), left, right);
        EXPECT_EQ(std::vector(left, left + 3), (Gains{-1, 0, 0.5})) << int(chunk.kind) << ' ' << chunk.bits;
        EXPECT_TRUE(is_exactly_16(chunk, 1));
        int16_t out[6];
        copy_as_16(chunk, 0, 3, 1, out);
        EXPECT_EQ(std::vector(out, out + 6), (std::vector<int16_t>{-32768, -32768, 0, 0, 16384, 16384}));
    }
}

TEST(Stereo, OneValueBetweenTheStepsMakesAChunkInexact) {
    const int32_t s24[] = {256, 512, 513};
    EXPECT_TRUE(is_exactly_16({SampleKind::s32, {s24}, 1, 2, 24}, 1));
    EXPECT_FALSE(is_exactly_16({SampleKind::s32, {s24}, 1, 3, 24}, 1));
}

TEST(Stereo, FloatsBeyondFullScaleAreInexact) {
    for (const float value : {1.0F, -1.1F, std::nanf(""), INFINITY})
        EXPECT_FALSE(is_exactly_16({SampleKind::f32, {&value}, 1, 1, 32}, 1)) << value;
}

} // namespace
} // namespace redbook
