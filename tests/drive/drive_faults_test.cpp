// What a recording does when the drive, the disc or the user does something wrong: the outcome, the whole
// sentence, and what the medium holds then.
#include <gmock/gmock.h>

#include "redbook/disc/rules.h"
#include "tests/drive/drive_recorder_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DriveFaults : public OnADrive {};

// Before the first block
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveFaults, NoMedium) {
    fault("no-medium");
    EXPECT_EQ(failure(Errc::no_medium, two_tracks()), "/dev/sr7: there is no disc in it; put a blank one in");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, MediumNotBlank) {
    burn(plain_disc({300}));
    EXPECT_EQ(failure(Errc::not_blank, two_tracks()),
              "/dev/sr7: the disc in it is already written; put a blank one in");
    EXPECT_EQ(on_medium().lead_out, Lba{300});
}

TEST_F(DriveFaults, MediumNotBlankWhileSimulating) {
    fault("not-blank");
    job_.simulate = true;
    EXPECT_EQ(failure(Errc::not_blank, two_tracks()),
              "/dev/sr7: the disc in it is already written; simulating, too, needs a blank one");
}

TEST_F(DriveFaults, TooSmallByOneBlock) {
    facts_.told_capacity = facts_.capacity = {799};
    EXPECT_EQ(failure(Errc::does_not_fit, two_tracks()),
              "/dev/sr7: track 2 does not fit: the disc ends at 00:12:50, 00:00:01 (1 block) after the "
              "00:12:49 that the medium holds");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, TooSmallByOneBlockInTrackAtOnceOnly) {
    facts_.told_capacity = facts_.capacity = {953};
    EXPECT_EQ(failure(Errc::does_not_fit, two_tracks(Mode::tao)),
              "/dev/sr7: track 2 does not fit: the disc ends at 00:14:54, 00:00:01 (1 block) after the "
              "00:14:53 that the medium holds");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, AStashWithRotIsFoundBeforeTheLaserGoesOn) {
    attached();
    const Extent extent = *stash(two_tracks()).audio()->extent(Lba{412});
    system_files().open(stash_->path(), Access::read_write)->write_at(extent.offset, as_bytes("rot"));
    const std::string sentence = error_of(Errc::corrupt, [&] { burn_again(); });
    EXPECT_THAT(sentence, testing::HasSubstr("a.stash: track 2 at 00:00"));
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, CueSheetRefused) {
    fault("refuse-cue-sheet");
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: the drive refuses the cue sheet, the disc is still blank: 5/26/00: the drive does "
              "not take a value in a list");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, CueSheetWithTextRefused) {
    fault("refuse-text");
    EXPECT_EQ(failure(Errc::device, full_disc()),
              "/dev/sr7: the drive refuses the cue sheet, the disc is still blank: 5/26/00: the drive does "
              "not take a value in a list; it may take one without CD-TEXT, ISRC or indexes");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, CalibrationFails) {
    fault("calibration");
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: recording failed at 00:00:00 (block -150), the disc is still blank: 3/73/03: the "
              "laser cannot be calibrated for this disc; write at a lower speed or take another disc");
    EXPECT_EQ(state_of_medium(), kBlank);
}

