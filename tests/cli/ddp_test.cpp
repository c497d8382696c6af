// DDP sets as a user makes, compares and breaks them.
#include <gmock/gmock.h>

#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class DdpProgram : public ProgramTest {
  protected:
    std::string stash() {
        const std::string path = folder_ / "s.stash";
        redbook({"stage", path, flac("1.flac", 1), flac("2.flac", 2)});
        redbook({"edit", path, "--title", "Album", "--track-title", "2=Two", "--isrc", "2=DEXYZ2600002",
                 "--mcn", "4006381333931"});
        return path;
    }
    static void flip(const std::string& path, size_t byte) {
        std::string bytes = read_file(path);
        bytes[byte] = char(bytes[byte] ^ 1);
        write_file(path, bytes);
    }
    const std::string set_ = folder_ / "night.ddp";
};

TEST_F(DdpProgram, MastersASetIntoAFolderThatIsTheSameDisc) {
    const std::string from = stash();
    const Ran ran = redbook({"master", from, "-o", set_ + "/"});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_THAT(ran.out, HasSubstr("  verdict   verified\n"));
    EXPECT_THAT(ran.out, HasSubstr(set_ + "/: written, read back and compared\n"));
    EXPECT_THAT(names("/night.ddp"), ElementsAre("CDTEXT.BIN", "CHECKSUM.MD5", "CHECKSUM.TXT", "DDPID",
                                                 "DDPMS", "IMAGE.DAT", "SD"));
    const Ran same = redbook({"verify", from, set_});
    EXPECT_EQ(same.exit_code, 0) << same.out << same.err;
    EXPECT_EQ(same.err, "");
    EXPECT_THAT(same.out, Not(HasSubstr("not checkable")));
    EXPECT_THAT(redbook({"info", set_}).out, HasSubstr(set_ + ": DDP set, 2 tracks"));
}

TEST_F(DdpProgram, WhatWouldBeWrittenNowhereIsRefused) {
    const Ran label = redbook({"info", flac("1.flac"), "--label", "Night"});
    EXPECT_EQ(label.exit_code, 2);
    EXPECT_EQ(label.err, "redbook: --label: is for PQ sheets; give --pq-sheet too\n");
    const Ran id = redbook({"master", flac("1.flac"), "-o", folder_ / "x.cue", "--master-id", "AB-123"});
    EXPECT_EQ(id.exit_code, 2);
    EXPECT_EQ(id.err, "redbook: --master-id: is for DDP sets and PQ sheets; give --pq-sheet too\n");
}

TEST_F(DdpProgram, HasItsPqSheetAndReportInsideAndReplacesThemWithForce) {
    const std::vector<std::string> command{
        "master",   flac("1.flac"),        "-o",          set_ + "/", "--pq-sheet", set_ + "/PQ.html",
        "--report", set_ + "/report.json", "--master-id", "AB-123",   "--client",   "The Label"};
    const Ran ran = redbook(command);
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_THAT(ran.out,
                HasSubstr("  PQ sheet  " + set_ + "/PQ.html\n  report    " + set_ + "/report.json\n"));
    EXPECT_THAT(names("/night.ddp"), ElementsAre("CHECKSUM.MD5", "CHECKSUM.TXT", "DDPID", "DDPMS",
                                                 "IMAGE.DAT", "PQ.html", "SD", "report.json"));
    const std::string page = read_file(set_ + "/PQ.html"), list = read_file(set_ + "/CHECKSUM.MD5");
    EXPECT_THAT(page, HasSubstr("<dt>Client</dt><dd>The Label</dd>"));
    EXPECT_THAT(page, HasSubstr("<dt>Master ID</dt><dd>AB-123</dd>"));
    const std::string md5 = list.substr(list.find(" *IMAGE.DAT") - 32, 32);
    EXPECT_THAT(page, HasSubstr("<dt>MD5 of the audio file</dt><dd>" + md5 + "</dd>"));
    EXPECT_THAT(page, Not(HasSubstr(folder_.path())));
    EXPECT_THAT(read_file(set_ + "/report.json"),
                AllOf(HasSubstr("\"verdict\": \"verified\""), HasSubstr("\"checksum\": \"verified\"")));
    const Ran info = redbook({"info", set_ + "/"});
    EXPECT_EQ(info.err, "");
    EXPECT_THAT(info.out, HasSubstr("\n  master id: AB-123\n"));
    std::vector<std::string> again = command;
    again.push_back("--force");
    EXPECT_EQ(redbook(again).exit_code, 0);
    EXPECT_EQ(names(), (std::vector<std::string>{"1.flac", "night.ddp"}));
}

// What md5sum says of the set is what any plant would say.
TEST_F(DdpProgram, HasTheChecksumsThatMd5sumComputes) {
    redbook({"master", flac("1.flac"), "-o", set_ + "/"});
    const Ran ran = run_program({"/bin/sh", "-c", "cd \"$0\" && md5sum -c --strict CHECKSUM.MD5", set_});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, "DDPID: OK\nDDPMS: OK\nSD: OK\nIMAGE.DAT: OK\n");
}

