#include "redbook/stage/stash_audio.h"

#include <gtest/gtest.h>

#include "redbook/disc/transfer.h"
#include "redbook/stage/stash_format.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;

// Track 1 begins at LBA -150 with 100 blocks of pregap audio, track 3 has a pregap of more than a second.
Disc three_tracks() {
    Disc disc = plain_disc({160, 20, 200});
    disc.tracks[0].pause = {50};
    disc.tracks[0].pregap = {100};
    disc.tracks[1].pause = {30};
    disc.tracks[1].postgap = {10};
    disc.tracks[2].pregap = {90};
    return disc;
}

class StashAudioTest : public testing::Test {
  protected:
    CrashFiles files_;
    const Disc disc_ = three_tracks();
    const Layout layout_ = layout_of(disc_);

    void SetUp() override { stage_disc(files_, "x.stash", disc_); }

    std::unique_ptr<BlockSource> audio() { return open_stash(files_, "x.stash")->audio(); }
    std::string error_reading(Lba first, int blocks) {
        std::vector<std::byte> out(size_t(bytes_in({blocks})));
        return error_of(Errc::corrupt, [&] { audio()->read(first, out); });
    }
    // Flips a bit of the audio at this address.
    void damage(Lba at) {
        const auto source = audio();
        const auto extent = source->extent(at);
        ASSERT_TRUE(extent.has_value());
        const auto file = files_.open("x.stash", Access::read_write);
        std::byte byte[1];
        file->read_at(extent->offset + 1000, byte);
        byte[0] ^= std::byte{1};
        file->write_at(extent->offset + 1000, byte);
    }
};

TEST_F(StashAudioTest, ReadsTheSameInAnyPortions) {
    const auto expected = blocks_of(disc_);
    for (const int portion : {1, 7, 75, 100}) {
        const auto source = audio();
        std::vector<std::byte> got;
        for (Lba at = kProgramStart; at < source->end(); at += BlockCount{portion}) {
            std::vector<std::byte> part(size_t(bytes_in(std::min(BlockCount{portion}, source->end() - at))));
            source->read(at, part);
            got.insert(got.end(), part.begin(), part.end());
        }
        EXPECT_TRUE(got == expected) << portion;
    }
}

TEST_F(StashAudioTest, DamageIsNamedByTrackAndTime) {
    damage(layout_.tracks[0].index01 + BlockCount{76});
    damage(layout_.tracks[2].audio + BlockCount{80});
    damage(layout_.tracks[2].index01 + BlockCount{180});
    EXPECT_EQ(error_reading(kProgramStart, 500),
              "x.stash: track 1 at 00:01: the audio is damaged; stage the track again");
    EXPECT_EQ(error_reading(layout_.tracks[1].start, 200),
              "x.stash: track 3 in its pregap at 00:01: the audio is damaged; stage the track again");
    EXPECT_EQ(error_reading(layout_.tracks[2].index01, 200),
              "x.stash: track 3 at 00:02: the audio is damaged; stage the track again");
}

TEST_F(StashAudioTest, DamageIsNoticedWhenASecondIsReadInPortions) {
    const Lba second = layout_.tracks[0].index01 + BlockCount{75};
    damage(second + BlockCount{3});
    const auto source = audio();
    std::vector<std::byte> part(size_t(bytes_in({25})));
    source->read(second - BlockCount{25}, part);
    source->read(second, part);
    source->read(second + BlockCount{25}, part);
    const auto end = [&] { source->read(second + BlockCount{50}, part); };
    EXPECT_EQ(error_of(Errc::corrupt, end),
              "x.stash: track 1 at 00:01: the audio is damaged; stage the track again");
}

TEST_F(StashAudioTest, PartsOfASecondAreReadAsTheyAre) {
    const Lba second = layout_.tracks[0].index01 + BlockCount{75};
    damage(second + BlockCount{3});
    std::vector<std::byte> part(size_t(bytes_in({74})));
    const auto source = audio();
    EXPECT_NO_THROW(source->read(second + BlockCount{1}, part)); // not from its beginning
    EXPECT_NO_THROW(source->read(second, part));                 // not to its end
    EXPECT_NO_THROW(source->read(second + BlockCount{1}, part));
}

