// drives, doctor, erase, eject; and what a disc, a drive or a command line makes impossible.
#include <csignal>

#include <fmt/format.h>

#include <gmock/gmock.h>

#include "tests/cli/drive_kit.h"

namespace redbook::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Drives
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveProgram, DrivesAreListedWithWhatLiesInThem) {
    make_medium("disc.img", {"--capacity", "74"});
    make_medium("second.img", {"--rw"});
    const Ran ran = on_drive({"drives"}, {"--drive", folder_ / "second.img", "--drive", ""});
    EXPECT_EQ(ran.err, "");
    const auto drive = [](int n, const std::string& medium) {
        return fmt::format("/dev/sr{}: REDBOOK EMULATED CD-RW 1.0\n"
                           "  medium    {}\n"
                           "  records   SAO, TAO, CD-TEXT, underrun protection, test write\n"
                           "  speeds    52x 48x 40x 32x 24x 16x 10x 8x 4x\n",
                           n, medium);
    };
    EXPECT_EQ(ran.out, drive(0, "CD-R, blank, 74:00:00") + drive(1, "CD-RW, blank, 79:57:74") +
                           drive(2, "none") + "3 drives\n");
}

TEST_F(DriveProgram, WithoutADriveThereIsAnAdvice) {
    const Ran ran = redbook({"drives"});
    EXPECT_EQ(ran.out, "there is no CD drive; 'redbook doctor' says why\n");
    EXPECT_EQ(ran.exit_code, 0);
    expect_refused({"eject"}, 7, "there is no CD drive; 'redbook doctor' says why");
}

TEST_F(DriveProgram, TheDoctorFindsAHealthyDrive) {
    make_medium();
    const Ran ran = on_drive({"doctor"});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_THAT(ran.out, StartsWith("/dev/sr0: REDBOOK EMULATED CD-RW 1.0\n"));
    EXPECT_THAT(ran.out, HasSubstr("\n1 drive can be used\n"));
}

TEST_F(DriveProgram, TheDoctorSaysWhatMendsAnEmptyDrive) {
    make_medium();
    const Ran ran = on_drive({"doctor", kDrive}, {"--fault", "no-medium"});
    EXPECT_EQ(ran.exit_code, 0) << "the drive itself is fine";
    EXPECT_THAT(ran.out, HasSubstr("warning: /dev/sr0: there is no disc in it; put a blank one in\n"
                                   "    redbook eject /dev/sr0\n1 drive can be used\n"));
}

TEST_F(DriveProgram, TheDoctorKnowsWhoHasTheDrive) {
    make_medium();
    const std::string holding = "exec 3<>/dev/sr0; " REDBOOK_PROGRAM " doctor /dev/sr0; true";
    const Ran ran =
        run_program({REDBOOK_EMUDRIVE_PROGRAM, folder_ / "disc.img", "--", "bash", "-c", holding});
    EXPECT_THAT(ran.out, HasSubstr("warning: /dev/sr0: bash (process ")) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr(") has it open; let it finish, or end it\n    kill "));
}

TEST_F(DriveProgram, TheDoctorWithoutADriveSaysWhatToDo) {
    const Ran ran = redbook({"doctor"});
    EXPECT_EQ(ran.exit_code, 7);
    EXPECT_THAT(ran.out, StartsWith("error: "));
    EXPECT_THAT(ran.out, HasSubstr("\nno drive can be used\n"));
}

// What a disc, a drive or a command line makes impossible
// ------------------------------------------------------------------------------------------------------------

TEST_F(DriveProgram, WithoutADiscNothingIsDone) {
    make_medium();
    expect_refused_on_drive(burn(stash()), 7, "/dev/sr0: there is no disc in it; put a blank one in",
                            {"--fault", "no-medium"});
}

TEST_F(DriveProgram, AWrittenDiscIsNotTouched) {
    make_medium();
    const std::string path = stash();
    ASSERT_EQ(on_drive(burn(path)).exit_code, 0);
    const std::string before = read_file(folder_ / "disc.img");
    expect_refused_on_drive(burn(path), 7, "/dev/sr0: the disc in it is already written; put a blank one in");
    EXPECT_TRUE(read_file(folder_ / "disc.img") == before);
}

