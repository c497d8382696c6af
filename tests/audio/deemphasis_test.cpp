#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "redbook/audio/audio_file.h"
#include "redbook/audio/deemphasis.h"
#include "redbook/audio/timeline.h"
#include "redbook/base/bytes.h"
#include "tests/support/audio_maker.h"
#include "tests/support/memory_source.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

constexpr double kPi = std::numbers::pi;

double decibels(double factor) { return 20 * std::log10(factor); }

double gain_of_taps(double hz) {
    std::complex<double> sum = 0;
    for (size_t k = 0; k < deemphasis_taps().size(); ++k)
        sum += deemphasis_taps()[k] * std::polar(1.0, -2 * kPi * hz / kSampleRate * double(k));
    return std::abs(sum);
}

// The source's blocks as what `sample(n)` says for both channels, n from LBA 0 on.
template <class F>
void fill(MemorySource& source, Lba first, Lba end, F sample) {
    for (Lba at = first; at < end; at += BlockCount{1}) {
        BytesWriter out(std::span(source.block(at), size_t(kBlockBytes)));
        for (int i = 0; i < kBlockSamples; ++i) {
            const auto value = uint16_t(int16_t(std::lround(sample(samples_in(at - Lba{0}).value + i))));
            out.le16(value).le16(value);
        }
    }
}

std::vector<std::byte> blocks_of(BlockSource& source, Lba first, Lba end) {
    std::vector<std::byte> blocks(size_t(bytes_in(end - first)));
    source.read(first, blocks);
    return blocks;
}

std::vector<double> left_of(BlockSource& source, Lba first, Lba end) {
    const auto blocks = blocks_of(source, first, end);
    std::vector<double> left;
    for (size_t at = 0; at < blocks.size(); at += 4)
        left.push_back(int16_t(BytesReader(Bytes(blocks).subspan(at)).le16()));
    return left;
}

// The level of a tone in samples, and where its phase lies.
std::complex<double> tone_in(const std::vector<double>& samples, double hz) {
    std::complex<double> sum = 0;
    for (size_t n = 0; n < samples.size(); ++n)
        sum += samples[n] * std::polar(2.0 / double(samples.size()), -2 * kPi * hz / kSampleRate * double(n));
    return sum;
}

TEST(Deemphasis, HasTheGainsOfThePublishedTable) {
    for (const auto& [hz, db] : {std::pair{100.0, -0.004},
                                 {1000.0, -0.370},
                                 {2000.0, -1.29},
                                 {5000.0, -4.529},
                                 {10000.0, -7.602},
                                 {16000.0, -9.043},
                                 {20000.0, -9.489}})
        EXPECT_NEAR(decibels(deemphasis_gain(hz)), db, 0.005) << hz;
}

TEST(Deemphasis, TapsFollowTheTheoryFrom20HzTo20kHz) {
    for (double hz = 20; hz <= 20000; hz += 20)
        ASSERT_NEAR(decibels(gain_of_taps(hz)), decibels(deemphasis_gain(hz)), 0.001) << hz;
}

// Block 100 on is whole seconds of tones; what is in front lets the filter settle.
TEST(Deemphasis, ChangesTonesAsTheTheorySays) {
    for (const double hz : {20.0, 100.0, 1000.0, 3183.0, 5000.0, 10610.0, 16000.0, 20000.0}) {
        MemorySource source(Lba{200});
        fill(source, Lba{0}, Lba{200},
             [&](int64_t n) { return 16000 * std::sin(2 * kPi * hz / kSampleRate * double(n)); });
        const auto flat = deemphasize(source, {{Lba{0}, Lba{200}, "track 1"}});
        const auto before = tone_in(left_of(source, Lba{100}, Lba{175}), hz),
                   after = tone_in(left_of(*flat, Lba{100}, Lba{175}), hz);
        EXPECT_NEAR(decibels(std::abs(after) / std::abs(before)), decibels(deemphasis_gain(hz)), 0.01) << hz;
    }
}

TEST(Deemphasis, MovesNothing) {
    MemorySource source(Lba{300});
    fill(source, Lba{0}, Lba{300}, [](int64_t n) { return n == 44100 ? 30000 : 0; });
    const auto left = left_of(*deemphasize(source, {{Lba{0}, Lba{300}, "track 1"}}), Lba{0}, Lba{300});
    EXPECT_EQ(std::max_element(left.begin(), left.end()) - left.begin(), 44100);
    for (size_t n = 0; n < 44100; ++n) ASSERT_LE(std::abs(left[n]), 1) << n; // dither
}