TEST_F(StashAudioTest, ReadAgainDamageIsNamedAgain) {
    damage(layout_.tracks[0].index01 + BlockCount{76});
    const auto source = audio();
    std::vector<std::byte> out(size_t(bytes_in({160})));
    const auto read = [&] { source->read(layout_.tracks[0].index01, out); };
    const std::string first = error_of(Errc::corrupt, read);
    EXPECT_EQ(error_of(Errc::corrupt, read), first);
}

TEST_F(StashAudioTest, AFileThatWasCutShortIsNamedByTrackAndTime) {
    files_.open("x.stash", Access::read_write)
        ->resize(kAudioOffset + uint64_t(bytes_in({100 + 160 + 20 + 90 + 76})));
    const auto stash = open_stash(files_, "x.stash");
    EXPECT_EQ(stash->warnings(),
              std::vector<std::string>{
                  "x.stash: the file is cut short, from track 3 at 00:01 on its audio is missing"});
    EXPECT_EQ(error_reading(layout_.tracks[2].index01, 200),
              "x.stash: track 3 at 00:01: the file is cut short; stage the track again");
    std::vector<std::byte> before(size_t(bytes_in({76})));
    EXPECT_NO_THROW(stash->audio()->read(layout_.tracks[2].index01, before));
}

TEST_F(StashAudioTest, ExtentsReachAsFarAsTheAudioLiesTogether) {
    const auto source = audio();
    const auto extent_at = [&](Lba at) { return source->extent(at).value_or(Extent{}); };
    EXPECT_FALSE(source->extent(kProgramStart).has_value()); // silence
    EXPECT_FALSE(source->extent(layout_.tracks[1].start).has_value());
    EXPECT_FALSE(source->extent(source->end()).has_value());
    EXPECT_EQ(extent_at({-100}).offset, kAudioOffset);
    EXPECT_EQ(extent_at({-100}).offset % 4096, 0u);
    EXPECT_EQ(extent_at({-100}).length, BlockCount{260});
    EXPECT_EQ(extent_at({-99}).length, BlockCount{259});
    EXPECT_EQ(extent_at(layout_.tracks[1].audio).offset, kAudioOffset + uint64_t(bytes_in({260})));
    EXPECT_EQ(extent_at(layout_.tracks[2].audio).length, BlockCount{290});
    const Extent e = extent_at({10});
    std::vector<std::byte> bytes(kBlockBytes);
    e.file->read_at(e.offset, bytes);
    EXPECT_TRUE(bytes == pattern_blocks({10}, {1}));
}

TEST_F(StashAudioTest, TracksThatFollowEachOtherAreOneExtent) {
    stage_disc(files_, "y.stash", plain_disc({300, 300, 300}));
    EXPECT_EQ(open_stash(files_, "y.stash")->audio()->extent({100})->length, BlockCount{800});
}

TEST_F(StashAudioTest, KnownSumsAreThoseOfTheAudioAndCoverIt) {
    const auto source = audio();
    std::vector<Lba> cuts;
    for (const PieceSum& sum : source->known_sums()) cuts.push_back(sum.first);
    EXPECT_EQ(source->known_sums(),
              transfer(*MemorySource::for_disc(disc_), kProgramStart, source->end(), cuts, {}));
}

TEST_F(StashAudioTest, BlocksThatAreNotOnTheDiscAreRefused) {
    std::vector<std::byte> out(size_t(bytes_in({2})));
    const auto source = audio();
    EXPECT_EQ(error_of(Errc::bad_value, [&] { source->read(source->end() - BlockCount{1}, out); }),
              "x.stash: blocks 509 to 510 are not on the disc, which ends at 509");
    error_of(Errc::bad_value, [&] { source->read({-151}, out); });
}

TEST_F(StashAudioTest, ACloneReadsForItself) {
    const auto source = audio();
    const auto clone = source->clone();
    std::vector<std::byte> out(size_t(bytes_in({100}))), same(out);
    source->read({0}, out);
    clone->read({0}, same);
    EXPECT_TRUE(out == same);
    EXPECT_EQ(clone->seams(), (std::vector<Lba>{{-100}, layout_.tracks[1].audio, layout_.tracks[2].audio}));
}

} // namespace
} // namespace redbook
