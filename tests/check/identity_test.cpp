#include "redbook/check/identity.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"
#include "tests/support/netrand.h"

namespace redbook {
namespace {

using test::MemorySource;
using testing::ElementsAre;

// Three tracks whose AccurateRip sums were made with accuraterip-checksum, another program.
TEST(Identity, OfAKnownDiscIsKnown) {
    Disc disc = test::plain_disc({450, 300, 300});
    const Identity identity = identify(disc, *MemorySource::for_disc(disc));
    EXPECT_EQ(identity.ids, ids_of(toc_of(disc)));
    EXPECT_EQ(identity.ids.musicbrainz, "TAHC8jP7Y_5GhDD5BYK25bfMmr0-");
    EXPECT_THAT(identity.sums.tracks, ElementsAre(TrackSums{0x55384189, 0x2FDEEE45, 32767},
                                                  TrackSums{0x5221DEA4, 0x7DC57572, 32767},
                                                  TrackSums{0x61509FE0, 0x8DAE1424, 32767}));
    EXPECT_THAT(identity.accurate_rip, ElementsAre(AccurateRipSums{0x43F8ED60, 0x571965E6, {}},
                                                   AccurateRipSums{0xC3F98FF0, 0x939C5140, {}},
                                                   AccurateRipSums{0x0E487F0C, 0xCEAA27D6, {}}));
    EXPECT_EQ(identity.ctdb.disc, 0x0E559562u);
    EXPECT_EQ(identity.ctdb.tracks[1], 0x5221DEA4u);
}

// CUETools.NET's test disc: 136 blocks of Random(2314), the first 13 before track 1.
TEST(Identity, EqualsTheVectorsOfCueToolsNet) {
    Disc disc = test::plain_disc({68 - 13, 99 - 68, 136 - 99});
    disc.tracks[0].pregap = {13};
    MemorySource audio(Lba{136});
    const auto bytes = test::NetRandom(2314).bytes(136 * kBlockBytes);
    std::copy(bytes.begin(), bytes.end(), audio.block(Lba{0}));
    EXPECT_THAT(identify(disc, audio).accurate_rip, ElementsAre(AccurateRipSums{3727147246, 3988391122, {}},
                                                                AccurateRipSums{2202235240, 2284845104, {}},
                                                                AccurateRipSums{3752629998, 3841231027, {}}));
}

TEST(Identity, IsTheSameHoweverTheDiscIsCut) {
    const Disc disc = test::random_disc(3);
    const auto audio = MemorySource::for_disc(disc);
    const Identity one = identify(disc, *audio, {.threads = 1, .progress = {}, .chunk = {75}});
    audio->seams_ = {Lba{13}, Lba{200}, Lba{411}};
    EXPECT_EQ(identify(disc, *audio, {.threads = 3, .progress = {}, .chunk = {7}}), one);
}

TEST(Identity, OfADiscWithoutTracksIsRefused) {
    EXPECT_EQ(test::error_of(Errc::breaks_rule, [] { identify({}, MemorySource(kProgramStart)); }),
              "a disc without audio tracks has no ids");
}

} // namespace
} // namespace redbook
