// Of discs in drives; verify_test.cpp has what holds for all.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/check/verify.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/shifted.h"
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
        std::vector<std::string> result{fmt::format("{} {:+}", verdict_text(c), c.offset.value)};
        for (const Item& i : c.items)
            if (i.state != ItemState::equal)
                result.push_back(fmt::format("{} {}: {}", i.name, to_string(i.state), i.detail));
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

TEST_F(CompareAudio, AnExactDriveIsVerified) { EXPECT_THAT(lines(), ElementsAre("verified +0")); }

TEST_F(CompareAudio, AConstantOffsetIsNamedAndItsEdgesAreNotVerified) {
    drive().off = {30};
    EXPECT_THAT(lines(),
                ElementsAre("verified except the last 30 samples of track 3 +30",
                            "audio of track 3 not checkable: the drive does not return the last 30 samples"));
    drive().off = {-1};
    EXPECT_THAT(lines(),
                ElementsAre("verified except the first sample of track 1 -1",
                            "audio of track 1 not checkable: the drive does not return the first sample"));
    drive().off = {2940};
    EXPECT_THAT(
        lines(),
        ElementsAre("verified except the last 2940 samples of track 3 +2940",
                    "audio of track 3 not checkable: the drive does not return the last 2940 samples"));
}

TEST_F(CompareAudio, UnreadEdgesAloneAreCounted) {
    drive().off = {30};
    const Comparison c = compare(staged(), in_drive());
    EXPECT_EQ(c.verdict, Verdict::not_verified);
    EXPECT_EQ(c.unread_edge_samples(), SampleCount{30});
    drive().unreadable = {{410}};
    EXPECT_EQ(compare(staged(), in_drive()).unread_edge_samples(), SampleCount{0}) << "not they alone";
    drive().unreadable = {};
    recorded_block({411})[0] ^= std::byte{1};
    EXPECT_EQ(compare(staged(), {"the disc", disc_, recorded_.get(), holds_}).unread_edge_samples(),
              SampleCount{0})
        << "it differs";
}

TEST_F(CompareAudio, ADriveThatReadsBeyondTheEdgesIsVerified) {
    drive().beyond = {5};
    for (const int off : {30, -1, 2940, -2940}) {
        drive().off = {off};
        EXPECT_THAT(lines(), ElementsAre(fmt::format("verified {:+}", off)));
    }
    drive().beyond = {1};
    drive().off = {600};
    EXPECT_EQ(lines()[0], "verified except the last 12 samples of track 3 +600");
}

TEST_F(CompareAudio, BeyondTheEdgesAFlippedBitIsFound) {
    recorded_block({1499})[kBlockBytes - 1] ^= std::byte{1};
    drive().off = {30};
    drive().beyond = {5};
    EXPECT_EQ(lines()[0], "differs +30");
}

// The drive's offset is known but for five samples.
TEST_F(CompareAudio, OffsetsThatAddUpHaveOneEdge) {
    drive().off = {35};
    const auto known = shifted(drive(), {30});
    EXPECT_THAT(lines(compare(staged(), {"the disc", disc_, known.get(), holds_})),
                ElementsAre("verified except the last 35 samples of track 3 +5",
                            "audio of track 3 not checkable: the drive does not return the last 35 samples"));
    drive().beyond = {2};
    const auto reads_beyond = shifted(drive(), {30});
    EXPECT_THAT(lines(compare(staged(), {"the disc", disc_, reads_beyond.get(), holds_})),
                ElementsAre("verified +5"));
}

TEST_F(CompareAudio, WhatWasStagedNeedsNotBeReadButForItsEdges) {
    sums_ = transfer(*audio_, kProgramStart, audio_->end(), track_cuts(disc_), {});
    drive().off = {-30};
    EXPECT_EQ(lines()[0], "verified except the first 30 samples of track 1 -30");
}

TEST_F(CompareAudio, AnOffsetIsOfTheDriveWhicheverSideItIsOn) {
    drive().off = {30};
    EXPECT_EQ(lines(compare(in_drive(), staged()))[0], "verified except the last 30 samples of track 3 +30");
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
            "audio of track 3 not checkable: the drive does not return the last 30 samples"));
}

// In samples that no read returned nothing can be found; that is why they are excepted.
TEST_F(CompareAudio, WhatIsUnreadIsNotClaimed) {
    recorded_block({1499})[kBlockBytes - 1] ^= std::byte{1};
    drive().off = {30};
    EXPECT_EQ(lines()[0], "verified except the last 30 samples of track 3 +30");
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
                    "audio of track 1 not checkable: the drive does not return the first 588 samples",
                    "audio of track 2 not checkable: 1 block cannot be read at track 2 at 00:00:11 (byte "
                    "25872 of the track)"));
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
    EXPECT_EQ(drive().unread().size(), 1u) << "the pause before LBA 0";
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
