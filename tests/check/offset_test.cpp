#include "redbook/check/offset.h"

#include <gtest/gtest.h>

#include <random>

#include "redbook/base/bytes.h"
#include "tests/check/drive_source.h"

namespace redbook {
namespace {

using test::DriveSource;
using test::MemorySource;

constexpr Lba kEnd{3000};
const std::vector<Common> kAll{{{0}, kEnd, {0}}};

// Audio that a test puts there: `sample` of the number from LBA 0.
std::unique_ptr<MemorySource> made(const std::function<int16_t(int64_t)>& sample) {
    auto source = std::make_unique<MemorySource>(kEnd);
    for (int64_t n = 0; n < samples_in(kEnd - Lba{0}).value; ++n) {
        const int16_t value = sample(n);
        BytesWriter(std::span(source->block({0}) + n * kSampleBytes, 4))
            .le16(uint16_t(value))
            .le16(uint16_t(-value));
    }
    return source;
}
std::unique_ptr<MemorySource> music() { return MemorySource::for_disc(test::plain_disc({kEnd.value})); }

std::optional<SampleCount> found(const BlockSource& audio, SampleCount off) {
    DriveSource drive(audio.clone());
    drive.off = off;
    return find_offset(audio, drive, kAll);
}

TEST(Offset, IsFoundToTheSampleWithinFiveBlocks) {
    const auto audio = music();
    for (const int off : {0, 1, -1, 6, 30, 102, 667, -582, 1176, 2939, 2940, -2940})
        EXPECT_EQ(found(*audio, {off}), SampleCount{off});
    EXPECT_EQ(found(*audio, {2941}), std::nullopt);
    EXPECT_EQ(found(*audio, {-2941}), std::nullopt);
}

TEST(Offset, OfSilenceThereIsNone) {
    EXPECT_EQ(found(*made([](int64_t) { return 0; }), {30}), std::nullopt);
    EXPECT_EQ(found(*made([](int64_t) { return 7; }), {30}), std::nullopt) << "a constant";
}

TEST(Offset, IsFoundInTheOnlySecondThatIsHeard) {
    std::mt19937 random(3);
    const auto audio = made([&](int64_t n) { return n / 44100 == 17 ? int16_t(random()) : int16_t(0); });
    EXPECT_EQ(found(*audio, {-30}), SampleCount{-30});
}

// Of a tone many numbers fit everywhere.
TEST(Offset, OfSeveralThatFitTheNearestCounts) {
    const auto tone = made([](int64_t n) { return int16_t(n % 100 * 300); });
    EXPECT_EQ(found(*tone, {0}), SampleCount{0});
    EXPECT_EQ(found(*tone, {30}), SampleCount{30});
}

// The second half has no period.
TEST(Offset, APlaceThatTellsMoreDecides) {
    std::mt19937 random(5);
    const auto audio =
        made([&](int64_t n) { return n < 800'000 ? int16_t(n % 100 * 300) : int16_t(random()); });
    EXPECT_EQ(found(*audio, {130}), SampleCount{130});
}

TEST(Offset, DamagedPlacesDoNotMatter) {
    const auto audio = music();
    DriveSource drive(audio->clone());
    drive.off = {30};
    for (int at = 0; at < kEnd.value; at += 1)
        if (at / 250 % 3 != 1) drive.unreadable.insert({at});
    EXPECT_EQ(find_offset(*audio, drive, kAll), SampleCount{30});
}

TEST(Offset, OfAnotherDiscThereIsNone) {
    const auto audio = music(), other = MemorySource::for_disc(test::plain_disc({kEnd.value}), 1000000);
    EXPECT_EQ(find_offset(*audio, *other, kAll), std::nullopt);
}

TEST(Offset, TracksThatLieElsewhereAreFollowed) {
    const auto a = music(), b = std::make_unique<MemorySource>(kEnd + BlockCount{152});
    std::copy_n(a->block({1500}), bytes_in({1499}), b->block({1652}) + 30 * kSampleBytes);
    EXPECT_EQ(find_offset(*a, *b, {{{1500}, {2990}, {152}}}), SampleCount{30});
}

TEST(Offset, OfTheShortestDiscItIsFoundToo) {
    const auto audio = MemorySource::for_disc(test::plain_disc({300}));
    DriveSource drive(audio->clone());
    drive.off = {-2940};
    EXPECT_EQ(find_offset(*audio, drive, {{{0}, {300}, {0}}}), SampleCount{-2940});
}

} // namespace
} // namespace redbook
