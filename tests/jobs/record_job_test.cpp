#include "redbook/jobs/record_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "redbook/disc/relocated.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::error_of;
using test::FakeRecorder;
using test::MemorySource;
using test::plain_disc;
using test::stash_of;
using test::TempFolder;

class RecordJobTest : public testing::Test {
  protected:
    // A job on a stash of `disc`; run() and its result or error.
    Outcome run(const Disc& disc, JobOptions options = {}) {
        stash_ = stash_of(folder_ / "a.stash", disc);
        job_.emplace(recorder_, *stash_, std::move(options));
        return job_->run();
    }
    std::string failure(Errc code, const Disc& disc, JobOptions options = {}) {
        return error_of(code, [&] { run(disc, options); });
    }

    TempFolder folder_;
    FakeRecorder recorder_;
    std::unique_ptr<Stash> stash_;
    std::optional<RecordJob> job_;
};

TEST_F(RecordJobTest, RecordsReadsBackComparesAndOnlyThenAccepts) {
    const Outcome result = run(plain_disc({300, 400}));
    EXPECT_EQ(result.comparison.verdict, Verdict::verified);
    EXPECT_EQ(recorder_.calls, "write finish read_back accept ");
    EXPECT_THAT(result.files, testing::ElementsAre("somewhere"));
    EXPECT_FALSE(result.simulated);
}

TEST_F(RecordJobTest, InTrackAtOncePutsTheGapsAndTheRunOutOnTheMedium) {
    Disc disc = plain_disc({300, 400});
    disc.mode = Mode::tao;
    disc.gap = {100};
    disc.tracks[1].indexes = {{50}};
    const Outcome result = run(disc);
    EXPECT_EQ(result.comparison.verdict, Verdict::verified);
    EXPECT_EQ(layout_of(recorder_.disc_).tracks[1].index01, Lba{402});
    EXPECT_EQ(layout_of(recorder_.disc_).lead_out, Lba{402 + 402});
    EXPECT_THAT(result.lost,
                testing::ElementsAre(
                    "gapless transitions: silence of 00:01:27 is inserted before track 2 (Track-at-Once)",
                    "indexes above 01 in track 2 (Track-at-Once)"));
}

TEST_F(RecordJobTest, OneFlippedBitBetweenWritingAndReadingBackIsNoticedAndNothingIsAccepted) {
    recorder_.on_finish = [&] { recorder_.data().block(Lba{412})[1234] ^= std::byte{1}; };
    const Outcome result = run(plain_disc({300, 400}));
    EXPECT_EQ(result.comparison.verdict, Verdict::differs);
    ASSERT_NE(result.comparison.first_difference(), nullptr);
    EXPECT_EQ(result.comparison.first_difference()->name, "audio of track 2");
    EXPECT_EQ(recorder_.calls, "write finish read_back ");
    EXPECT_TRUE(result.files.empty());
}

TEST_F(RecordJobTest, AnIsrcThatDidNotArriveIsADifference) {
    Disc disc = plain_disc({300});
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    recorder_.on_finish = [&] { recorder_.disc_.tracks[0].isrc.reset(); };
    const Outcome result = run(disc);
    EXPECT_EQ(result.comparison.verdict, Verdict::differs);
    EXPECT_EQ(result.comparison.first_difference()->name, "ISRC");
}

TEST_F(RecordJobTest, ASimulationChecksEverythingAndWritesNothing) {
    const Outcome result = run(plain_disc({300}), {.simulate = true});
    EXPECT_TRUE(result.simulated);
    EXPECT_EQ(recorder_.calls, "");
    EXPECT_EQ(result.why_not_verified, "only simulated");
    EXPECT_EQ(result.comparison.verdict, Verdict::not_verified);
}

TEST_F(RecordJobTest, WithoutReadingBackTheVerdictIsNotVerified) {
    const Outcome result = run(plain_disc({300}), {.verify = false});
    EXPECT_EQ(result.comparison.verdict, Verdict::not_verified);
    EXPECT_EQ(result.why_not_verified, "reading back was not asked for");
    EXPECT_EQ(recorder_.calls, "write finish accept ");
}

