#include "redbook/check/accurate_rip.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/bytes.h"
#include "tests/support/memory_source.h"
#include "tests/support/netrand.h"

namespace redbook {
namespace {

using testing::ElementsAre;

std::vector<std::byte> bytes_of_words(const std::vector<uint32_t>& samples) {
    std::vector<std::byte> bytes(samples.size() * 4);
    BytesWriter out(bytes);
    for (const uint32_t s : samples) out.le32(s);
    return bytes;
}

// As the database's clients do it, sample by sample.
WeightedSum slow_sum(const std::vector<uint32_t>& samples, uint32_t place) {
    WeightedSum sum;
    for (const uint32_t s : samples) {
        const uint64_t product = uint64_t{s} * place++;
        sum.low += uint32_t(product);
        sum.high += uint32_t(product >> 32);
    }
    return sum;
}

std::vector<uint32_t> random_samples(size_t n, uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<uint32_t> samples(n);
    for (uint32_t& s : samples) s = uint32_t(random());
    return samples;
}

TEST(WeightedSum, OfTinySequencesIsKnown) {
    EXPECT_EQ(weighted_sum(bytes_of_words({1, 2, 3, 4}), 1), (WeightedSum{30, 0}));
    EXPECT_EQ(weighted_sum(bytes_of_words({0xFFFFFFFF, 0xFFFFFFFF}), 1), (WeightedSum{0xFFFFFFFD, 1}));
    EXPECT_EQ(weighted_sum({}, 1), (WeightedSum{}));
}

TEST(WeightedSum, IsTheSameForEveryLength) {
    for (const size_t n : {1, 7, 127, 128, 129, 255, 256, 588, 44100})
        for (const uint32_t place : {1u, 2940u, 264'500'000u}) {
            const auto samples = random_samples(n, uint32_t(n));
            EXPECT_EQ(weighted_sum(bytes_of_words(samples), place), slow_sum(samples, place))
                << n << " " << place;
        }
}

TEST(WeightedSum, OfPartsAddsUp) {
    const auto samples = random_samples(1000, 1);
    const auto bytes = bytes_of_words(samples);
    WeightedSum sum = weighted_sum(Bytes(bytes).first(4 * 333), 50);
    sum += weighted_sum(Bytes(bytes).subspan(4 * 333), 50 + 333);
    EXPECT_EQ(sum, slow_sum(samples, 50));
}

std::vector<AccurateRipSums> sums_of_pieces(const Disc& disc, test::MemorySource& audio, int blocks) {
    AccurateRip sums(disc);
    for (Lba at = kProgramStart; at < audio.end(); at += BlockCount{blocks}) {
        const BlockCount n = std::min(BlockCount{blocks}, audio.end() - at);
        sums.add(at, std::span(audio.block(at), size_t(bytes_in(n))));
    }
    return sums.tracks();
}

TEST(AccurateRip, SumsAreTheSameHoweverTheAudioIsCut) {
    const Disc disc = test::random_disc(7);
    const auto audio = test::MemorySource::for_disc(disc);
    const auto whole = sums_of_pieces(disc, *audio, 1'000'000);
    EXPECT_EQ(whole.size(), disc.tracks.size());
    for (const int blocks : {1, 13, 75}) EXPECT_EQ(sums_of_pieces(disc, *audio, blocks), whole);
}

// CUETools.NET's vector of a track from block 136 to 886 of its generator; only the block counts.
TEST(AccurateRip, TheSumOfBlock450EqualsTheVectorOfCueToolsNet) {
    Disc disc = test::plain_disc({136, 750});
    test::MemorySource audio(Lba{886});
    const auto bytes = test::NetRandom(2314).bytes(886 * kBlockBytes);
    std::copy(bytes.begin(), bytes.end(), audio.block(Lba{0}));
    const auto sums = sums_of_pieces(disc, audio, 75);
    EXPECT_EQ(sums[0].frame_450, std::nullopt);
    EXPECT_EQ(sums[1].frame_450, 2224430043u);
}

TEST(AccurateRip, ATrackOf451BlocksHasABlock450AndOneOf450HasNot) {
    const Disc disc = test::plain_disc({450, 451});
    const auto audio = test::MemorySource::for_disc(disc);
    const auto sums = sums_of_pieces(disc, *audio, 75);
    EXPECT_FALSE(sums[0].frame_450.has_value());
    EXPECT_TRUE(sums[1].frame_450.has_value());
}

TEST(AccurateRip, TheEndsOfTheDiscDoNotCount) {
    const Disc disc = test::plain_disc({300, 300});
    const auto sum_with = [&](int64_t sample) {
        test::MemorySource audio(Lba{600});
        audio.block(Lba{0})[sample * 4] = std::byte{1};
        const auto sums = sums_of_pieces(disc, audio, 75);
        return sums[0].v1 + sums[1].v1;
    };
    EXPECT_EQ(sum_with(2938), 0u);
    EXPECT_EQ(sum_with(2939), 2940u);
    EXPECT_EQ(sum_with(300 * 588 - 1), 300u * 588);
    EXPECT_EQ(sum_with(300 * 588), 1u);
    EXPECT_EQ(sum_with(600 * 588 - 2941), 300u * 588 - 2940);
    EXPECT_EQ(sum_with(600 * 588 - 2940), 0u);
}

TEST(AccurateRip, OfASingleTrackBothEndsDoNotCount) {
    const Disc disc = test::plain_disc({11});
    test::MemorySource audio(Lba{11});
    std::fill_n(audio.block(Lba{0}), 11 * kBlockBytes, std::byte{1});
    const auto samples = std::vector<uint32_t>(11 * 588 - 2939 - 2940, 0x01010101);
    const WeightedSum sum = slow_sum(samples, 2940);
    EXPECT_THAT(sums_of_pieces(disc, audio, 75),
                ElementsAre(AccurateRipSums{sum.low, sum.low + sum.high, std::nullopt}));
}

TEST(AccurateRip, OfADiscThatIsAllEndsIsNothing) {
    const Disc disc = test::plain_disc({5, 4});
    const auto audio = test::MemorySource::for_disc(disc);
    const auto sums = sums_of_pieces(disc, *audio, 75);
    EXPECT_EQ(sums[1], AccurateRipSums{});
}

} // namespace
} // namespace redbook