// While it is written
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveFaults, WriteErrorAtTheFirstBlock) {
    fault("write-error@-150");
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: recording failed at 00:00:00 (block -150), the disc is ruined: 3/0C/00: write "
              "error; clean the disc or take another one");
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, WriteErrorInTheLeadIn) {
    fault("write-error@-5000");
    EXPECT_EQ(failure(Errc::device, full_disc()),
              "/dev/sr7: recording failed at the lead-in, the disc is ruined: 3/0C/00: write error; clean "
              "the disc or take another one");
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, WriteErrorInTheMiddle) {
    fault("write-error@300");
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: recording failed at 00:05:74 (block 299), the disc is ruined: 3/0C/00: write error; "
              "clean the disc or take another one");
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, WriteErrorAtTheLastBlock) {
    fault("write-error@799");
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: recording failed at 00:12:40 (block 790), the disc is ruined: 3/0C/00: write error; "
              "clean the disc or take another one");
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, WriteErrorThatComesWithTheNextCommand) {
    fault("deferred-write-error@300");
    EXPECT_THAT(
        failure(Errc::device, two_tracks()),
        testing::HasSubstr("the disc is ruined: 3/0C/00: write error; clean the disc or take another one"));
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, WriteErrorInTrackAtOnceLeavesTheTracksBefore) {
    fault("write-error@700");
    EXPECT_EQ(failure(Errc::device, two_tracks(Mode::tao)),
              "/dev/sr7: recording failed at 00:11:20 (block 695), the disc is ruined, but track 1 is whole: "
              "3/0C/00: write error; clean the disc or take another one");
    const emulator::MediumFacts on = on_medium();
    EXPECT_EQ(int(on.state), kComplete);
    EXPECT_TRUE(on.tracks[1].damaged);
    EXPECT_FALSE(on.tracks[0].damaged);
}

TEST_F(DriveFaults, AnErasableDiscThatIsSpoiltCanBeErased) {
    facts_.kind = emulator::MediumKind::cd_rw;
    fault("write-error@300");
    EXPECT_THAT(failure(Errc::device, two_tracks()),
                testing::HasSubstr("the disc is ruined (it can be erased):"));
    attached_.reset();
    options_.faults.clear();
    job_.erase = true;
    EXPECT_EQ(burn(two_tracks()).comparison.verdict, Verdict::verified);
}

TEST_F(DriveFaults, MediumRemoved) {
    fault("removed@300");
    EXPECT_EQ(failure(Errc::no_medium, two_tracks()),
              "/dev/sr7: recording failed at 00:05:74 (block 299), the disc is gone: 2/3A/02: the tray is "
              "open; put a disc in and close it");
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, Reset) {
    fault("reset@300");
    EXPECT_EQ(failure(Errc::device, two_tracks()), "/dev/sr7: recording failed at 00:05:74 (block 299), the "
                                                   "disc is ruined: 6/29/00: the drive was reset");
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, UnderrunWithProtectionIsNoFault) {
    fault("underrun@300");
    EXPECT_EQ(burn(two_tracks()).comparison.verdict, Verdict::verified);
}

TEST_F(DriveFaults, UnderrunWithoutProtection) {
    fault("underrun@300");
    settings_.underrun_protection = false;
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: recording failed at 00:05:74 (block 299), the disc is ruined: 3/0C/09: the data "
              "came too slowly; write at a lower speed");
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, DriveBusyForLong) {
    fault("write-busy@300=30");
    fault("busy=10");
    EXPECT_EQ(burn(two_tracks()).comparison.verdict, Verdict::verified);
}

TEST_F(DriveFaults, MediumThatHoldsLessThanItSays) {
    facts_.capacity = {700};
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: recording failed at 00:11:24 (block 699), the disc is ruined: 3/0C/00: write error; "
              "clean the disc or take another one");
    EXPECT_EQ(state_of_medium(), kBroken);
}

// While it is closed
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveFaults, LeadOutError) {
    fault("lead-out-error");
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: closing the disc failed, the disc is ruined: 3/72/02: the lead-out could not be "
              "written; take another disc");
    EXPECT_EQ(state_of_medium(), kBroken);
}

TEST_F(DriveFaults, LeadOutErrorInTrackAtOnce) {
    fault("lead-out-error");
    EXPECT_EQ(failure(Errc::device, two_tracks(Mode::tao)),
              "/dev/sr7: closing the disc failed, the disc is ruined: 3/72/02: the lead-out could not be "
              "written; take another disc");
    EXPECT_EQ(state_of_medium(), kAppendable);
}