TEST_F(RecordJobTest, ADiscThatCannotBeReadBackIsRecordedButNotVerified) {
    recorder_.on_read_back = [] { throw Error(Errc::device, "fake: cannot read"); };
    const Outcome result = run(plain_disc({300}), {.eject = true});
    EXPECT_EQ(result.comparison.verdict, Verdict::not_verified);
    EXPECT_EQ(result.why_not_verified, "fake: cannot read");
    EXPECT_EQ(recorder_.calls, "write finish read_back accept eject ");
}

TEST_F(RecordJobTest, ADiscThatCannotBeEjectedIsVerifiedAllTheSame) {
    recorder_.on_eject = [] { throw Error(Errc::device, "fake: cannot eject the disc"); };
    const Outcome result = run(plain_disc({300}), {.eject = true});
    EXPECT_EQ(result.comparison.verdict, Verdict::verified);
    EXPECT_EQ(result.not_ejected, "fake: cannot eject the disc");
}

TEST_F(RecordJobTest, TheMediumIsLookedAtBeforeAnythingIsWritten) {
    recorder_.medium_.state = MediumState::absent;
    EXPECT_EQ(failure(Errc::no_medium, plain_disc({300})),
              "fake: there is no disc in it; put a blank one in");
    recorder_.medium_.state = MediumState::written;
    EXPECT_EQ(failure(Errc::not_blank, plain_disc({300})),
              "fake: the disc in it is already written; put a blank one in");
    recorder_.medium_ = {MediumState::blank, {299}};
    EXPECT_EQ(failure(Errc::does_not_fit, plain_disc({300})),
              "fake: track 1 does not fit: the disc ends at 00:06:00, 00:00:01 (1 block) after the 00:05:74 "
              "that the "
              "medium holds");
    EXPECT_EQ(recorder_.calls, "");
}

TEST_F(RecordJobTest, AnEmptyStashIsNotRecorded) {
    const std::string path = folder_ / "a.stash";
    create_stash(system_files(), path, {})->close();
    stash_ = open_stash(system_files(), path);
    job_.emplace(recorder_, *stash_, JobOptions{});
    EXPECT_EQ(error_of(Errc::breaks_rule, [&] { job_->run(); }),
              path + ": there is no track in it to record; stage one first");
}

TEST_F(RecordJobTest, RotInTheStashIsFoundBeforeTheMediumIsTouched) {
    const std::string path = folder_ / "a.stash";
    stash_ = stash_of(path, plain_disc({300, 400}));
    const Extent extent = *stash_->audio()->extent(Lba{312});
    auto file = system_files().open(path, Access::read_write);
    file->write_at(extent.offset, as_bytes("rot"));
    job_.emplace(recorder_, *stash_, JobOptions{});
    const std::string sentence = error_of(Errc::corrupt, [&] { job_->run(); });
    EXPECT_NE(sentence.find("a.stash: track 2 at 00:00"), std::string::npos) << sentence;
    EXPECT_EQ(recorder_.calls, "");
}

TEST_F(RecordJobTest, AnErrorWhileWritingEndsTheJobAndIsPassedOn) {
    recorder_.on_write = [] { throw Error(Errc::device, "fake: write error at LBA 17"); };
    EXPECT_EQ(failure(Errc::device, plain_disc({300})), "fake: write error at LBA 17");
    EXPECT_EQ(recorder_.calls, "write ");
}

// Cancels when `phase` is under way.
JobOptions cancel_in(Phase phase) {
    JobOptions options;
    options.progress = [phase](const Progress& p) { return p.phase != phase; };
    return options;
}

TEST_F(RecordJobTest, CancelledInEveryStateItSaysWhatBecameOfTheMedium) {
    EXPECT_EQ(failure(Errc::cancelled, plain_disc({300}), cancel_in(Phase::checking)),
              "fake: interrupted, before anything was written; the stash " + folder_ / "a.stash" +
                  " is as it was");
    EXPECT_EQ(failure(Errc::cancelled, plain_disc({300}), cancel_in(Phase::writing)),
              "fake: interrupted, the medium is ruined; the stash " + folder_ / "a.stash" + " is as it was");
    recorder_.medium_.state = MediumState::blank;
    const Outcome result = run(plain_disc({300}), cancel_in(Phase::reading_back));
    EXPECT_EQ(result.why_not_verified, "interrupted while it was read back");
    EXPECT_EQ(result.comparison.verdict, Verdict::not_verified);
}

