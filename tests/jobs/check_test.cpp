#include "redbook/jobs/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/disc/layout.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::album_of;
using test::plain_disc;

TEST(Check, JudgesTheDescriptionBeforeTheAudioAndByTheAlbumsOwnCapacity) {
    Album album = album_of(plain_disc({200, 400}));
    album.capacity = BlockCount{500};
    const Checked checked = check(album);
    EXPECT_EQ(checked.capacity, BlockCount{500});
    std::vector<std::string_view> rules;
    for (const Finding& f : checked.findings) rules.push_back(f.rule);
    EXPECT_THAT(rules, testing::IsSupersetOf({"track-too-short", "capacity"}));
    EXPECT_EQ(checked.signals.size(), 2u);
    EXPECT_EQ(check(album, kDefaultCapacity).capacity, kDefaultCapacity);
}

TEST(Identify, TakesTheDiscAsItIsRecorded) {
    Disc disc = plain_disc({300, 400});
    disc.mode = Mode::tao;
    EXPECT_EQ(identify(album_of(disc)).disc, as_recorded(disc));
    EXPECT_EQ(test::error_of(Errc::breaks_rule, [] { identify(album_of(Disc{})); }),
              "the album: there is no track in it; stage one first");
}

TEST(Identify, TheSumsAreThoseOfTheAudio) {
    const Album album = album_of(plain_disc({300, 400}));
    EXPECT_EQ(identify(album).identity.sums, checksum(album));
}

} // namespace
} // namespace redbook
