// The program as a user sees it.
#include <nlohmann/json.hpp>

#include <csignal>
#include <sstream>

#include <gmock/gmock.h>

#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST_F(ProgramTest, MastersFilesToAnImageAndTellsWhatItMade) {
    const Ran ran =
        redbook({"master", flac("1.flac", 1), wav("2.wav", kFiveSeconds, 2), "-o", out_, "--title", "Album"});
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_THAT(ran.out, HasSubstr("  verdict   verified\n  written   " + out_ + "\n  written   " +
                                   folder_ / "out.bin\n" + out_ + ": written, read back and compared\n"));
    EXPECT_THAT(names(), ElementsAre("1.flac", "2.wav", "out.bin", "out.cue"));
    const auto expected = as_cd(noise(kFiveSeconds, 44100, 2, 16, 1));
    EXPECT_EQ(read_file(folder_ / "out.bin").substr(0, kFiveSeconds * 4),
              std::string(reinterpret_cast<const char*>(expected.data()), expected.size() * 2));
}

// As programs do that have one pipe for both.
TEST_F(ProgramTest, ItsResultIsWholeWhereItsProgressGoesToo) {
    const std::string a = wav("1.wav"), b = wav("2.wav", kFiveSeconds, 2), all = folder_ / "all.txt";
    const std::string command = REDBOOK_PROGRAM " master '" + a + "' '" + b + "' -o '" + out_ +
                                "' --json --progress json >'" + all + "' 2>&1";
    EXPECT_EQ(run_program({"/bin/sh", "-c", command}).exit_code, 0);
    std::string result;
    std::istringstream lines(read_file(all));
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with("{\"event\"")) result += line + "\n";
    EXPECT_GT(result.size(), 4096u) << "the buffer of a pipe's writer";
    EXPECT_EQ(json::parse(result)["result"]["verdict"], "verified");
}

