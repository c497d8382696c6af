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

} // namespace
} // namespace redbook
