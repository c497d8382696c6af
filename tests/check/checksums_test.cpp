#include "redbook/check/checksums.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"
#include "tests/support/netrand.h"

namespace redbook {
namespace {

using test::MemorySource;
using testing::ElementsAre;

// CUETools.NET's test disc: 136 blocks of Random(2314), the first 13 before track 1.
Disc cuetools_disc() {
    Disc disc = test::plain_disc({68 - 13, 99 - 68, 136 - 99});
    disc.tracks[0].pregap = {13};
    return disc;
}

std::unique_ptr<MemorySource> cuetools_audio() {
    auto audio = std::make_unique<MemorySource>(Lba{136});
    const auto bytes = test::NetRandom(2314).bytes(136 * kBlockBytes);
    std::copy(bytes.begin(), bytes.end(), audio->block(Lba{0}));
    return audio;
}

TEST(Checksums, EqualTheVectorsOfCueToolsNet) {
    const auto sums = checksum_disc(cuetools_disc(), *cuetools_audio()).tracks;
    ASSERT_EQ(sums.size(), 3u);
    EXPECT_EQ(sums[0].crc, 321342250u);
    EXPECT_EQ(sums[1].crc, 37001035u);
    EXPECT_EQ(sums[2].crc, 516255430u);
    EXPECT_EQ(sums[0].crc_without_null, 224527589u);
    EXPECT_EQ(sums[1].crc_without_null, 557159190u);
    EXPECT_EQ(sums[2].crc_without_null, 516255430u);
}

TEST(Checksums, OfTheWholeDiscEqualTheVectorsOfCueToolsNet) {
    const auto sums = checksum_disc(test::plain_disc({136}), *cuetools_audio());
    EXPECT_EQ(sums.crc, 3791227907u);
    EXPECT_THAT(sums.tracks, ElementsAre(TrackSums{3791227907u, 404551290u, 32767}));
}

TEST(Checksums, OfTheWholeDiscCountWhatLiesInFrontOfTrack1FromLba0On) {
    EXPECT_EQ(checksum_disc(cuetools_disc(), *cuetools_audio()).crc, 3791227907u);
    Disc disc = cuetools_disc();
    disc.tracks[0].pause = {100};
    disc.tracks[0].pregap = {63};
    EXPECT_EQ(checksum_disc(disc, *cuetools_audio()).crc, 3791227907u) << "audio before LBA 0";
}

// Three tracks at 0, 450 and 750, as EAC would name them; the two seconds before track 2 are its pregap
// and count to track 1.
TEST(Checksums, CountThePregapToTheTrackInFrontOfIt) {
    Disc disc = test::plain_disc({300, 300, 300});
    disc.tracks[1].pregap = {150};
    const auto sums = checksum_disc(disc, *MemorySource::for_disc(disc)).tracks;
    EXPECT_THAT(sums, ElementsAre(TrackSums{0x55384189, 0x2FDEEE45, 32767},
                                  TrackSums{0x5221DEA4, 0x7DC57572, 32767},
                                  TrackSums{0x61509FE0, 0x8DAE1424, 32767}));
}

TEST(Checksums, TellThePeakOfEachTrack) {
    const Disc disc = test::plain_disc({300, 300});
    MemorySource audio(Lba{600});
    audio.block(Lba{10})[100] = std::byte{0x39}; // 0x3039
    audio.block(Lba{10})[101] = std::byte{0x30};
    audio.block(Lba{599})[2351] = std::byte{0x80}; // -32768
    const auto sums = checksum_disc(disc, audio).tracks;
    EXPECT_EQ(sums[0].peak, 12345);
    EXPECT_EQ(sums[1].peak, 32767);
}

TEST(Checksums, OfADiscWithoutTracksAreNone) {
    EXPECT_EQ(checksum_disc({}, MemorySource(kProgramStart)), DiscSums{});
}

TEST(Checksums, AreCancelledWhenTheProgressSaysSo) {
    const Disc disc = test::plain_disc({300});
    const auto audio = MemorySource::for_disc(disc);
    TransferOptions options;
    options.progress = [](BlockCount, BlockCount) { return false; };
    EXPECT_EQ(test::error_of(Errc::cancelled, [&] { checksum_disc(disc, *audio, options); }),
              "interrupted; nothing was changed");
}

} // namespace
} // namespace redbook