TEST_F(DriveFaults, DriveThatSaysOkAndStaysBlank) {
    fault("stays-blank");
    job_.verify = false;
    EXPECT_EQ(failure(Errc::device, two_tracks()),
              "/dev/sr7: the drive says that it recorded the disc, but the disc is still blank; try another "
              "disc, or another drive");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, DriveThatSaysOkAndWritesNoTableOfContents) {
    fault("stays-open");
    job_.verify = false;
    EXPECT_EQ(failure(Errc::device, two_tracks()), "/dev/sr7: the drive says that it recorded the disc, but "
                                                   "the disc is not closed; try another disc, or "
                                                   "another drive");
    EXPECT_EQ(state_of_medium(), kBroken);
    attached_.reset();
    options_.media = {medium("tao.img")};
    EXPECT_EQ(failure(Errc::device, two_tracks(Mode::tao)),
              "/dev/sr7: the drive says that it recorded the disc, but the disc is not closed; try another "
              "disc, or "
              "another drive");
}

TEST_F(DriveFaults, ATrackThatTheDriveDidNotCloseIsNotWhole) {
    int syncs = 0;
    options_.instead = [&](const emulator::Command& c) -> std::optional<emulator::Reply> {
        const bool strikes = emulator::byte_at(c.cdb, 0) == 0x35 && ++syncs == 2;
        return strikes ? std::optional(emulator::refused({3, 0x0C, 0x00})) : std::nullopt;
    };
    EXPECT_EQ(
        failure(Errc::device, two_tracks(Mode::tao)),
        "/dev/sr7: closing the disc failed, the disc is ruined: 3/0C/00: write error; clean the disc or take "
        "another one");
}

TEST_F(DriveFaults, ADriveThatWritesWhileItSimulates) {
    fault("writes-in-test");
    job_.simulate = true;
    EXPECT_EQ(
        failure(Errc::device, two_tracks()),
        "/dev/sr7: the drive was to simulate only, but the disc is not blank any more; record for real, "
        "on another disc");
    attached_.reset();
    options_.media = {medium("cancelled.img")};
    job_.progress = [](const Progress& p) {
        return p.phase != Phase::simulating || p.done < BlockCount{500};
    };
    options_.pace = 100;
    EXPECT_THAT(failure(Errc::cancelled, plain_disc({3000, 3000})),
                testing::HasSubstr("interrupted, whether the disc is still blank is not known;"));
}

// What only reading back finds
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveFaults, WithoutAnyTheDiscIsVerified) {
    for (const Mode mode : {Mode::sao, Mode::tao}) {
        options_.media = {medium(mode == Mode::sao ? "sao.img" : "tao.img")};
        attached_.reset();
        Disc disc = full_disc();
        disc.mode = mode;
        const Outcome result = burn(disc);
        EXPECT_EQ(result.comparison.verdict, Verdict::verified) << int(mode);
        const Item* item = result.comparison.first_difference();
        EXPECT_EQ(item, nullptr) << item->name << ": " << item->detail;
        EXPECT_EQ(result.why_not_verified, "");
    }
}

TEST_F(DriveFaults, DriveThatDropsText) {
    fault("drops-text");
    const Outcome result = burn(full_disc());
    EXPECT_EQ(result.comparison.verdict, Verdict::differs);
    ASSERT_NE(result.comparison.first_difference(), nullptr);
    EXPECT_EQ(result.comparison.first_difference()->name, "CD-TEXT");
    EXPECT_EQ(result.comparison.first_difference()->detail,
              "title of the album: \"Album Title\" in the stash, none in the disc");
    EXPECT_EQ(state_of_medium(), kComplete);
}

TEST_F(DriveFaults, DriveThatFlipsOneBit) {
    fault("flip-bit@500=3");
    const Outcome result = burn(two_tracks());
    EXPECT_EQ(result.comparison.verdict, Verdict::differs);
    ASSERT_NE(result.comparison.first_difference(), nullptr);
    EXPECT_EQ(result.comparison.first_difference()->name, "audio of track 2");
    EXPECT_THAT(result.comparison.first_difference()->detail,
                testing::StartsWith("track 2 at 00:01:25 (byte 235200 of the track): the stash has 0x"));
    EXPECT_EQ(result.comparison.read_again, BlockCount{150}) << "up to the second that has it";
    EXPECT_EQ(state_of_medium(), kComplete);
}