TEST_F(RecordJobTest, ACancelWhileTheMediumIsClosedOnlySkipsTheComparison) {
    recorder_.on_finish = [&] { job_->cancel(); };
    const Outcome result = run(plain_disc({300}));
    EXPECT_EQ(result.why_not_verified, "interrupted before it was read back");
    EXPECT_EQ(recorder_.calls, "write finish accept ");
}

TEST_F(RecordJobTest, ACancelBeforeItRunsLeavesEverythingAlone) {
    stash_ = stash_of(folder_ / "a.stash", plain_disc({300}));
    job_.emplace(recorder_, *stash_, JobOptions{});
    job_->cancel();
    EXPECT_EQ(error_of(Errc::cancelled, [&] { job_->run(); }),
              "fake: interrupted, before anything was written; the stash " + folder_ / "a.stash" +
                  " is as it was");
    EXPECT_EQ(recorder_.calls, "");
}

TEST_F(RecordJobTest, WhatTheRecorderCannotPutOnAMediumIsListedAndNotADifference) {
    Disc disc = plain_disc({300});
    disc.mcn = Mcn::parse("4006381333931");
    recorder_.holds_.mcn = false;
    recorder_.on_finish = [&] { recorder_.disc_.mcn.reset(); };
    const Outcome result = run(disc);
    EXPECT_THAT(result.lost, testing::ElementsAre("the catalogue number (MCN)"));
    EXPECT_EQ(result.comparison.verdict, Verdict::verified);
}

// What only a drive does
// -----------------------------------------------------------------------------------------------------------

TEST_F(RecordJobTest, AMediumIsErasedOnlyIfThatIsAskedForAndPossible) {
    recorder_.medium_.state = MediumState::written;
    EXPECT_EQ(failure(Errc::not_blank, plain_disc({300}), {.erase = true}),
              "fake: the disc in it is already written; put a blank one in");
    recorder_.medium_.erasable = true;
    EXPECT_EQ(failure(Errc::not_blank, plain_disc({300})),
              "fake: the disc in it is already written; put a blank one in, or erase it");
    EXPECT_EQ(recorder_.calls, "");
    run(plain_disc({300}), {.erase = true});
    EXPECT_EQ(recorder_.calls, "erase write finish read_back accept ");
}

TEST_F(RecordJobTest, ABlankMediumIsNotErased) {
    recorder_.medium_.erasable = true;
    run(plain_disc({300}), {.erase = true});
    EXPECT_EQ(recorder_.calls, "write finish read_back accept ");
}

TEST_F(RecordJobTest, ADiscThatIsNotBlankAfterErasingIsNotWritten) {
    recorder_.medium_.state = MediumState::written;
    recorder_.medium_.erasable = true;
    recorder_.erases_ = false;
    EXPECT_EQ(failure(Errc::device, plain_disc({300}), {.erase = true}),
              "fake: the drive says that it erased the disc, but the disc is not blank; try another disc");
}

TEST_F(RecordJobTest, RotIsFoundBeforeAnythingIsErased) {
    recorder_.medium_.state = MediumState::written;
    recorder_.medium_.erasable = true;
    stash_ = stash_of(folder_ / "a.stash", plain_disc({300}));
    const Extent extent = *stash_->audio()->extent(Lba{12});
    system_files().open(stash_->path(), Access::read_write)->write_at(extent.offset, as_bytes("rot"));
    job_.emplace(recorder_, *stash_, JobOptions{.erase = true});
    error_of(Errc::corrupt, [&] { job_->run(); });
    EXPECT_EQ(recorder_.calls, "");
}