TEST(Deemphasis, PassesWhatIsNotEmphasisedBitForBit) {
    const auto source = MemorySource::for_disc(plain_disc({300, 300, 300}));
    const auto flat = deemphasize(*source, {{Lba{300}, Lba{600}, "track 2"}});
    EXPECT_EQ(flat->end(), source->end());
    EXPECT_TRUE(blocks_of(*flat, Lba{-150}, Lba{300}) == blocks_of(*source, Lba{-150}, Lba{300}));
    EXPECT_TRUE(blocks_of(*flat, Lba{600}, Lba{900}) == blocks_of(*source, Lba{600}, Lba{900}));
    EXPECT_FALSE(blocks_of(*flat, Lba{300}, Lba{301}) == blocks_of(*source, Lba{300}, Lba{301}));
}

TEST(Deemphasis, IsTheSameHoweverItIsRead) {
    const auto source = MemorySource::for_disc(plain_disc({300, 300, 300}));
    const auto flat = deemphasize(
        *source,
        {{Lba{0}, Lba{300}, "track 1"}, {Lba{300}, Lba{450}, "track 2"}, {Lba{600}, Lba{700}, "track 3"}});
    const auto whole = blocks_of(*flat, Lba{-150}, Lba{900});
    const auto part = [&](Lba first, Lba end) {
        return std::vector(whole.begin() + bytes_in(first - Lba{-150}),
                           whole.begin() + bytes_in(end - Lba{-150}));
    };
    for (const auto& [first, end] : {std::pair{599, 601},
                                     {600, 601},
                                     {0, 1},
                                     {299, 302},
                                     {300, 301},
                                     {450, 620},
                                     {-150, 10},
                                     {699, 701},
                                     {5, 6},
                                     {6, 7},
                                     {600, 603}})
        EXPECT_TRUE(blocks_of(*flat, Lba{first}, Lba{end}) == part(Lba{first}, Lba{end})) << first;
    const auto clone = flat->clone();
    for (int at = 899; at >= -150; at -= 7)
        EXPECT_TRUE(blocks_of(*clone, Lba{at}, Lba{at + 1}) == part(Lba{at}, Lba{at + 1})) << at;
}

// The emphasis, as a recursive filter of its own: what deemphasis_taps() undo.
std::vector<double> emphasized(const std::vector<double>& in) {
    std::vector<double> out(in.size());
    const auto& taps = deemphasis_taps();
    for (size_t n = 0; n < in.size(); ++n) {
        double sum = in[n];
        for (size_t k = 1; k < taps.size() && k <= n; ++k) sum -= taps[k] * out[n - k];
        out[n] = sum / taps[0];
    }
    return out;
}

// A signal that is loud where the track begins; only what lies after that was emphasised.
TEST(Deemphasis, BringsAJoinWithATrackWithoutEmphasisBackAsItWas) {
    constexpr int64_t kJoin = 100 * kBlockSamples;
    std::vector<double> plain(size_t(200 * kBlockSamples));
    for (size_t n = 0; n < plain.size(); ++n)
        plain[n] = 6000 * std::cos(0.02 * double(n)) + 500 * std::sin(1.3 * double(n)) + 4000;
    const std::vector<double> high = emphasized(plain);
    MemorySource source(Lba{200});
    fill(source, Lba{0}, Lba{200}, [&](int64_t n) { return n < kJoin ? plain[size_t(n)] : high[size_t(n)]; });
    const auto left = left_of(*deemphasize(source, {{Lba{100}, Lba{200}, "track 2"}}), Lba{0}, Lba{200});
    for (int64_t n = kJoin - 50; n < kJoin + 2000; ++n)
        ASSERT_NEAR(left[size_t(n)], plain[size_t(n)], 2.5) << n; // dither and rounding
}

TEST(Deemphasis, GoesOnFromOneTrackWithEmphasisToTheNext) {
    const auto source = MemorySource::for_disc(plain_disc({300, 300}));
    const auto two = deemphasize(*source, {{Lba{0}, Lba{300}, "track 1"}, {Lba{300}, Lba{600}, "track 2"}});
    const auto one = deemphasize(*source, {{Lba{0}, Lba{600}, "track 1"}});
    EXPECT_TRUE(blocks_of(*two, Lba{0}, Lba{600}) == blocks_of(*one, Lba{0}, Lba{600}));
}

