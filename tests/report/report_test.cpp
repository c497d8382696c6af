#include "redbook/report/report.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

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

TEST(Report, TakesTheSumsOfATrackFromWhicheverPassToldThem) {
    DiscReport report{.disc = test::plain_disc({300})};
    EXPECT_EQ(track_sums(report, 0), nullptr);
    report.identity = Identity{{}, {{1, 2, 3}}, {}, {}};
    EXPECT_EQ(track_sums(report, 0), &report.identity->sums[0]);
    report.sums = {{4, 5, 6}};
    EXPECT_EQ(track_sums(report, 0), &report.sums[0]);
    report.signals.resize(1);
    EXPECT_EQ(track_sums(report, 0), &report.signals[0].sums);
}

} // namespace
} // namespace redbook