TEST_F(RecordJobTest, ACancelWhileItIsErasedTakesEffectWhenThatIsDone) {
    recorder_.medium_.state = MediumState::written;
    recorder_.medium_.erasable = true;
    recorder_.on_erase = [&] { job_->cancel(); };
    EXPECT_EQ(failure(Errc::cancelled, plain_disc({300}), {.erase = true}),
              "fake: interrupted, the disc is erased, nothing was written; the stash " + folder_ / "a.stash" +
                  " is as it was");
    EXPECT_EQ(recorder_.calls, "erase ");
}

TEST_F(RecordJobTest, ASimulationGoesThroughADriveThatCanDoThat) {
    recorder_.abilities_.test_write = true;
    const Outcome result = run(plain_disc({300}), {.simulate = true});
    EXPECT_EQ(recorder_.calls, "test_write finish ");
    EXPECT_TRUE(result.simulated);
    EXPECT_TRUE(result.test_write);
}

TEST_F(RecordJobTest, WhatARecorderCannotDoIsSaidFirst) {
    recorder_.abilities_.tao = false;
    Disc disc = plain_disc({300});
    disc.mode = Mode::tao;
    EXPECT_EQ(failure(Errc::unsupported, disc),
              "fake: cannot record Track-at-Once; record Session-at-Once instead");
    recorder_.abilities_ = {.sao = false};
    EXPECT_EQ(failure(Errc::unsupported, disc, {.mode = Mode::sao}),
              "fake: cannot record Session-at-Once; record Track-at-Once instead");
    recorder_.medium_ = {.state = MediumState::unsuitable, .capacity = {}, .kind = "DVD"};
    recorder_.abilities_ = {};
    EXPECT_EQ(failure(Errc::no_medium, plain_disc({300})),
              "fake: the disc in it (DVD) takes no audio; put a blank CD-R in");
    EXPECT_EQ(recorder_.calls, "");
}

TEST_F(RecordJobTest, TheAudioIsComparedWhereTheDriveHasPutIt) {
    Disc disc = plain_disc({300, 400});
    disc.mode = Mode::tao;
    recorder_.on_finish = [&] { // a drive that makes gaps of 200, and says so
        Disc laid_out = recorder_.disc_;
        laid_out.tracks[1].pause = {200};
        const auto audio = relocate(recorder_.data(), recorder_.disc_, laid_out);
        MemorySource moved(layout_of(laid_out).lead_out);
        std::vector<std::byte> all(size_t(bytes_in(moved.end() - kProgramStart)));
        audio->read(kProgramStart, all);
        std::ranges::copy(all, moved.block(kProgramStart));
        recorder_.data() = moved;
        recorder_.disc_ = recorder_.laid_out_.emplace(laid_out);
    };
    const Outcome result = run(disc);
    EXPECT_EQ(result.comparison.verdict, Verdict::verified);
    EXPECT_EQ(layout_of(result.disc).tracks[1].index01, Lba{502});
}

TEST_F(RecordJobTest, WhatWasLeftOutIsListedAndNotADifference) {
    Disc disc = plain_disc({300});
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    recorder_.lacks_ = {"ISRC"};
    recorder_.on_finish = [&] {
        recorder_.disc_.tracks[0].isrc.reset();
        recorder_.laid_out_ = recorder_.disc_;
        recorder_.holds_.isrc = false;
    };
    const Outcome result = run(disc);
    EXPECT_THAT(result.lost, testing::ElementsAre("ISRC (the drive refused it)"));
    EXPECT_EQ(result.comparison.verdict, Verdict::verified);
}

TEST_F(RecordJobTest, ARecordingThatWasTooFastToBeTrueIsDoubtedUnlessItIsReadBack) {
    recorder_.abilities_.fastest = 1;
    const Outcome unread = run(plain_disc({3000}), {.verify = false});
    EXPECT_THAT(
        unread.why_not_verified,
        testing::MatchesRegex("reading back was not asked for; it took 0\\.. s, less than any drive needs: "
                              "it may not be recorded at all"));
    recorder_.medium_.state = MediumState::blank;
    EXPECT_EQ(run(plain_disc({3000})).why_not_verified, "");
}

} // namespace
} // namespace redbook