TEST(Deemphasis, CountsAndNamesSamplesThatClip) {
    MemorySource source(Lba{300});
    fill(source, Lba{0}, Lba{150}, [](int64_t) { return 32767; });
    const auto flat =
        deemphasize(source, {{Lba{0}, Lba{150}, "x: track 1"}, {Lba{150}, Lba{151}, "x: track 2"}});
    blocks_of(*flat, Lba{0}, Lba{300});
    const auto warnings = flat->warnings();
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_THAT(warnings[0],
                testing::MatchesRegex("x: track 1, de-emphasised: [0-9]+ samples are clipped.*"));
}

// What comes of a file of 24 bits is as far from the filtered values as one dither puts it.
TEST(Deemphasis, IsDitheredOnce) {
    const TempFolder folder;
    const int64_t count = 300 * kBlockSamples;
    const Sound sound = sound_of(count, 44100, 2, 24, [](int64_t n, int) {
        return 0.3 * std::sin(0.031 * double(n)) + 0.1 * std::sin(1.7 * double(n));
    });
    write_wav(folder / "24.wav", sound, {.bits = 24});
    const auto timeline = make_timeline({{open_audio_file(folder / "24.wav"), {0}, {count}, {0}}}, Lba{300});
    const auto left = left_of(*deemphasize(*timeline, {{Lba{0}, Lba{300}, "track 1"}}), Lba{0}, Lba{300});
    double mean = 0, square = 0;
    const auto& taps = deemphasis_taps();
    for (size_t n = taps.size(); n < left.size(); ++n) {
        double ideal = 0;
        for (size_t k = 0; k < taps.size(); ++k) ideal += taps[k] * sound.values[2 * (n - k)] / 65536.0;
        mean += left[n] - ideal;
        square += (left[n] - ideal) * (left[n] - ideal);
    }
    EXPECT_NEAR(mean / double(left.size()), 0, 0.005);
    EXPECT_NEAR(std::sqrt(square / double(left.size())), 0.5, 0.01);
}

// SoX 14.4.2 as a judge; its filter is within 0.06 dB of the theory.
TEST(Deemphasis, IsThatOfSox) {
    const TempFolder folder;
    for (const double hz : {100.0, 1000.0, 3183.0, 5000.0, 10610.0, 16000.0, 20000.0}) {
        const Sound sound = sine(200 * kBlockSamples, 44100, hz, 0.5, 16);
        write_wav(folder / "in.wav", sound);
        run({"sox", "-D", folder / "in.wav", "-b", "16", folder / "out.wav", "deemph"});
        const auto source = [&](const char* name) {
            return make_timeline({{open_audio_file(folder / name), {0}, {sound.count()}, {0}}}, Lba{200});
        };
        const auto ours = deemphasize(*source("in.wav"), {{Lba{0}, Lba{200}, "track 1"}});
        const double sox = std::abs(tone_in(left_of(*source("out.wav"), Lba{100}, Lba{175}), hz));
        EXPECT_NEAR(decibels(std::abs(tone_in(left_of(*ours, Lba{100}, Lba{175}), hz)) / sox), 0, 0.1) << hz;
    }
}

TEST(Deemphasis, TellsOfTheSourceOnlyWhatIsStillSo) {
    class Knowing final : public MemorySource {
      public:
        Knowing() : MemorySource(Lba{900}) {}
        std::unique_ptr<BlockSource> clone() const override { return std::make_unique<Knowing>(); }
        std::vector<PieceSum> known_sums() const override {
            return {
                {Lba{0}, BlockCount{300}, 1}, {Lba{300}, BlockCount{300}, 2}, {Lba{600}, BlockCount{300}, 3}};
        }
        std::optional<Extent> extent(Lba first) const override { return Extent{nullptr, 7, end() - first}; }
    };
    const auto flat = deemphasize(Knowing(), {{Lba{300}, Lba{600}, "track 2"}});
    EXPECT_EQ(flat->known_sums(),
              (std::vector<PieceSum>{{Lba{0}, BlockCount{300}, 1}, {Lba{600}, BlockCount{300}, 3}}));
    EXPECT_EQ(flat->extent(Lba{10})->length, BlockCount{290});
    EXPECT_FALSE(flat->extent(Lba{300}));
    EXPECT_FALSE(flat->extent(Lba{599}));
    EXPECT_EQ(flat->extent(Lba{600})->length, BlockCount{300});
}

} // namespace
} // namespace redbook
