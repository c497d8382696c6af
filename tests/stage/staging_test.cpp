#include "redbook/stage/staging.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "redbook/disc/transfer.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

class StagingTest : public testing::Test {
  protected:
    TempFolder folder_;
    const std::string path_ = folder_ / "x.stash";
    FileSystem& files_ = system_files();

    std::unique_ptr<Staging> create(const StashSettings& settings = {}) {
        return create_stash(files_, path_, settings);
    }
    void expect_stash_is(const Disc& disc) {
        const auto stash = open_stash(files_, path_);
        EXPECT_EQ(stash->disc(), disc);
        EXPECT_EQ(stash->warnings(), std::vector<std::string>{});
        EXPECT_TRUE(all_blocks(*stash->audio()) == blocks_of(disc));
    }
};

TEST_F(StagingTest, ANewStashIsEmpty) {
    create()->close();
    EXPECT_TRUE(is_stash(files_, path_));
    EXPECT_EQ(open_stash(files_, path_)->disc(), Disc{});
    EXPECT_EQ(open_stash(files_, path_)->capacity(), kDefaultCapacity);
    EXPECT_EQ(files_.list(folder_.path()), std::vector<std::string>{"x.stash"});
}

TEST_F(StagingTest, RandomDiscsRoundTrip) {
    for (uint32_t seed = 0; seed < 12; ++seed) {
        const Disc disc = random_disc(seed, 6);
        stage_disc(files_, path_, disc, seed % 2 ? 75 : 1 + int(seed) * 13);
        expect_stash_is(disc);
        files_.remove_file(path_);
    }
}

TEST_F(StagingTest, KnownSumsCoverTheDiscAndAreThoseOfItsAudio) {
    const Disc disc = random_disc(3, 4);
    stage_disc(files_, path_, disc);
    const auto audio = open_stash(files_, path_)->audio();
    const auto sums = audio->known_sums();
    Lba at = kProgramStart;
    for (const PieceSum& sum : sums) {
        ASSERT_EQ(sum.first, at);
        std::vector<std::byte> blocks(size_t(bytes_in(sum.length)));
        audio->read(at, blocks);
        ASSERT_EQ(sum.crc, crc32(blocks));
        at += sum.length;
    }
    EXPECT_EQ(at, audio->end());
}

TEST_F(StagingTest, AnInterruptedAndContinuedStashEqualsAnUninterruptedOneByteForByte) {
    const Disc disc = random_disc_of(4);
    stage_disc(files_, path_, disc);
    {
        const auto interrupted = create_stash(files_, folder_ / "y.stash", {.disc = without_tracks(disc)});
        stage_track(*interrupted, disc, 0, 1);
        append_track(*interrupted, disc, 1);
    }
    for (size_t k = 1; k < disc.tracks.size(); ++k) {
        const auto continued = continue_stash(files_, folder_ / "y.stash");
        EXPECT_EQ(continued->disc(), first_tracks(disc, k));
        stage_track(*continued, disc, k, 20);
        continued->close();
    }
    EXPECT_TRUE(read_file(path_) == read_file(folder_ / "y.stash"));
}

} // namespace
} // namespace redbook
