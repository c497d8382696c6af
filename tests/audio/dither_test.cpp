#include "redbook/audio/dither.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/audio_maker.h"

namespace redbook {
namespace {

using test::kFullTurn;

constexpr size_t kDitherSamples = 1 << 20;

std::vector<double> sine_of_turns(double level, double turns_a_sample) {
    std::vector<double> samples(kDitherSamples);
    for (size_t i = 0; i < kDitherSamples; ++i)
        samples[i] = level * std::sin(kFullTurn * turns_a_sample * double(i));
    return samples;
}

struct Dithered {
    std::vector<int16_t> samples = std::vector<int16_t>(2 * kDitherSamples);
    ClipCount clips;
    double error(const std::vector<double>& in, size_t i, size_t side = 0) const {
        return samples[2 * i + side] - in[i] * 32768;
    }
};

Dithered dithered(const std::vector<double>& both, int64_t first = 0) {
    Dithered result;
    result.clips = dither_to_16(both.data(), both.data(), both.size(), first, result.samples.data());
    return result;
}

// Level of one frequency in dB; full scale sine is 0.
double dithered_level_db(const std::vector<int16_t>& samples, double turns_a_sample) {
    double re = 0, im = 0;
    for (size_t i = 0; i < kDitherSamples; ++i) {
        re += samples[2 * i] * std::cos(kFullTurn * turns_a_sample * double(i));
        im += samples[2 * i] * std::sin(kFullTurn * turns_a_sample * double(i));
    }
    return 20 * std::log10(std::hypot(re, im) * 2 / double(kDitherSamples) / 32768);
}

TEST(Dither, ErrorIsHalfAnLsbWithoutMeanAndWithoutTheSignal) {
    for (const double level : {0.99, 0.1, 1e-4, 0.0}) {
        const auto in = sine_of_turns(level, 997.0 / 44100);
        const Dithered out = dithered(in);
        double sum = 0, squares = 0, product = 0, signal = 0;
        for (size_t i = 0; i < kDitherSamples; ++i) {
            const double e = out.error(in, i);
            sum += e;
            squares += e * e;
            product += e * in[i];
            signal += in[i] * in[i];
        }
        EXPECT_NEAR(std::sqrt(squares / kDitherSamples), 0.5, 0.01) << level;
        EXPECT_LT(std::abs(sum / kDitherSamples), 0.005) << level;
        if (signal > 0) {
            EXPECT_LT(std::abs(product) / std::sqrt(signal * squares), 0.01) << level;
        }
    }
}

TEST(Dither, ChannelsAndNeighboursAreIndependent) {
    const std::vector<double> in(kDitherSamples, 0.25 / 32768);
    const Dithered out = dithered(in);
    double sides = 0, neighbours = 0, squares = 0;
    for (size_t i = 0; i + 1 < kDitherSamples; ++i) {
        sides += out.error(in, i, 0) * out.error(in, i, 1);
        neighbours += out.error(in, i) * out.error(in, i + 1);
        squares += out.error(in, i) * out.error(in, i);
    }
    EXPECT_LT(std::abs(sides / squares), 0.01);
    EXPECT_LT(std::abs(neighbours / squares), 0.01);
}

TEST(Dither, ASineFarBelowOneLsbSurvivesWithoutHarmonics) {
    const double f = 23777.0 / kDitherSamples; // 1 kHz, whole turns
    const Dithered out = dithered(sine_of_turns(1e-5, f));
    EXPECT_NEAR(dithered_level_db(out.samples, f), -100, 0.1);
    for (int harmonic = 2; harmonic < 10; ++harmonic)
        EXPECT_LT(dithered_level_db(out.samples, harmonic * f), -138);
}

TEST(Dither, IsAFunctionOfTheAbsoluteSample) {
    const auto in = sine_of_turns(0.5, 0.01);
    const Dithered whole = dithered(in, 1000);
    std::vector<int16_t> part(2 * 100);
    dither_to_16(in.data() + 777, in.data() + 777, 100, 1777, part.data());
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.samples.begin() + 2 * 777));
    EXPECT_NE(dithered(in, 1001).samples, whole.samples);
}

TEST(Dither, ClippedValuesAreCountedOnBothSides) {
    const std::vector<double> left{1.5, -1.2, 0.5, 0}, right{0, 0, 2, -0.5};
    int16_t out[8];
    const ClipCount clips = dither_to_16(left.data(), right.data(), 4, 0, out);
    EXPECT_EQ(clips.clipped, 3);
    EXPECT_EQ(clips.highest, 2);
    EXPECT_EQ(out[0], 32767);
    EXPECT_EQ(out[2], -32768);
    EXPECT_EQ(out[5], 32767);
}

TEST(Dither, NothingButAbsurdValuesIsUndefined) {
    const double absurd[] = {1e300, -1e300, std::nan(""), INFINITY};
    int16_t out[8];
    EXPECT_EQ(dither_to_16(absurd, absurd, 4, 0, out).clipped, 8);
    EXPECT_EQ(out[0], 32767);
    EXPECT_EQ(out[2], -32768);
}

} // namespace
} // namespace redbook