TEST_F(DriveProgram, ADiscThatIsTooSmallByOneBlockIsRefused) {
    const std::string path = stash();
    make_medium("disc.img", {"--capacity", "899"}); // the disc has 900 blocks
    expect_refused_on_drive(burn(path), 4,
                            "/dev/sr0: track 2 does not fit: the disc ends at 00:14:00, 00:00:01 (1 block) "
                            "after the 00:13:74 that the "
                            "medium holds");
    EXPECT_EQ(medium_state(), "blank");
}

TEST_F(DriveProgram, AWriteErrorEndsItWithTheSenseInWords) {
    make_medium();
    const Ran ran = on_drive(burn(stash()), {"--fault", "write-error@400"});
    EXPECT_EQ(ran.exit_code, 7) << ran.out << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, StartsWith("redbook: /dev/sr0: recording failed at 00:07:"));
    EXPECT_THAT(
        ran.err,
        HasSubstr(", the disc is ruined: 3/0C/00: write error; clean the disc or take another one\n"));
}

TEST_F(DriveProgram, ADiscThatStaysBlankIsNoSuccess) {
    make_medium();
    expect_refused_on_drive(
        burn(stash()), 7,
        "/dev/sr0: the drive says that it recorded the disc, but the disc is still blank; try "
        "another disc, or another drive",
        {"--fault", "stays-blank"});
}

TEST_F(DriveProgram, AFlippedBitDiffers) {
    make_medium();
    const Ran ran = on_drive(burn(stash()), {"--fault", "flip-bit@400=7"});
    EXPECT_EQ(ran.exit_code, 5) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("  verdict   differs\n"));
    EXPECT_THAT(ran.err, HasSubstr("redbook: /dev/sr0: what was read back differs: audio of track "));
    EXPECT_THAT(ran.err, HasSubstr("; the stash is kept: " + folder_ / "night.stash" + "\n"));
}

TEST_F(DriveProgram, TextThatTheDriveRefusesMayBeLeftOut) {
    make_medium();
    const std::string path = stash();
    expect_refused_on_drive(
        burn(path), 7,
        "/dev/sr0: the drive refuses the cue sheet, the disc is still blank: 5/26/00: the drive does "
        "not take a value in a list; it may take one without CD-TEXT, ISRC or indexes with --allow-without "
        "text,isrc,index",
        {"--fault", "refuse-text"});
    EXPECT_EQ(medium_state(), "blank");
    const json result =
        told(burn(path, {"--allow-without", "text"}), 0, {"--fault", "refuse-text"})["result"];
    EXPECT_EQ(result["lost"], json::array({"CD-TEXT (the drive refused it)"}));
}

TEST_F(DriveProgram, InterruptedWhileWritingItSaysWhatBecameOfTheDisc) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--progress", "json"}), {"--pace", "4"},
                             {.interrupt_at = "\"phase\":\"writing\",\"done\":4", .signal = SIGTERM});
    EXPECT_EQ(ran.exit_code, 130) << ran.out << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("redbook: /dev/sr0: interrupted, "));
    EXPECT_THAT(ran.err, HasSubstr("; the stash " + folder_ / "night.stash" + " is as it was\n"));
}

TEST_F(DriveProgram, KilledWhileWritingItLeavesADiscThatIsSpoiltAndTheStash) {
    make_medium();
    const std::string path = folder_ / "long.stash";
    ASSERT_EQ(redbook({"stage", path, wav("long.wav", 8 * kFiveSeconds)}).exit_code, 0);
    const std::string before = read_file(path);
    const std::string kill = "import subprocess, sys\n"
                             "p = subprocess.Popen(sys.argv[1:], stderr=subprocess.PIPE, text=True)\n"
                             "for line in p.stderr:\n"
                             "    if '\"phase\":\"writing\",\"done\":1' in line: p.kill()\n"
                             "sys.exit(0 if p.wait() == -9 else 1)";
    Words words{REDBOOK_EMUDRIVE_PROGRAM, folder_ / "disc.img", "--pace", "1", "--", "python3", "-c", kill};
    for (const std::string& word : burn(path, {"--progress", "json"})) {
        if (word == "burn") words.push_back(REDBOOK_PROGRAM);
        words.push_back(word);
    }
    ASSERT_EQ(run_program(words).exit_code, 0);
    EXPECT_EQ(medium_state(), "written, open");
    EXPECT_TRUE(read_file(path) == before);
    expect_refused_on_drive(burn(path), 7, "/dev/sr0: the disc in it is already written; put a blank one in");
    EXPECT_EQ(on_drive({"eject"}).out, "/dev/sr0: the tray is open\n");
}