TEST_F(DriveFaults, DriveThatShiftsAudio) {
    fault("write-offset=30");
    const Outcome result = burn(two_tracks());
    EXPECT_EQ(verdict_text(result.comparison), "verified except the last 30 samples of track 2");
    EXPECT_EQ(result.comparison.offset, SampleCount{30});
    options_.media = {medium("overread.img")};
    attached_.reset();
    fault("overread=1");
    EXPECT_EQ(burn(two_tracks()).comparison.verdict, Verdict::verified)
        << "what lies in the lead-out is read";
}

TEST_F(DriveFaults, GarbageInTheRunOutIsNoDifference) {
    fault("run-out-garbage");
    EXPECT_EQ(burn(two_tracks(Mode::tao)).comparison.verdict, Verdict::verified);
    expect_audio(two_tracks(Mode::tao));
}

TEST_F(DriveFaults, ARecorderThatLeavesNoRunOutIsBelieved) {
    fault("no-run-out");
    const Outcome result = burn(two_tracks(Mode::tao));
    EXPECT_EQ(result.comparison.verdict, Verdict::verified);
    EXPECT_EQ(result.comparison.first_difference(), nullptr);
    EXPECT_EQ(layout_of(result.disc).tracks[1].start, Lba{400});
    EXPECT_EQ(layout_of(result.disc).tracks[1].index01, Lba{550});
    EXPECT_EQ(layout_of(result.disc).lead_out, Lba{950});
}

void take_texts_out(Disc& disc) {
    disc.text_blocks.clear();
    for (Track& track : disc.tracks) track.texts.clear();
}

// As cdrskin and wodim do, the drive is asked in other ways.
TEST_F(DriveFaults, ADriveThatDoesNotListSessionAtOnceRecordsIt) {
    for (const char* name : {"no-mastering", "no-configuration"})
        for (const Mode mode : {Mode::sao, Mode::tao}) {
            attached_.reset();
            options_.media = {medium(fmt::format("{}-{}.img", name, int(mode)))};
            options_.faults.clear();
            fault(name);
            Disc disc = mode == Mode::sao ? full_disc() : two_tracks(mode);
            if (std::string_view(name) == "no-configuration") take_texts_out(disc);
            const Outcome result = burn(disc);
            EXPECT_EQ(result.comparison.verdict, Verdict::verified) << name;
            EXPECT_EQ(result.comparison.first_difference(), nullptr) << name;
        }
}

TEST_F(DriveFaults, RunOutThatCannotBeReadIsNoDifference) {
    fault("run-out-unreadable");
    EXPECT_EQ(burn(two_tracks(Mode::tao)).comparison.verdict, Verdict::verified);
}

TEST_F(DriveFaults, CancelledWhileItIsReadBack) {
    job_.progress = cancel_in(Phase::reading_back);
    const Outcome result = burn(two_tracks());
    EXPECT_TRUE(result.interrupted);
    EXPECT_THAT(result.why_not_verified, testing::StartsWith("interrupted while it was read back"));
    EXPECT_EQ(state_of_medium(), kComplete);
}

// What may be left out
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveFaults, WhatTheDriveRefusesIsLeftOutInOrderIfThatIsAllowed) {
    fault("refuse-isrc");
    settings_.may_lack = {.text = true, .isrc = true, .index = true};
    const Outcome result = burn(full_disc());
    EXPECT_THAT(result.lost, ElementsAre("CD-TEXT (the drive refused it)", "ISRC (the drive refused it)"));
    const emulator::MediumFacts on = on_medium();
    EXPECT_THAT(on.text_packs, IsEmpty());
    EXPECT_EQ(on.tracks[0].isrc, std::nullopt);
    EXPECT_EQ(on.tracks[1].indexes.size(), 2u);
    expect_audio(full_disc());
}

