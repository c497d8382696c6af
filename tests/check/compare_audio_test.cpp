// Of discs in drives; verify_test.cpp has what holds for all.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/check/verify.h"
#include "redbook/disc/layout.h"
#include "tests/check/drive_source.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using test::DriveSource;
using test::MemorySource;
using testing::ElementsAre;

// What was recorded, and the disc in a drive.
class CompareAudio : public testing::Test {
  protected:
    explicit CompareAudio(Disc disc = test::plain_disc({400, 500, 600}))
        : disc_(std::move(disc)), audio_(MemorySource::for_disc(disc_)), recorded_(audio_->clone()) {
        holds_.first_150 = holds_.sample_exact = false;
    }
    // After this the drive is there, with the disc as it is now.
    DriveSource& drive() {
        if (!drive_) drive_.emplace(recorded_->clone());
        return *drive_;
    }
    // A disc of its own, which a test may change.
    std::byte* recorded_block(Lba at) {
        auto copy = std::make_unique<MemorySource>(audio_->end());
        std::vector<std::byte> all(size_t(bytes_in(audio_->end() - kProgramStart)));
        audio_->read(kProgramStart, all);
        std::ranges::copy(all, copy->block(kProgramStart));
        std::byte* block = copy->block(at);
        recorded_ = std::move(copy);
        return block;
    }
    Side staged() const { return {"the stash", disc_, audio_.get(), {}, sums_}; }
    Side in_drive() { return {"the disc", disc_, &drive(), holds_}; }

    std::vector<std::string> lines(const Comparison& c) const {
        std::vector<std::string> result{fmt::format("{} {:+}", to_string(c.verdict), c.offset.value)};
        for (const Item& i : c.items)
            if (i.state != ItemState::equal)
                result.push_back(fmt::format("{} {}: {}", i.name, to_string(i.state), i.detail));
        for (const std::string& sentence : c.unproven) result.push_back("unproven: " + sentence);
        return result;
    }
    std::vector<std::string> lines() { return lines(compare(staged(), in_drive())); }

    Disc disc_;
    std::unique_ptr<MemorySource> audio_;
    std::unique_ptr<BlockSource> recorded_;
    std::optional<DriveSource> drive_;
    Holds holds_;
    std::vector<PieceSum> sums_;
};

TEST_F(CompareAudio, AnExactDriveIsVerifiedWithNothingUnproven) {
    EXPECT_THAT(lines(), ElementsAre("verified +0"));
}

TEST_F(CompareAudio, AConstantOffsetIsNamedAndItsEdgesAreListed) {
    drive().off = {30};
    EXPECT_THAT(lines(), ElementsAre("verified +30",
                                     "unproven: the last 30 samples of track 3: no drive returns them"));
    drive().off = {-1};
    EXPECT_THAT(lines(),
                ElementsAre("verified -1", "unproven: the first sample of track 1: no drive returns them"));
    drive().off = {2940};
    EXPECT_THAT(lines(), ElementsAre("verified +2940",
                                     "unproven: the last 2940 samples of track 3: no drive returns them"));
}

TEST_F(CompareAudio, WhatWasStagedNeedsNotBeReadButForItsEdges) {
    sums_ = transfer(*audio_, kProgramStart, audio_->end(), track_cuts(disc_), {});
    drive().off = {-30};
    EXPECT_THAT(lines(), ElementsAre("verified -30",
                                     "unproven: the first 30 samples of track 1: no drive returns them"));
}

TEST_F(CompareAudio, AnOffsetIsOfTheDriveWhicheverSideItIsOn) {
    drive().off = {30};
    EXPECT_THAT(
        lines(compare(in_drive(), staged())),
        ElementsAre("verified +30", "unproven: the last 30 samples of track 3: no drive returns them"));
}

TEST_F(CompareAudio, AFileThatIsShiftedDiffers) {
    drive().off = {30};
    holds_.sample_exact = true;
    EXPECT_EQ(lines()[0], "differs +0");
}

TEST_F(CompareAudio, MoreThanFiveBlocksDiffer) {
    drive().off = {2941};
    EXPECT_EQ(lines()[0], "differs +0");
}

TEST_F(CompareAudio, AnyFlippedBitIsFoundUnderAnOffset) {
    for (const int at : {0, 1, 399, 400, 899, 1499}) {
        drive_.reset();
        recorded_block({at})[1000] ^= std::byte{0x10};
        drive().off = {30};
        const auto told = lines();
        ASSERT_GE(told.size(), 2u) << at;
        EXPECT_EQ(told[0], "differs +30") << at;
        EXPECT_THAT(told[1], testing::HasSubstr("differs: track")) << at;
    }
}