TEST_F(DriveProgram, OptionsThatAStashIgnoresAreRefused) {
    make_medium();
    const std::string path = stash(), recorded = path + ": is recorded as it was staged; ";
    for (const Words& option : {Words{"--gain", "-6"},
                                {"--separate"},
                                {"--pause", "2s"},
                                {"--downmix"},
                                {"--deemphasize"},
                                {"--encoding", "utf-8"},
                                {"--cue-origin", "absolute"}})
        expect_refused_on_drive(burn(path, option), 2, recorded + "stage the album anew with " + option[0]);
    expect_refused_on_drive(burn(path, {"--title", "X"}), 2, recorded + "change it with 'redbook edit'");
    expect_refused_on_drive(burn(path, {"--stash", folder_ / "x"}), 2, recorded + "--stash is for an album");
}

TEST_F(DriveProgram, OptionsOfTheOtherRecorderAreRefused) {
    make_medium();
    const std::string path = stash();
    expect_refused_on_drive(
        {"burn", path, "--recorder", "image:" + folder_.path(), "--speed", "8"}, 2,
        "--speed: is for drives, and the recorder is a folder of images; give --drive PATH");
    expect_refused_on_drive(
        burn(path, {"--format", "cue+wav"}), 2,
        "--format: is for images, and the recorder is the drive /dev/sr0; give --recorder image:FOLDER");
}

TEST_F(DriveProgram, ADiscSaysItselfWhatItHolds) {
    make_medium();
    expect_refused_on_drive(burn(stash(), {"--capacity", "74"}), 2,
                            "--capacity: is for images; the disc in /dev/sr0 says itself what it holds");
}

// Which it refuses to do for CD-TEXT that it does not find complete.
TEST_F(DriveProgram, CdrdaoWritesATocThatLacksTextsAndWhatItWroteIsVerified) {
    const std::string toc = folder_ / "disc.toc", cue = folder_ / "in.cue";
    wav("in.wav", kFiveSeconds * 3);
    for (const auto& [album, track] :
         {std::pair("", "TITLE \"One\"\n"), std::pair("", "PERFORMER \"Caf\xC3\xA9 \xC3\x83\xC2\xA4\"\n"),
          std::pair("GENRE Jazz\n", "COMPOSER \"Anna\"\n")}) {
        SCOPED_TRACE(track);
        write_file(cue, std::string(album) +
                            "FILE in.wav WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"
                            "TRACK 02 AUDIO\n" +
                            track + "INDEX 00 00:04:00\nINDEX 01 00:06:00\n");
        ASSERT_EQ(redbook({"master", cue, "-o", toc, "--force"}).exit_code, 0);
        make_medium();
        const Ran write =
            run_program({REDBOOK_EMUDRIVE_PROGRAM, folder_ / "disc.img", "--", "sh", "-c",
                         "cd " + folder_.path() +
                             " && cdrdao write -n --device /dev/sr0 --driver generic-mmc:0x10 disc.toc"});
        EXPECT_EQ(write.exit_code, 0) << write.out << write.err << read_file(toc);
        const Ran verify = on_drive({"verify", toc, kDrive});
        EXPECT_EQ(verify.exit_code, 0) << verify.out << verify.err;
        std::filesystem::remove(folder_ / "disc.img");
    }
}

