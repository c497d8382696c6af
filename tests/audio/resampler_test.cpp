#include "redbook/audio/resampler.h"

#include <cmath>

#include <gtest/gtest.h>

#include "redbook/audio/rate_ratio.h"
#include "tests/support/audio_maker.h"

namespace redbook {
namespace {

using test::kFullTurn;

// Three seconds of a sine of amplitude 0.5 through the resampler; the middle second.
std::vector<double> converted(int rate, double hertz) {
    Resampler resampler(rate);
    std::vector<double> in(size_t(3 * rate));
    for (size_t i = 0; i < in.size(); ++i) in[i] = 0.5 * std::sin(kFullTurn * hertz * double(i) / rate);
    resampler.feed(in.data(), in.data(), in.size());
    const auto& out = resampler.left();
    return {out.begin() + 44100, out.begin() + 2 * 44100};
}

// Amplitude at whole hertz over one second.
double amplitude(const std::vector<double>& out, double hertz) {
    double re = 0, im = 0;
    for (size_t i = 0; i < out.size(); ++i) {
        re += out[i] * std::cos(kFullTurn * hertz * double(i) / 44100);
        im += out[i] * std::sin(kFullTurn * hertz * double(i) / 44100);
    }
    return std::hypot(re, im) * 2 / double(out.size());
}

double rms(const std::vector<double>& out) {
    double sum = 0;
    for (const double x : out) sum += x * x;
    return std::sqrt(sum / double(out.size()));
}

double db(double ratio) { return 20 * std::log10(ratio); }

class Rate : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Resampler, Rate, testing::Values(48000, 88200, 96000, 176400, 192000),
                         testing::PrintToStringParamName());

TEST_P(Rate, IsFlatToTwentyKilohertz) {
    for (const double hertz : {100.0, 997.0, 10000.0, 19000.0, 20000.0})
        EXPECT_NEAR(db(amplitude(converted(GetParam(), hertz), hertz) / 0.5), 0, 0.01) << hertz;
}

TEST_P(Rate, NothingAboveHalfTheRateComesBack) {
    for (const double hertz : {22500.0, 23000.0, 23900.0})
        EXPECT_LT(db(rms(converted(GetParam(), hertz)) / (0.5 / std::numbers::sqrt2)), -140) << hertz;
}

TEST_P(Rate, ASineStaysAloneTo140Decibels) {
    std::vector<double> out = converted(GetParam(), 997);
    for (size_t i = 0; i < out.size(); ++i) // less the sine, whose phase is the input's
        out[i] -= 0.5 * std::sin(kFullTurn * 997 * double(i) / 44100);
    EXPECT_LT(db(rms(out) / (0.5 / std::numbers::sqrt2)), -140);
}

TEST(Resampler, TheTopOfTheBandFallsOffAsTheReferenceMeasured) {
    EXPECT_NEAR(db(amplitude(converted(48000, 20500), 20500) / 0.5), -0.03, 0.02);
    EXPECT_NEAR(db(amplitude(converted(48000, 21000), 21000) / 0.5), -4.0, 0.2);
    EXPECT_NEAR(db(amplitude(converted(48000, 21500), 21500) / 0.5), -32, 1);
    EXPECT_LT(db(amplitude(converted(48000, 22000), 22000) / 0.5), -130);
}

// What a segment is not fed may not be heard in it.
TEST(Resampler, AnImpulseReachesLessFarThanThePreroll) {
    for (const int rate : {8000, 11025, 32000, 44056, 48000, 88200, 96000, 192000}) {
        const RateRatio ratio(rate);
        Resampler resampler(rate);
        std::vector<double> in(size_t(4 * ratio.preroll));
        in[size_t(2 * ratio.preroll)] = 1;
        resampler.feed(in.data(), in.data(), in.size());
        in.assign(in.size(), 0);
        for (int i = 0; i < 4; ++i) resampler.feed(in.data(), in.data(), in.size());
        const auto& out = resampler.left();
        const int64_t at = 2 * ratio.preroll / ratio.in * ratio.out,
                      reach = ratio.preroll / ratio.in * ratio.out;
        double highest = 0;
        for (int64_t i = 0; i < int64_t(out.size()); ++i)
            if (std::abs(i - at) >= reach) highest = std::max(highest, std::abs(out[size_t(i)]));
        EXPECT_LT(highest, 0x1p-45) << rate;
    }
}

} // namespace
} // namespace redbook
