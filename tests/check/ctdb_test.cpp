#include "redbook/check/ctdb.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "tests/support/memory_source.h"
#include "tests/support/netrand.h"

namespace redbook {
namespace {

using testing::ElementsAre;

std::vector<std::byte> random_audio(int32_t seed, size_t skip, int blocks) {
    test::NetRandom random(seed);
    random.bytes(skip);
    return random.bytes(size_t(blocks) * kBlockBytes);
}

std::vector<PieceSum> pieces_of(const Disc& disc, const BlockSource& audio, const CtdbEnds& ends) {
    std::vector<Lba> cuts = track_cuts(disc);
    cuts.insert(cuts.end(), {ends.first, ends.end});
    return transfer(audio, kProgramStart, audio.end(), cuts, {});
}

CtdbSums sums_with(const Disc& disc, const BlockSource& audio, const CtdbEnds& ends) {
    return ctdb_sums(disc, ends, pieces_of(disc, audio, ends));
}

TEST(Ctdb, TheDiscSumEqualsTheVectorOfCueToolsNet) {
    const Disc disc = test::plain_disc({9801});
    test::MemorySource audio(Lba{9801});
    const auto bytes = random_audio(2423, 32 * kBlockBytes, 9801);
    std::copy(bytes.begin(), bytes.end(), audio.block(Lba{0}));
    EXPECT_EQ(sums_with(disc, audio, ctdb_ends(disc)).disc, 377539636u);
}

// CUETools.NET computes these with five blocks left out at both ends, which the disc is too short to be
// without.
TEST(Ctdb, TheTrackSumsEqualTheVectorsOfCueToolsNet) {
    Disc disc = test::plain_disc({68 - 13, 99 - 68, 136 - 99});
    disc.tracks[0].pregap = {13};
    test::MemorySource audio(Lba{136});
    const auto bytes = random_audio(2314, 0, 136);
    std::copy(bytes.begin(), bytes.end(), audio.block(Lba{0}));
    EXPECT_THAT(sums_with(disc, audio, {Lba{18}, Lba{131}}).tracks,
                ElementsAre(4209773141u, 37001035u, 1024656428u));
}

TEST(Ctdb, LeavesOutTenBlocksAndWhatIsOverAtTheEnd) {
    const auto ends = [](int first_pregap, int length) {
        Disc disc = test::plain_disc({length});
        disc.tracks[0].pregap = {first_pregap};
        const CtdbEnds found = ctdb_ends(disc);
        return std::pair(found.first.value, found.end.value);
    };
    EXPECT_EQ(ends(0, 1050), std::pair(10, 1040));
    EXPECT_EQ(ends(0, 9801), std::pair(10, 9790));
    EXPECT_EQ(ends(0, 39), std::pair(10, 20));
    EXPECT_EQ(ends(13, 1050), std::pair(23, 1053));
    EXPECT_EQ(ends(0, 29), std::pair(10, 10));
    EXPECT_EQ(ends(0, 7), std::pair(7, 7));
}

TEST(Ctdb, TracksThatAreLeftOutWholeHaveTheSumOfNothing) {
    const Disc disc = test::plain_disc({8, 40, 8});
    const auto audio = test::MemorySource::for_disc(disc);
    const CtdbSums sums = sums_with(disc, *audio, ctdb_ends(disc));
    const uint32_t middle = crc32(std::span(audio->block(Lba{10}), 30 * kBlockBytes));
    EXPECT_EQ(sums, (CtdbSums{middle, {0, middle, 0}}));
}

TEST(Ctdb, OfADiscWithoutTracksIsNothing) { EXPECT_EQ(ctdb_sums({}, ctdb_ends({}), {}), CtdbSums{}); }

} // namespace
} // namespace redbook