TEST_F(DriveFaults, IndexesAreLeftOutAlone) {
    fault("refuse-index");
    settings_.may_lack.index = true;
    EXPECT_THAT(burn(full_disc()).lost, ElementsAre("INDEX 02 and above (the drive refused it)"));
    EXPECT_THAT(on_medium().tracks[1].indexes, IsEmpty());
}

TEST_F(DriveFaults, WhatIsNotAllowedIsNotLeftOut) {
    fault("refuse-isrc");
    settings_.may_lack.text = true;
    EXPECT_EQ(failure(Errc::device, full_disc()),
              "/dev/sr7: the drive refuses the cue sheet, the disc is still blank: 5/26/00: the drive does "
              "not take a value in a list; it may take one without CD-TEXT, ISRC or indexes");
    EXPECT_EQ(state_of_medium(), kBlank);
}

// Interrupted
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveFaults, CancelledWhileItIsChecked) {
    job_.progress = cancel_in(Phase::checking);
    EXPECT_EQ(failure(Errc::cancelled, two_tracks()),
              "/dev/sr7: interrupted, before anything was written; the stash " + folder_ / "a.stash" +
                  " is as it was");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, CancelledWhileItIsSimulated) {
    job_.simulate = true;
    job_.progress = cancel_in(Phase::simulating);
    const std::string words = failure(Errc::cancelled, two_tracks()),
                      as_it_was = "; the stash " + folder_ / "a.stash" + " is as it was";
    EXPECT_THAT(words, testing::AnyOf("/dev/sr7: interrupted, nothing was written" + as_it_was,
                                      "/dev/sr7: interrupted, whether the disc is still blank is not known" +
                                          as_it_was));
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, CancelledWhileItIsErased) {
    facts_.kind = emulator::MediumKind::cd_rw;
    burn(plain_disc({300}));
    job_.erase = true;
    job_.progress = cancel_in(Phase::erasing);
    EXPECT_EQ(failure(Errc::cancelled, two_tracks()),
              "/dev/sr7: interrupted, the disc is erased, nothing was written; the stash " +
                  folder_ / "a.stash" + " is as it was");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveFaults, CancelledWhileItIsWritten) {
    options_.pace = 100;
    job_.progress = [](const Progress& p) { return p.phase != Phase::writing || p.done < BlockCount{500}; };
    EXPECT_EQ(failure(Errc::cancelled, plain_disc({3000, 3000})),
              "/dev/sr7: interrupted, the disc is ruined; the stash " + folder_ / "a.stash" +
                  " is as it was");
    EXPECT_EQ(state_of_medium(), kNeverEnded) << "which a drive takes for broken";
}

TEST_F(DriveFaults, CancelledInTrackAtOnceTheDiscIsClosedBehindTheTrack) {
    options_.pace = 100;
    job_.progress = [](const Progress& p) { return p.phase != Phase::writing || p.done < BlockCount{1500}; };
    Disc disc = plain_disc({1000, 3000});
    disc.mode = Mode::tao;
    EXPECT_EQ(failure(Errc::cancelled, disc),
              "/dev/sr7: interrupted, the disc is ruined, but track 1 is whole; the stash " +
                  folder_ / "a.stash" + " is as it was");
    EXPECT_EQ(state_of_medium(), kComplete);
}

TEST_F(DriveFaults, CancelledWhileItIsClosedItIsClosed) {
    job_.progress = cancel_in(Phase::closing);
    const Outcome result = burn(two_tracks());
    EXPECT_TRUE(result.interrupted);
    EXPECT_THAT(result.why_not_verified, testing::StartsWith("interrupted before it was read back"));
    EXPECT_EQ(state_of_medium(), kComplete);
}

// The drive is free afterwards
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveFaults, AfterAFailureTheDriveIsFreeAndUnlocked) {
    fault("write-error@300");
    failure(Errc::device, two_tracks());
    const auto eject = emulator::test::bytes("1b 00 00 00 02 00");
    EXPECT_TRUE(attached_->drive().execute({eject, {}, {}}).good());
    EXPECT_NO_THROW(make_drive_recorder(settings_));
}

} // namespace
} // namespace redbook::test