TEST_F(DdpProgram, AFlippedByteOfTheImageIsToldByEveryRoadThatReadsTheAudio) {
    const std::string from = stash(), image = set_ + "/IMAGE.DAT";
    redbook({"export", from, set_, "--format", "ddp"});
    flip(image, 500 * 2352);
    const std::string message = "redbook: " + image + ": its MD5 is ";
    for (const std::vector<std::string>& command :
         std::vector<std::vector<std::string>>{{"verify", from, set_},
                                               {"verify", set_, from},
                                               {"info", set_},
                                               {"check", set_},
                                               {"id", set_},
                                               {"master", set_, "-o", out_},
                                               {"stage", folder_ / "t.stash", set_}}) {
        const Ran ran = redbook(command);
        EXPECT_EQ(ran.exit_code, 3) << command[0];
        EXPECT_EQ(ran.err.substr(0, message.size()), message) << command[0];
        EXPECT_THAT(ran.err, testing::MatchesRegex(".*IMAGE.DAT: its MD5 is [0-9a-f]*, but CHECKSUM.MD5 says "
                                                   "[0-9a-f]*; it is damaged, get it again\n"));
    }
    EXPECT_EQ(redbook({"info", set_, "--no-checksums"}).exit_code, 0);
}

// The stash keeps the tracks before the last one; going on must not make a whole disc of a damaged set.
TEST_F(DdpProgram, GoingOnToStageADamagedSetIsRefusedAgain) {
    const std::string staged = folder_ / "t.stash";
    redbook({"export", stash(), set_, "--format", "ddp"});
    flip(set_ + "/IMAGE.DAT", 500 * 2352);
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(redbook({"stage", staged, set_}).exit_code, 3);
        EXPECT_THAT(redbook({"info", staged}).out, HasSubstr("stash, 1 track,"));
    }
}

TEST_F(DdpProgram, WithoutChecksumsADamagedSetDiffersAtTheByte) {
    const std::string from = stash();
    redbook({"export", from, set_, "--format", "ddp"});
    flip(set_ + "/IMAGE.DAT", size_t{500} * 2352);
    std::filesystem::remove(set_ + "/CHECKSUM.MD5");
    std::filesystem::remove(set_ + "/CHECKSUM.TXT");
    const Ran ran = redbook({"verify", from, set_});
    EXPECT_EQ(ran.exit_code, 5);
    EXPECT_THAT(ran.err, HasSubstr("warning: " + set_ +
                                   ": has no checksums beside it (CHECKSUM.MD5), so damage "
                                   "would not be noticed\n"));
    EXPECT_THAT(ran.err, HasSubstr("audio of track 1: track 1 at 00:04:50 (byte 823200 of the track): "));
}

TEST_F(DdpProgram, ASetIsNeverReplacedByWhatIsMadeOfIt) {
    redbook({"master", wav("1.wav"), "-o", set_ + "/"});
    expect_refused({"master", set_, "-o", set_ + "/", "--force"}, 1,
                   set_ + "/CHECKSUM.MD5: is what the image is made from; give another name");
}

TEST_F(DdpProgram, ASheetWhoseFileHoldsTheFirstPauseIsReadAsThat) {
    wav("a.wav", 44100 * 10);
    write_file(folder_ / "a.cue",
               "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:03:00\n");
    const std::string sheet = folder_ / "a.cue";
    EXPECT_EQ(redbook({"master", sheet, "--cue-origin", "absolute", "-o", set_ + "/"}).exit_code, 0);
    EXPECT_EQ(std::filesystem::file_size(set_ + "/IMAGE.DAT"), 750u * 2352);
    const Ran same = redbook({"verify", sheet, set_, "--cue-origin", "absolute"});
    EXPECT_EQ(same.exit_code, 0) << same.err;
    EXPECT_THAT(redbook({"info", sheet, "--cue-origin", "absolute"}).out, HasSubstr("00:03:00"));
    EXPECT_EQ(redbook({"verify", sheet, set_}).exit_code, 5);
    EXPECT_EQ(redbook({"info", sheet, "--cue-origin", "middle"}).err,
              "redbook: --cue-origin 'middle': give lba0 or absolute; see 'redbook info --help'\n");
}

TEST_F(DdpProgram, EmphasisIsUndoneOnTheWayIntoASetAndOnTheWayOutAlike) {
    const std::string from = stash(), flat = folder_ / "flat.ddp";
    redbook({"edit", from, "--flags", "1=PRE"});
    ASSERT_EQ(redbook({"export", from, set_ + "/"}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", from, set_}).exit_code, 0); // the flag is in the PQ descriptor
    const Ran ran = redbook({"export", from, flat + "/", "--deemphasize"});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_EQ(ran.err,
              "warning: " + from + ": the pre-emphasis of track 1 is undone, and the flag taken away\n");
    EXPECT_EQ(redbook({"verify", set_, flat}).exit_code, 5);
    EXPECT_EQ(redbook({"verify", set_, flat, "--deemphasize"}).exit_code, 0);
    ASSERT_EQ(redbook({"master", set_, "--deemphasize", "-o", out_}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", flat, out_}).exit_code, 0);
}

TEST_F(DdpProgram, ADamagedSetIsRefusedAlsoWhileEmphasisIsUndone) {
    const std::string from = stash();
    redbook({"edit", from, "--flags", "1=PRE"});
    redbook({"export", from, set_ + "/"});
    flip(set_ + "/IMAGE.DAT", 500 * 2352);
    const Ran ran = redbook({"master", set_, "--deemphasize", "-o", out_});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_THAT(ran.err, HasSubstr("IMAGE.DAT: its MD5 is "));
}

TEST_F(DdpProgram, BurnsOntoAnImageRecorderThatWritesSets) {
    const std::string from = stash();
    const Ran ran = redbook({"burn", from, "--recorder", "image:" + folder_.path(), "--format", "ddp"});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(redbook({"verify", from, folder_ / "disc-001"}).exit_code, 0);
}

} // namespace
} // namespace redbook::test