TEST_F(CompareAudio, ADifferenceIsNamedWhereItIsOnTheStagedDisc) {
    recorded_block({500})[7] ^= std::byte{1};
    drive().off = {30};
    EXPECT_THAT(
        lines(),
        ElementsAre(
            "differs +30",
            testing::StartsWith(
                "audio of track 2 differs: track 2 at 00:01:25 (byte 235207 of the track): the stash has "),
            "unproven: the last 30 samples of track 3: no drive returns them"));
}

// In the samples that no drive returns nothing can be found; that is why they are listed.
TEST_F(CompareAudio, WhatIsUnprovenIsNotClaimed) {
    recorded_block({1499})[kBlockBytes - 1] ^= std::byte{1};
    drive().off = {30};
    EXPECT_THAT(lines(), ElementsAre("verified +30",
                                     "unproven: the last 30 samples of track 3: no drive returns them"));
}

TEST_F(CompareAudio, UnreadableBlocksAreListedAndNotVerified) {
    drive().unreadable = {{410}, {700}};
    EXPECT_THAT(
        lines(),
        ElementsAre("not verified +0",
                    "audio of track 2 not checkable: 1 block cannot be read at track 2 at 00:00:10 (byte "
                    "23520 of the track); 1 block cannot be read at track 2 at 00:04:00 (byte 705600 of "
                    "the track)"));
}

TEST_F(CompareAudio, BesideUnreadableBlocksAFlippedBitIsStillFound) {
    recorded_block({411})[0] ^= std::byte{1};
    drive().unreadable = {{410}};
    EXPECT_THAT(lines(), ElementsAre("differs +0",
                                     testing::StartsWith("audio of track 2 differs: track 2 at 00:00:11 ")));
}

TEST_F(CompareAudio, UnreadableBlocksUnderAnOffsetAreToldAsTheyLieInTheTracks) {
    drive().unreadable = {{410}};
    drive().off = {-588};
    EXPECT_THAT(
        lines(),
        ElementsAre("not verified -588",
                    "audio of track 2 not checkable: 1 block cannot be read at track 2 at 00:00:11 (byte "
                    "25872 of the track)",
                    "unproven: the first 588 samples of track 1: no drive returns them"));
}

TEST_F(CompareAudio, WhatADriveReadsWrongOnceIsReadAgain) {
    (*drive().glitches)[{700}] = 1;
    const Comparison once = compare(staged(), in_drive());
    EXPECT_THAT(lines(once), ElementsAre("verified +0"));
    EXPECT_EQ(once.read_again, BlockCount{500}) << "track 2";
    (*drive().glitches)[{700}] = 100;
    EXPECT_EQ(lines()[0], "differs +0");
}

TEST_F(CompareAudio, ReadingAgainTellsHowFarItIsAndCanBeCancelled) {
    (*drive().glitches)[{700}] = 100;
    std::vector<BlockCount> totals;
    TransferOptions options;
    options.progress = [&](BlockCount done, BlockCount total) {
        if (totals.empty() || totals.back() != total) totals.push_back(total);
        return done <= totals.front();
    };
    EXPECT_EQ(test::error_of(Errc::cancelled, [&] { compare(staged(), in_drive(), options); }),
              "interrupted");
    ASSERT_EQ(totals.size(), 2u);
    EXPECT_EQ(totals[1] - totals[0], BlockCount{500});
}

TEST_F(CompareAudio, ABlankWhereAudioShouldBeDiffers) {
    recorded_ = std::make_unique<MemorySource>(audio_->end());
    EXPECT_THAT(lines()[0], "differs +0");
}

// Not even asked for.
TEST_F(CompareAudio, RunOutThatIsUnreadableDoesNotMatter) {
    Disc staged = test::plain_disc({400, 500});
    staged.mode = Mode::tao;
    disc_ = as_tao(staged);
    audio_ = MemorySource::for_disc(disc_);
    recorded_ = audio_->clone();
    drive().unreadable = {{400}, {401}, {1052}, {1053}};
    Side side = CompareAudio::staged();
    side.run_out = true;
    EXPECT_THAT(lines(compare(side, in_drive())), ElementsAre("verified +0"));
    EXPECT_EQ(drive().unread().size(), 1u) << "the pause in front of LBA 0";
}

// A track whose beginning is silence needs no other rule.
TEST_F(CompareAudio, ThePauseInFrontOfTheFirstTrackIsNotLookedFor) {
    disc_.tracks[0].pause = {400};
    audio_ = MemorySource::for_disc(disc_);
    recorded_ = audio_->clone();
    EXPECT_THAT(lines(), ElementsAre("verified +0"));
}

} // namespace
} // namespace redbook
