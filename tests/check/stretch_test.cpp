#include "redbook/check/stretch.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "redbook/disc/layout.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using Samples = std::vector<std::pair<int16_t, int16_t>>; // left, right

constexpr auto kBlock = size_t{kBlockSamples};

std::vector<std::byte> bytes_of(const Samples& samples) {
    std::vector<std::byte> bytes;
    for (const auto& [left, right] : samples)
        for (const int16_t s : {left, right}) {
            bytes.push_back(std::byte(s & 0xFF));
            bytes.push_back(std::byte(uint16_t(s) >> 8));
        }
    return bytes;
}

Stretch measured(const Samples& samples) { return measure(bytes_of(samples)); }

TEST(Runs, CountFromThreeOn) {
    Runs runs{100};
    runs.add(0, 2);
    runs.add(10, 12);
    runs.add(20, 23);
    runs.add(30, 34);
    runs.add(98, 100);
    EXPECT_EQ(runs, (Runs{100, 2, 2, 7, 20}));
    EXPECT_EQ(runs.in_long_runs(), 7);
    EXPECT_EQ(runs.first_long_run(), 20);
}

TEST(Runs, AtTheEndsCountToo) {
    Runs runs{10};
    runs.add(0, 3);
    runs.add(6, 10);
    EXPECT_EQ(runs.in_long_runs(), 7);
    EXPECT_EQ(runs.first_long_run(), 0);
    Runs last{10};
    last.add(6, 10);
    EXPECT_EQ(last.first_long_run(), 6);
}

TEST(Runs, AddUpAsIfTheyHadBeenFoundInOnePiece) {
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        std::vector<bool> hits(1 + random() % 12);
        for (size_t i = 0; i < hits.size(); ++i) hits[i] = random() % 3 != 0;
        const auto runs_in = [&](size_t from, size_t to) {
            Runs runs{int64_t(to - from)};
            for (size_t i = from; i < to; ++i) {
                size_t end = i;
                while (end < to && hits[end]) ++end;
                if (end > i) runs.add(int64_t(i - from), int64_t(end - from));
                i = std::max(i, end);
            }
            return runs;
        };
        const Runs whole = runs_in(0, hits.size());
        const size_t p = random() % (hits.size() + 1), q = p + random() % (hits.size() + 1 - p);
        const Runs sum = runs_in(0, p) + runs_in(p, q) + runs_in(q, hits.size());
        EXPECT_EQ(sum.in_long_runs(), whole.in_long_runs());
        if (whole.in_long_runs() > 0) {
            EXPECT_EQ(sum.first_long_run(), whole.first_long_run());
        }
        EXPECT_EQ(sum.leading, whole.leading);
        EXPECT_EQ(sum.trailing, whole.trailing);
    }
}

TEST(Stretch, OfSilenceHasNothingButItsLength) {
    const Stretch s = measured(Samples(2 * kBlock));
    EXPECT_EQ(s.peak, 0);
    EXPECT_EQ(s.bytes_without_null, 0u);
    EXPECT_EQ(s.crc_without_null, 0u);
    EXPECT_TRUE(s.silence.whole());
    EXPECT_EQ(s.silence.length, int64_t(2 * kBlock));
    EXPECT_EQ(s.full_scale[0].in_long_runs(), 0);
}

TEST(Stretch, LeavesOutEverySampleThatIsZeroInEitherChannel) {
    Samples samples(kBlock, {0, 0});
    samples[3] = {7, 0};
    samples[4] = {0, -2};
    const Stretch s = measured(samples);
    EXPECT_EQ(s.bytes_without_null, 4u);
    EXPECT_EQ(s.crc_without_null, crc32(as_bytes(std::string_view("\x07\x00\xFE\xFF", 4))));
}

TEST(Stretch, TellsSilenceAtItsEndsAndTheLevelsBesideIt) {
    Samples samples(kBlock, {1, -1});
    samples[0] = samples[1] = {0, 0};
    samples[2] = {0, -300};
    samples[kBlock - 2] = {40, -2};
    samples[kBlock - 1] = {0, 0};
    const Stretch s = measured(samples);
    EXPECT_EQ(s.silence.leading, 2);
    EXPECT_EQ(s.silence.trailing, 1);
    EXPECT_EQ(s.first_level, 300);
    EXPECT_EQ(s.last_level, 40);
    EXPECT_EQ(s.peak, 300);
}

TEST(Stretch, TheMostNegativeSampleCountsAsFullScale) {
    Samples samples(kBlock, {1, 1});
    samples[10] = samples[11] = samples[12] = {-32768, 5};
    samples[20] = samples[21] = samples[22] = {5, -32767};
    const Stretch s = measured(samples);
    EXPECT_EQ(s.peak, 32767);
    EXPECT_EQ(s.full_scale[0].in_long_runs(), 3);
    EXPECT_EQ(s.full_scale[0].first_long_run(), 10);
    EXPECT_EQ(s.full_scale[1].in_long_runs(), 3);
    EXPECT_EQ(s.full_scale[1].first_long_run(), 20);
}

TEST(Stretch, OfPartsAddsUpToThatOfTheWhole) {
    std::mt19937 random(2);
    for (int round = 0; round < 20; ++round) {
        Samples samples(6 * kBlock);
        for (auto& [left, right] : samples) {
            const auto kind = random() % 4;
            left = kind == 0 ? 0 : kind == 1 ? 32767 : int16_t(random());
            right = kind < 2 ? 0 : -32768;
        }
        std::fill_n(samples.begin(), random() % 700, std::pair<int16_t, int16_t>{});
        const auto bytes = bytes_of(samples);
        const auto part = [&](size_t from, size_t to) {
            return measure(Bytes(bytes).subspan(from * kBlockBytes, (to - from) * kBlockBytes));
        };
        const Stretch whole = part(0, 6), sum = part(0, 1) + part(1, 2) + (part(2, 5) + part(5, 6));
        EXPECT_EQ(sum.crc_without_null, whole.crc_without_null);
        EXPECT_EQ(sum.bytes_without_null, whole.bytes_without_null);
        EXPECT_EQ(sum, whole);
    }
}

TEST(Survey, IsTheSameHoweverTheDiscIsCut) {
    const Disc disc = test::plain_disc({400, 500});
    const auto audio = test::MemorySource::for_disc(disc);
    const Survey one(disc, *audio, {.threads = 1, .progress = {}, .chunk = {75}});
    audio->seams_ = {Lba{13}, Lba{200}, Lba{411}};
    const Survey many(disc, *audio, {.threads = 3, .progress = {}, .chunk = {7}});
    EXPECT_EQ(one.over(Lba{0}, Lba{400}), many.over(Lba{0}, Lba{400}));
    EXPECT_EQ(one.over(Lba{400}, Lba{900}), many.over(Lba{400}, Lba{900}));
    EXPECT_EQ(one.crc_over(Lba{0}, Lba{900}), many.crc_over(Lba{0}, Lba{900}));
}

} // namespace
} // namespace redbook