TEST_F(DriveProgram, ADriveThatCannotBeHadIsToldApartByItsCode) {
    make_medium();
    const std::string path = stash();
    const auto failure = [&](const Words& words) {
        const Ran ran = run_program(words);
        EXPECT_EQ(ran.exit_code, 7) << ran.out << ran.err;
        return json::parse(ran.out)["errors"][0];
    };
    const Words drive{REDBOOK_EMUDRIVE_PROGRAM, folder_ / "disc.img", "--"};
    const std::string hold = "import os, subprocess, sys\n"
                             "os.open('/dev/sr0', os.O_RDWR | os.O_NONBLOCK | os.O_EXCL)\n"
                             "sys.exit(subprocess.call(sys.argv[1:]))";
    for (const Words& command :
         {burn(path, {"--json"}), {"verify", path, kDrive, "--json"}, {"erase", "--json"}}) {
        Words words = drive;
        words.insert(words.end(), {"python3", "-c", hold, REDBOOK_PROGRAM});
        words.insert(words.end(), command.begin(), command.end());
        const json busy = failure(words);
        EXPECT_EQ(busy["code"], "in_use");
        EXPECT_EQ(busy["sentence"], "/dev/sr0: another program is using it; close that program");
    }
    EXPECT_EQ(failure({REDBOOK_PROGRAM, "burn", path, "--drive", "/dev/sr5", "--json"})["code"], "not_found");
    EXPECT_EQ(failure({REDBOOK_PROGRAM, "eject", "--json"})["code"], "not_found");
}

TEST_F(DriveProgram, SeveralDrivesMustBeNamed) {
    make_medium();
    make_medium("second.img");
    const Words second{"--drive", folder_ / "second.img"};
    const std::string message = "there are several drives; name one of /dev/sr0, /dev/sr1";
    expect_refused_on_drive({"burn", stash()}, 7, message, second);
    expect_refused_on_drive({"eject"}, 7, message, second);
}

// Erasing, ejecting
// ------------------------------------------------------------------------------------------------------------

TEST_F(DriveProgram, ErasesADiscThatCanBeErased) {
    make_medium("disc.img", {"--rw"});
    const std::string path = stash();
    ASSERT_EQ(on_drive(burn(path)).exit_code, 0);
    expect_refused_on_drive(
        burn(path), 7,
        "/dev/sr0: the disc in it is already written; put a blank one in, or erase it with --erase");
    EXPECT_EQ(on_drive({"erase", kDrive}).out, "/dev/sr0: the disc is erased\n");
    EXPECT_EQ(medium_state(), "blank");
    EXPECT_EQ(on_drive({"erase"}).out, "/dev/sr0: the disc in it is blank already; nothing was done\n");
    ASSERT_EQ(on_drive(burn(path)).exit_code, 0);
    EXPECT_EQ(on_drive({"erase", "--full"}).out, "/dev/sr0: every block of the disc is erased\n");
    EXPECT_EQ(medium_state(), "blank");
    ASSERT_EQ(on_drive(burn(path)).exit_code, 0);
    const json again = told(burn(path, {"--erase"}), 0);
    EXPECT_EQ(again["result"]["verdict"], "verified");
}

TEST_F(DriveProgram, WhatCannotBeErasedIsNot) {
    make_medium();
    expect_refused_on_drive({"erase"}, 7, "/dev/sr0: the disc in it (CD-R) cannot be erased; put a CD-RW in");
    const std::string file = wav("1.wav");
    expect_refused_on_drive(burn(file, {"--drive", file}), 2,
                            "--drive: there are 2 drives for 1 disc; give --copies N");
    expect_refused_on_drive({"eject", file}, 7,
                            file + ": is not a drive; 'redbook drives' lists those there are");
    expect_refused_on_drive({"erase"}, 7, "/dev/sr0: there is no disc in it; put a CD-RW in",
                            {"--fault", "no-medium"});
}

TEST_F(DriveProgram, TheTrayGoesOutAndIn) {
    make_medium();
    EXPECT_EQ(on_drive({"eject"}).out, "/dev/sr0: the tray is open\n");
    EXPECT_EQ(on_drive({"eject", kDrive, "--load"}).out, "/dev/sr0: the tray is in\n");
}

} // namespace
} // namespace redbook::test