TEST_F(ProgramTest, GoesFromAlbumToStashToImageAndEverythingIsEqual) {
    const std::string a = flac("1.flac", 1), b = flac("2.flac", 2), stash = folder_ / "s.stash";
    EXPECT_EQ(redbook({"stage", stash, a, b}).exit_code, 0);
    EXPECT_EQ(redbook({"edit", stash, "--track-title", "2=Second", "--isrc", "2=DEXYZ2600002"}).exit_code, 0);
    EXPECT_EQ(redbook({"export", stash, out_}).exit_code, 0);
    EXPECT_EQ(redbook({"export", stash, folder_ / "w.cue", "--format", "cue+wav"}).exit_code, 0);
    for (const std::string& other : {out_, folder_ / "w.cue"}) {
        const Ran ran = redbook({"verify", stash, other});
        EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    }
    EXPECT_THAT(redbook({"info", out_}).out, HasSubstr("DEXYZ2600002"));
    EXPECT_EQ(redbook({"burn", stash, "--recorder", "image:" + folder_.path()}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", stash, folder_ / "disc-001.cue"}).exit_code, 0);
}

TEST_F(ProgramTest, ExportsAFolderOfTracksThatIsTheSameDisc) {
    const std::string a = flac("1.flac", 1), b = flac("2.flac", 2), stash = folder_ / "s.stash";
    redbook({"stage", stash, a, b});
    redbook({"edit", stash, "--title", "Album", "--performer", "Band", "--mcn", "4006381333931",
             "--track-title", "1=One", "--track-title", "2=A/B", "--isrc", "2=DEXYZ2600002"});
    const Ran ran = redbook({"export", stash, folder_ / "out/", "--format", "flac-tracks"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_THAT(ran.out, HasSubstr("  written   " + folder_ / "out/02 - A_B.flac\n" +
                                   folder_ / "out/: written, read back and compared\n"));
    EXPECT_THAT(names("/out"), ElementsAre("01 - One.flac", "02 - A_B.flac"));
    const Ran same = redbook({"verify", stash, folder_ / "out"});
    EXPECT_EQ(same.exit_code, 0) << same.out << same.err;
    EXPECT_THAT(same.out, Not(HasSubstr("not checkable")));
    EXPECT_EQ(redbook({"export", stash, folder_ / "wav", "--format", "wav-tracks"}).exit_code, 0);
    EXPECT_THAT(names("/wav"), ElementsAre("01 - One.wav", "02 - A_B.wav"));
    const Ran checked = redbook({"verify", stash, folder_ / "wav"});
    EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("not checkable"));
}

TEST_F(ProgramTest, MastersAFolderOfTracksAndReplacesNothingElse) {
    const std::string a = wav("1.wav"), out = folder_ / "out";
    const std::vector<std::string> command{"master", a, "-o", out, "--format", "flac-tracks"};
    EXPECT_EQ(redbook(command).exit_code, 0);
    expect_refused(command, 1, out + ": is already there; give another name, or replace it with --force");
    const std::vector<std::string> forced{"master",      a,         "-o",  out,      "--format",
                                          "flac-tracks", "--title", "New", "--force"};
    EXPECT_EQ(redbook(forced).exit_code, 0);
    EXPECT_THAT(redbook({"info", out}).out, HasSubstr("New"));
    write_file(out + "/notes.txt", "mine");
    expect_refused(forced, 1,
                   out + ": holds 'notes.txt', which is not a track's file, so the folder is not replaced; "
                         "give another name");
    EXPECT_EQ(read_file(out + "/notes.txt"), "mine");
}

TEST_F(ProgramTest, ATextThatTagsCannotHoldIsAWarning) {
    const Ran ran = redbook(
        {"master", wav("1.wav"), "-o", folder_ / "out", "--format", "flac-tracks", "--message", "Hello"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out;
    EXPECT_THAT(ran.out + ran.err, HasSubstr("the message of the album is left out; tags cannot hold it\n"));
}

TEST_F(ProgramTest, BurnsOntoAnImageRecorderThatWritesTracks) {
    const std::string stash = folder_ / "s.stash";
    redbook({"stage", stash, flac("1.flac", 1), flac("2.flac", 2)});
    const Ran ran =
        redbook({"burn", stash, "--recorder", "image:" + folder_.path(), "--format", "flac-tracks"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(names("/disc-001"), ElementsAre("01.flac", "02.flac"));
}

TEST_F(ProgramTest, TrackFilesStoppedByASignalLeaveNothing) {
    const std::string a = long_wav("1.wav", 30);
    const Ran ran =
        redbook({"master", a, "-o", folder_ / "out", "--format", "flac-tracks", "--progress", "json"},
                {.interrupt_at = "progress"});
    EXPECT_EQ(ran.exit_code, 130);
    EXPECT_THAT(ran.err, HasSubstr("redbook: interrupted; nothing was changed\n"));
    EXPECT_THAT(names(), ElementsAre("1.wav"));
}

TEST_F(ProgramTest, VerifyNamesTheFirstDifferenceByTrackTimeAndByte) {
    const std::string a = wav("1.wav"), b = wav("2.wav", kFiveSeconds, 2);
    redbook({"master", a, b, "-o", out_});
    std::string data = read_file(folder_ / "out.bin");
    data[2352 * 400 + 10] = char(data[2352 * 400 + 10] ^ 1);
    write_file(folder_ / "out.bin", data);
    redbook({"master", a, b, "-o", folder_ / "good.cue"});
    const Ran ran = redbook({"verify", folder_ / "good.cue", out_});
    EXPECT_EQ(ran.exit_code, 5);
    EXPECT_THAT(ran.err, HasSubstr("good.cue and " + out_ + " differ: audio of track 2: "));
    EXPECT_THAT(ran.err, HasSubstr("00:00:25"));
    EXPECT_THAT(ran.out, HasSubstr("  verdict   differs\n"));
}

TEST_F(ProgramTest, VerifyReadsAStashAsItIsNowWhicheverSideItIs) {
    const std::string stash = folder_ / "s.stash";
    redbook({"stage", stash, wav("1.wav")});
    redbook({"export", stash, out_});
    std::string bytes = read_file(stash);
    bytes[bytes.size() - 100'000] = char(bytes[bytes.size() - 100'000] ^ 1);
    write_file(stash, bytes);
    const std::string message = stash + ": track 1 at 00:04: the audio is damaged; stage the track again";
    expect_refused({"verify", stash, out_}, 3, message);
    expect_refused({"verify", out_, stash}, 3, message);
}

TEST_F(ProgramTest, AnEditThatCannotBeDoneDropsNothing) {
    const std::string stash = folder_ / "s.stash";
    redbook({"stage", stash, wav("1.wav"), wav("2.wav", kFiveSeconds, 2)});
    const std::string before = read_file(stash);
    expect_refused({"edit", stash, "--drop-last", "--isrc", "2=DEXYZ2600001"}, 2,
                   "there is no track 2; the tracks are 1 to 1");
    expect_refused({"edit", stash, "--clear", "--track-title", "1=T"}, 2,
                   "there is no track 1; the disc has no tracks");
    EXPECT_TRUE(read_file(stash) == before);
    EXPECT_EQ(redbook({"edit", stash, "--drop-last", "--track-title", "1=T"}).exit_code, 0);
    EXPECT_THAT(redbook({"info", stash}).out, HasSubstr("stash, 1 track,"));
}

TEST_F(ProgramTest, StageStoppedByASignalGoesOnAndEndsUpTheSame) {
    const std::string a = wav("1.wav"), b = long_wav("2.wav", 40), c = wav("3.wav");
    const Ran stopped =
        redbook({"stage", folder_ / "s.stash", a, b, c, "--progress", "json"}, {.interrupt_at = "progress"});
    EXPECT_EQ(stopped.exit_code, 130);
    EXPECT_THAT(stopped.err, HasSubstr("s.stash: interrupted; "));
    EXPECT_THAT(stopped.err, HasSubstr(" kept; run the same command again to continue\n"));
    EXPECT_EQ(redbook({"stage", folder_ / "s.stash", a, b, c}).exit_code, 0);
    EXPECT_EQ(redbook({"stage", folder_ / "t.stash", a, b, c}).exit_code, 0);
    EXPECT_TRUE(read_file(folder_ / "s.stash") == read_file(folder_ / "t.stash"));
}

TEST_F(ProgramTest, StageAgainWithOtherOptionsHeedsThemOrRefuses) {
    const std::string a = wav("1.wav"), b = wav("2.wav", kFiveSeconds, 2), stash = folder_ / "s.stash";
    redbook({"stage", stash, a, b});
    EXPECT_EQ(redbook({"stage", stash, a, b, "--title", "Hello", "--isrc", "1=DEXYZ2600001"}).exit_code, 0);
    const Ran info = redbook({"info", stash});
    EXPECT_THAT(info.out, HasSubstr("Hello"));
    EXPECT_THAT(info.out, HasSubstr("DEXYZ2600001"));
    const std::string before = read_file(stash);
    expect_refused({"stage", stash, a, b, "--gain", "-6"}, 3,
                   stash + ": track 1 would not sound as it was staged (is it another gain, or another "
                           "file?); begin again, or append to what is there (--restart, --append)");
    EXPECT_TRUE(read_file(stash) == before);
}

TEST_F(ProgramTest, MasterStoppedByASignalLeavesNothing) {
    const std::string a = long_wav("1.wav", 30);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const Ran ran = redbook({"master", a, "-o", out_, "--progress", "json"},
                                {.interrupt_at = "progress", .signal = signal});
        EXPECT_EQ(ran.exit_code, 130);
        EXPECT_THAT(ran.err, HasSubstr("redbook: interrupted; nothing was changed\n"));
        EXPECT_THAT(names(), ElementsAre("1.wav"));
    }
}

TEST_F(ProgramTest, MasterThatNobodyListensToIsFinishedAllTheSame) {
    const Ran ran =
        redbook({"master", wav("1.wav"), "-o", out_, "--progress", "json"}, {.nobody_reads = true});
    EXPECT_EQ(ran.exit_code, 128 + SIGPIPE) << "the result has no reader, as with any other program";
    EXPECT_THAT(names(), ElementsAre("1.wav", "out.bin", "out.cue"));
}

TEST_F(ProgramTest, ProgressAsJsonIsLinesOnStderrAndEndsWithTheResult) {
    const Ran ran = redbook({"master", wav("1.wav"), "-o", out_, "--progress", "json", "--json"});
    std::vector<json> events;
    std::istringstream lines(ran.err);
    for (std::string line; std::getline(lines, line);) events.push_back(json::parse(line));
    ASSERT_GE(events.size(), 3u);
    EXPECT_EQ(events.front()["phase"], "writing");
    EXPECT_EQ(
        events.back(),
        json::parse(R"({"event": "result", "command": "master", "exit_code": 0, "verdict": "verified"})"));
    EXPECT_EQ(json::parse(ran.out)["result"]["verdict"], "verified");
}

TEST_F(ProgramTest, AFolderOfTracksThatIsTheInputIsNeverReplaced) {
    std::filesystem::create_directory(folder_ / "album");
    const std::string a = flac("album/01 - One.flac"), content = read_file(a);
    const std::string album = folder_ / "album";
    expect_refused({"master", album, "-o", album, "--format", "flac-tracks", "--force"}, 1,
                   a + ": is what the image is made from; give another name");
    EXPECT_TRUE(read_file(a) == content);
}

TEST_F(ProgramTest, AnOutputThatIsTheInputIsNeverReplaced) {
    const std::string a = wav("1.wav"), stash = folder_ / "s.stash", audio = read_file(a);
    redbook({"stage", stash, a});
    const std::string behind = ": is what the image is made from; give another name";
    expect_refused({"export", stash, stash, "--force", "--format", "cue+bin"}, 1, stash + behind);
    expect_refused({"master", a, "-o", a, "--force", "--format", "cue+bin"}, 1, a + behind);
    expect_refused({"master", a, "-o", folder_ / "1.cue", "--force", "--format", "cue+wav"}, 1, a + behind);
    std::filesystem::create_symlink("1.wav", folder_ / "2.wav");
    expect_refused({"master", folder_ / "2.wav", "-o", folder_ / "1.cue", "--force", "--format", "cue+wav"},
                   1, a + behind);
    EXPECT_EQ(read_file(a), audio);
    EXPECT_EQ(redbook({"verify", stash, a}).exit_code, 0);
}

TEST_F(ProgramTest, TextsThatASheetCannotHoldAreChangedWithAWarning) {
    const std::string a = wav("1.wav");
    const Ran ran = redbook({"master", a, "-o", out_, "--title", "\"Q\""});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.err,
              "warning: " + out_ +
                  ": the title of the album is written as \"'Q'\"; a cue sheet cannot hold it as it is\n");
    EXPECT_THAT(ran.out, HasSubstr("\n  'Q'\n"));
}

TEST_F(ProgramTest, InfoTellsOfSeveralAlbumsButNotOfAlbumsAmongFiles) {
    const std::string a = wav("1.wav"), stash = folder_ / "s.stash";
    redbook({"stage", stash, a});
    redbook({"master", a, "-o", out_});
    const Ran ran = redbook({"info", stash, out_});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_THAT(ran.out, HasSubstr(stash + ": stash, 1 track"));
    EXPECT_THAT(ran.out, HasSubstr("\n" + out_ + ": CUE sheet, 1 track"));
    expect_refused({"info", stash, a}, 3,
                   stash + ": is an album of its own; give it without audio files beside it");
}

TEST_F(ProgramTest, ANameCanNeitherBreakALineNorSteerTheTerminal) {
    const std::string name = folder_ / "new\nline\x1b[31m.wav";
    EXPECT_EQ(redbook({"info", name}).err,
              "redbook: " + folder_ / "new\uFFFDline\uFFFD[31m.wav" + ": there is no such file or folder\n");
    std::filesystem::rename(wav("1.wav"), name);
    EXPECT_THAT(redbook({"info", name}).out, HasSubstr(folder_ / "new\uFFFDline\uFFFD[31m.wav" + ":"));
    EXPECT_THAT(redbook({"info", "--wide", "--no-checksums", name}).out,
                HasSubstr("  " + folder_ / "new\uFFFDline\uFFFD[31m.wav" + "\n"));
}

TEST_F(ProgramTest, ATitleCanNeitherSteerTheTerminalNorTurnALineAround) {
    const std::string title = "x\u009B2J\u009B31mred \u202Eevil\u202C\u2028y";
    EXPECT_THAT(redbook({"check", wav("1.wav"), "--track-title", "1=" + title}).out,
                HasSubstr("  x\uFFFD2J\uFFFD31mred \uFFFDevil\uFFFD\uFFFDy"));
}

TEST_F(ProgramTest, AWrongRecorderIsToldBeforeAnythingIsStaged) {
    const HowToRun how{.environment = {"XDG_STATE_HOME=" + folder_ / "state"}};
    const std::string a = wav("1.wav");
    expect_refused({"burn", a, "--recorder", "disc"}, 2,
                   "disc: is not a recorder; give image:FOLDER, or a drive like /dev/sr0", how);
    expect_refused({"burn", a, "--recorder", "image:"}, 2,
                   "image:: is not a recorder; give image:FOLDER, or a drive like /dev/sr0", how);
    expect_refused(
        {"burn", a, "--recorder", "image:" + folder_ / "none"}, 3,
        folder_ / "none" + ": there is no such folder; make it, or name another one for the images", how);
    expect_refused({"burn", a, "--recorder", "image:" + folder_.path()}, 2,
                   "HOME is not set, so there is no folder for stashes; name a stash with --stash FILE",
                   {.environment = {"HOME="}});
}

TEST_F(ProgramTest, WithoutADriveNothingIsRecordedUnlessAFolderIsNamed) {
    const HowToRun how{.environment = {"XDG_STATE_HOME=" + folder_ / "state", "HOME=" + folder_ / "home"}};
    expect_refused({"burn", wav("1.wav")}, 7,
                   "there is no CD drive to record on; give --recorder image:FOLDER to write an image, "
                   "or see 'redbook doctor'",
                   how);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "home"));
    EXPECT_FALSE(std::filesystem::exists(folder_ / "state"));
}

TEST_F(ProgramTest, AnIgnoredInterruptStaysIgnored) {
    const Ran ran =
        run_program({"/bin/sh", "-c", "trap '' INT; exec " REDBOOK_PROGRAM " info \"$0\" --progress json -q",
                     long_wav("1.wav", 5)},
                    {.interrupt_at = "progress"});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
}

TEST_F(ProgramTest, ClosedDescriptorsDoNoHarm) {
    const std::string song = wav("1.wav"), stash = folder_ / "s.stash", same = folder_ / "same.stash";
    const auto run_closed = [&](const std::string& command, const std::string& closed) {
        return run_program(
            {"/bin/sh", "-c", "exec " REDBOOK_PROGRAM " " + command + " --progress json " + closed});
    };
    ASSERT_EQ(redbook({"stage", same, song}).exit_code, 0);
    EXPECT_EQ(run_closed("stage " + stash + " " + song, "2>&-").exit_code, 0);
    EXPECT_TRUE(read_file(stash) == read_file(same));
    const Ran master = run_closed("master " + song + " -o " + out_, "<&- 2>&-");
    EXPECT_EQ(master.exit_code, 0) << master.out;
    EXPECT_THAT(master.out, HasSubstr("  verdict   verified\n"));
    const Ran silent = run_closed("info " + out_, "<&- >&-");
    EXPECT_THAT(silent.err, testing::EndsWith("redbook: the result could not be printed\n"));
    EXPECT_EQ(silent.exit_code, 1);
}

TEST_F(ProgramTest, AResultThatCannotBePrintedIsAFailure) {
    const Ran ran = run_program({"/bin/sh", "-c", REDBOOK_PROGRAM " info \"$0\" >/dev/full", wav("1.wav")});
    EXPECT_EQ(ran.err, "redbook: the result could not be printed\n");
    EXPECT_EQ(ran.exit_code, 1);
}

TEST_F(ProgramTest, WarningsAreToldInJsonAndNothingElseIsOnStderr) {
    const Ran ran = redbook({"master", wav("1.wav"), "-o", out_, "--title", "\"Q\"", "--json"});
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(json::parse(ran.out)["warnings"].size(), 1u);
}

TEST_F(ProgramTest, BurnSimulatedWritesNothingAndUnverifiedSaysSo) {
    const std::string a = wav("1.wav"), stash = folder_ / "s.stash";
    redbook({"stage", stash, a});
    const Ran simulated = redbook({"burn", stash, "--recorder", "image:" + folder_.path(), "--simulate"});
    EXPECT_EQ(simulated.exit_code, 0);
    EXPECT_THAT(simulated.out, HasSubstr("simulated; nothing was written\n"));
    EXPECT_THAT(names(), ElementsAre("1.wav", "s.stash"));
    const Ran unverified = redbook({"burn", stash, "--recorder", "image:" + folder_.path(), "--no-verify"});
    EXPECT_EQ(unverified.exit_code, 6);
    EXPECT_THAT(unverified.out, HasSubstr("  verdict   not verified: reading back was not asked for\n"));
}

TEST_F(ProgramTest, BurnOfAnAlbumStagesItInTheStateFolderAndCleansUpWhenItIsVerified) {
    const HowToRun how{.environment = {"XDG_STATE_HOME=" + folder_ / "state"}};
    const Ran ran = redbook({"burn", wav("song.wav"), "--recorder", "image:" + folder_.path()}, how);
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_TRUE(names("/state/redbook").empty());
    const Ran full =
        redbook({"burn", folder_ / "song.wav", "--recorder", "image:" + folder_.path(), "--no-verify"}, how);
    EXPECT_EQ(full.exit_code, 6);
    EXPECT_THAT(names("/state/redbook"), ElementsAre("song.stash"));
}

TEST_F(ProgramTest, ReplacesAnImageOnlyWhenForced) {
    const std::string a = wav("1.wav"), b = wav("2.wav", kFiveSeconds * 2, 2);
    redbook({"master", a, "-o", out_});
    expect_refused({"master", b, "-o", out_}, 1,
                   out_ + ": is already there; give another name, or replace it with --force");
    EXPECT_EQ(redbook({"master", b, "-o", out_, "--force"}).exit_code, 0);
    EXPECT_EQ(std::filesystem::file_size(folder_ / "out.bin"), 750u * 2352);
}

} // namespace
} // namespace redbook::test
