#include "redbook/report/report.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

TEST(Report, TimesAreUtcToTheNanosecond) {
    EXPECT_EQ(utc_text(1'795'381'146'000'000'007), "2026-11-22T20:59:06.000000007Z");
    EXPECT_EQ(utc_text(-1), "1969-12-31T23:59:59.999999999Z");
}

TEST(Report, PutsTheChecksumsOfTracksTogetherFromPieces) {
    Disc disc = test::plain_disc({300, 400});
    disc.tracks[1].pregap = {20};
    const auto source = test::MemorySource::for_disc(disc);
    const auto crcs = track_crcs(disc, transfer(*source, kProgramStart, source->end(), track_cuts(disc), {}));
    ASSERT_EQ(crcs.size(), 2u);
    EXPECT_EQ(crcs[0], crc32(test::pattern_blocks(Lba{0}, {320})))
        << "a pregap belongs to the track before it";
    EXPECT_EQ(crcs[1], crc32(test::pattern_blocks(Lba{320}, {400})));
}

TEST(Report, HasNoChecksumsWhereTheyDoNotCoverTheDisc) {
    const Disc disc = test::plain_disc({300, 400});
    EXPECT_TRUE(track_crcs(disc, {{Lba{0}, {300}, 1}}).empty());
}

TEST(Report, PutsTheChecksumOfTheDiscTogetherFromPiecesFromLba0On) {
    Disc disc = test::plain_disc({300, 400});
    disc.tracks[0].pause = {100};
    disc.tracks[0].pregap = {80};
    const auto source = test::MemorySource::for_disc(disc);
    const auto pieces = transfer(*source, kProgramStart, source->end(), track_cuts(disc), {});
    EXPECT_EQ(disc_crc(disc, pieces), crc32(test::pattern_blocks(Lba{0}, {730})));
    EXPECT_EQ(disc_crc(disc, {{Lba{0}, {300}, 1}}), std::nullopt);
}

TEST(Report, TellsEveryIndexOfATrackFrom00OnWithItsTimeInTheTrackAndItsLength) {
    Disc disc = test::plain_disc({300, 400});
    disc.tracks[1].pregap = {20};
    disc.tracks[1].indexes = {{100}};
    const auto places = indexes_of(disc.tracks[1], layout_of(disc).tracks[1]);
    ASSERT_EQ(places.size(), 3u);
    const auto numbers = [](const IndexPlace& p) {
        return std::vector{p.number, p.start.value, p.track_time.value, p.length.value};
    };
    EXPECT_EQ(numbers(places[0]), (std::vector{0, 300, -20, 20}));
    EXPECT_EQ(numbers(places[1]), (std::vector{1, 320, 0, 100}));
    EXPECT_EQ(numbers(places[2]), (std::vector{2, 420, 100, 300}));
    disc.tracks[1].pregap = {};
    EXPECT_EQ(indexes_of(disc.tracks[1], layout_of(disc).tracks[1])[0].number, 1) << "no pause, no INDEX 00";
}

TEST(Report, TakesTheSumsOfATrackFromWhicheverPassToldThem) {
    DiscReport report{.disc = test::plain_disc({300})};
    EXPECT_EQ(track_sums(report, 0), nullptr);
    report.identity = Identity{{}, {9, {{1, 2, 3}}}, {}, {}};
    EXPECT_EQ(track_sums(report, 0), &report.identity->sums.tracks[0]);
    report.sums = {{4, 5, 6}};
    EXPECT_EQ(track_sums(report, 0), &report.sums[0]);
    report.signals.resize(1);
    EXPECT_EQ(track_sums(report, 0), &report.signals[0].sums);
}

} // namespace
} // namespace redbook
