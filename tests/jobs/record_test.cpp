#include "redbook/jobs/record.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/jobs/exit_code.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/stage.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::album_of;
using test::error_of;
using test::plain_disc;
using testing::ElementsAre;
using testing::IsEmpty;

class RecordTest : public testing::Test {
  protected:
    RecordTest() {
        for (const char* name : {"discs", "stashes"}) std::filesystem::create_directory(folder_ / name);
        recorder_.image_folder = folder_ / "discs";
        options_.stash_folder = folder_ / "stashes";
    }
    Outcome run(const Album& album) { return record(album, {recorder_}, options_); }
    std::vector<std::string> in(const std::string& name) { return system_files().list(folder_ / name); }

    test::TempFolder folder_;
    RecorderSettings recorder_;
    RecordOptions options_;
};

TEST_F(RecordTest, AnAlbumIsStagedRecordedVerifiedAndItsStashRemoved) {
    const Outcome outcome = run(album_of(plain_disc({300, 400})));
    EXPECT_EQ(outcome.verdict, Verdict::verified);
    EXPECT_EQ(outcome.sentence, "image:" + folder_ / "discs" + ": recorded, read back and compared");
    EXPECT_EQ(outcome.stash, "");
    EXPECT_THAT(in("discs"), ElementsAre("disc-001.bin", "disc-001.cue"));
    EXPECT_THAT(in("stashes"), IsEmpty());
}

TEST_F(RecordTest, ANamedStashStays) {
    options_.stash = folder_ / "a.stash";
    EXPECT_EQ(run(album_of(plain_disc({300}))).stash, options_.stash);
    EXPECT_EQ(open({options_.stash}).disc.tracks.size(), 1u);
    EXPECT_THAT(run(open({options_.stash})).files,
                ElementsAre(folder_ / "discs/disc-002.cue", folder_ / "discs/disc-002.bin"));
}

TEST_F(RecordTest, TheStashIsKeptIfAnythingWentWrong) {
    options_.callbacks.progress = [](const Progress& p) { return p.phase != Phase::writing; };
    const Outcome outcome = run(album_of(plain_disc({300})));
    EXPECT_FALSE(outcome.done);
    EXPECT_EQ(exit_code_of(outcome), ExitCode::interrupted);
    EXPECT_EQ(outcome.stash, folder_ / "stashes/the album.stash");
    EXPECT_THAT(in("stashes"), ElementsAre("the album.stash"));
    options_.callbacks.progress = {};
    options_.verify = false;
    EXPECT_EQ(run(album_of(plain_disc({300}))).stash, folder_ / "stashes/the album-2.stash")
        << "one that a failed recording has kept is not touched";
}

TEST_F(RecordTest, WhatDoesNotFitIsRefusedBeforeAnythingIsStaged) {
    recorder_.image_capacity = BlockCount{500};
    EXPECT_THAT(error_of(Errc::does_not_fit, [&] { run(album_of(plain_disc({600}))); }),
                testing::StartsWith("the album: "));
    EXPECT_THAT(in("stashes"), IsEmpty());
    EXPECT_THAT(in("discs"), IsEmpty());
}

TEST_F(RecordTest, AFailedRecordingHasAReportOfTheDiscThatWasMeant) {
    options_.report = folder_ / "report.html";
    options_.callbacks.progress = [](const Progress& p) { return p.phase != Phase::writing; };
    EXPECT_EQ(run(album_of(plain_disc({300}))).report, options_.report);
    EXPECT_THAT(test::read_file(options_.report), testing::HasSubstr("interrupted"));
}

TEST_F(RecordTest, ASourceThatWasNotReadEverywhereIsNeverVerified) {
    Album album = album_of(plain_disc({300}));
    album.missing = {{"cut.wav", {.first = 44100, .count = 0, .rate = 44100}}};
    const Outcome outcome = run(album);
    EXPECT_EQ(outcome.verdict, Verdict::not_verified);
    EXPECT_EQ(exit_code_of(outcome), ExitCode::not_verified);
    EXPECT_THAT(outcome.sentence,
                testing::EndsWith("; the stash is kept: " + folder_ / "stashes/the album.stash"));
}

TEST_F(RecordTest, AStashOfASalvagedAlbumIsNeverVerified) {
    Album album = album_of(plain_disc({300}));
    album.missing = {{"cut.wav", {.first = 44100, .count = 0, .rate = 44100}}};
    for (const bool as_output : {false, true}) {
        const std::string stash = folder_ / (as_output ? "b.stash" : "a.stash");
        if (as_output)
            EXPECT_EQ(master(album, stash).verdict, Verdict::not_verified);
        else
            stage(stash, album);
        const Outcome outcome = run(open({stash}));
        EXPECT_EQ(outcome.verdict, Verdict::not_verified);
        EXPECT_EQ(exit_code_of(outcome), ExitCode::not_verified);
        EXPECT_EQ(outcome.missing, album.missing);
        EXPECT_EQ(master(open({stash}), folder_ / (as_output ? "b.cue" : "a.cue")).verdict,
                  Verdict::not_verified);
    }
}

TEST_F(RecordTest, AStashOfADiscWithDataSaysThatTheDataIsNotCopied) {
    Album album = album_of(plain_disc({300}));
    album.disc.data = {{1, kBetweenSessions, BlockCount{3000}}};
    for (const bool staged : {false, true}) {
        if (staged) stage(folder_ / "a.stash", album);
        const Outcome outcome = staged ? run(open({folder_ / "a.stash"})) : run(album);
        EXPECT_EQ(verdict_text(outcome.comparison), "audio verified, data not copied");
        EXPECT_THAT(outcome.lost, ElementsAre("track 2 (data)"));
    }
}

TEST_F(RecordTest, ADriveThatIsGivenUpIsReportedThoughAnotherRecorderMakesItsDiscs) {
    options_.copies = 3;
    RecorderSettings missing;
    missing.drive = "/dev/no-such-drive";
    const Outcome outcome = record(album_of(plain_disc({300})), {recorder_, missing}, options_);
    EXPECT_EQ(outcome.verdict, Verdict::verified);
    EXPECT_EQ(outcome.next_copy, 0);
    EXPECT_THAT(outcome.warnings,
                ElementsAre(testing::StartsWith("/dev/no-such-drive: given up: /dev/no-such-drive: ")));
    EXPECT_EQ(in("discs").size(), 6u);
}

TEST_F(RecordTest, ASetThatIsGivenUpIsNoSuccessThoughTheDiscBeforeWas) {
    options_.copies = 2;
    int discs = 0;
    options_.callbacks.on_disc = [&](const DiscDone&) { ++discs; };
    options_.callbacks.progress = [&](const Progress&) { return discs == 0; };
    const Outcome outcome = run(album_of(plain_disc({300})));
    EXPECT_EQ(outcome.verdict, Verdict::not_verified);
    EXPECT_FALSE(outcome.done);
    EXPECT_EQ(outcome.next_copy, 2);
    EXPECT_EQ(exit_code_of(outcome), ExitCode::interrupted);
}

} // namespace
} // namespace redbook
