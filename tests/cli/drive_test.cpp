// The program records on a drive.
#include "tests/cli/drive_program.h"

namespace redbook::test {
namespace {

using testing::HasSubstr;
using testing::Not;
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
    EXPECT_EQ(ran.out, "there is no CD drive; 'redbook doctor' tells why\n");
    EXPECT_EQ(ran.exit_code, 0);
    expect_refused({"eject"}, 7, "there is no CD drive; 'redbook doctor' tells why");
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
    const std::string holding = "exec 3<>/dev/sr0; " REDBOOK_PROGRAM " doctor /dev/sr0";
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

// Burning
// -----------------------------------------------------------------------------------------------------------

TEST_F(DriveProgram, RecordsASessionReadsItBackAndVerifiesIt) {
    make_medium();
    const Ran ran = on_drive(burn(stash()));
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_THAT(ran.out, HasSubstr("  verdict   verified\n"));
    EXPECT_THAT(ran.out, HasSubstr("\n/dev/sr0: recorded, read back and compared\n"));
    EXPECT_EQ(medium_state(), "written");
}

TEST_F(DriveProgram, RecordsTracksAtOnceWhateverTheStashSays) {
    make_medium();
    const json result = told(burn(stash(), {"--mode", "tao"}), 0)["result"];
    EXPECT_EQ(result["verdict"], "verified");
    EXPECT_EQ(result["recording"]["mode"], "tao");
    EXPECT_EQ(result["discs"][0]["tracks"][1]["start"]["lba"], 527);
}

TEST_F(DriveProgram, TheDriveIsTheDefaultWhereThereIsOne) {
    make_medium();
    EXPECT_EQ(told({"burn", stash()}, 0)["result"]["recording"]["drive"]["path"], kDrive);
}

TEST_F(DriveProgram, AnAlbumIsStagedAndItsStashGoesWhenTheDiscIsVerified) {
    make_medium();
    const Ran ran = on_drive(burn(wav("1.wav")));
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_TRUE(names("/redbook").empty());
}

TEST_F(DriveProgram, ADiscIsStagedFromTheDriveAndIsTheSame) {
    make_medium();
    const std::string original = stash(), copy = folder_ / "copy.stash";
    ASSERT_EQ(on_drive(burn(original)).exit_code, 0);
    const Ran staged = on_drive({"stage", copy, kDrive});
    EXPECT_EQ(staged.exit_code, 0) << staged.out << staged.err;
    const Ran same = on_drive({"verify", original, kDrive});
    EXPECT_EQ(same.exit_code, 0) << same.out << same.err;
    const Ran verified = redbook({"verify", original, copy});
    EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
}

TEST_F(DriveProgram, SimulatingLeavesTheDiscBlank) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--simulate"}));
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_THAT(ran.out, HasSubstr("/dev/sr0: simulated with the laser off; nothing was written\n"));
    EXPECT_EQ(medium_state(), "blank");
}

TEST_F(DriveProgram, WithoutReadingBackNothingIsVerified) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--no-verify"}));
    EXPECT_EQ(ran.exit_code, 6);
    EXPECT_THAT(ran.out, HasSubstr("  verdict   not verified: reading back was not asked for\n"));
    EXPECT_THAT(ran.out, HasSubstr("\n/dev/sr0: recorded, not verified\n"));
}

TEST_F(DriveProgram, EjectsWhenDone) {
    make_medium();
    ASSERT_EQ(on_drive(burn(stash(), {"--eject"}), {"--trace", folder_ / "trace.txt"}).exit_code, 0);
    const std::string trace = read_file(folder_ / "trace.txt");
    EXPECT_THAT(trace.substr(trace.rfind("START STOP UNIT")), HasSubstr("1b 00 00 00 02"));
}

TEST_F(DriveProgram, TheSpeedIsTheDrives) {
    make_medium();
    ASSERT_EQ(on_drive(burn(stash(), {"--speed", "8"}), {"--trace", folder_ / "trace.txt"}).exit_code, 0);
    EXPECT_THAT(read_file(folder_ / "trace.txt"),
                testing::AnyOf(HasSubstr("SET CD SPEED"), HasSubstr("SET STREAMING")));
}

TEST_F(DriveProgram, ProgressTellsSpeedTimeAndBuffer) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--progress", "json"}), {"--pace", "48"});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    json last;
    std::istringstream lines(ran.err);
    for (std::string line; std::getline(lines, line);) {
        const json event = json::parse(line);
        if (event["event"] == "progress" && event["phase"] == "writing" && event.contains("speed"))
            last = event;
    }
    ASSERT_TRUE(last.contains("buffer")) << ran.err;
    EXPECT_GT(last["speed"], 0);
    EXPECT_GE(last["seconds_left"], 0);
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
    expect_refused_on_drive(
        burn(path), 4,
        "/dev/sr0: the disc is 1 block (00:00:01) too long for a capacity of 899; track 2 goes beyond it");
    EXPECT_EQ(medium_state(), "blank");
}

TEST_F(DriveProgram, AWriteErrorEndsItWithTheSenseInWords) {
    make_medium();
    const Ran ran = on_drive(burn(stash()), {"--fault", "write-error@400"});
    EXPECT_EQ(ran.exit_code, 7) << ran.out << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, HasSubstr("3/0C/00"));
}

TEST_F(DriveProgram, ADiscThatStaysBlankIsNoSuccess) {
    make_medium();
    const Ran ran = on_drive(burn(stash()), {"--fault", "stays-blank"});
    EXPECT_EQ(ran.exit_code, 7) << ran.out << ran.err;
    EXPECT_THAT(ran.out, Not(HasSubstr("verified")));
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
    const Ran refused = on_drive(burn(path), {"--fault", "refuse-text"});
    EXPECT_EQ(refused.exit_code, 7) << refused.out;
    EXPECT_THAT(refused.err, HasSubstr("--allow-without"));
    EXPECT_EQ(medium_state(), "blank");
    const json result =
        told(burn(path, {"--allow-without", "text"}), 0, {"--fault", "refuse-text"})["result"];
    EXPECT_EQ(result["lost"], json::parse(R"(["CD-TEXT (the drive refused it)"])"));
}

TEST_F(DriveProgram, InterruptedWhileWritingItSaysWhatBecameOfTheDisc) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--progress", "json"}), {"--pace", "4"},
                             {.interrupt_at = "\"phase\":\"writing\",\"done\":4"});
    EXPECT_EQ(ran.exit_code, 130) << ran.out << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("redbook: /dev/sr0: interrupted, "));
    EXPECT_THAT(ran.err, HasSubstr("; the stash " + folder_ / "night.stash" + " is as it was\n"));
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
        "/dev/sr0: the disc in it is already written; erase it (--erase), or put a blank one in");
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
    expect_refused_on_drive({"erase"}, 7, "/dev/sr0: there is no disc in it; put a CD-RW in",
                            {"--fault", "no-medium"});
}

TEST_F(DriveProgram, TheTrayGoesOutAndIn) {
    make_medium();
    EXPECT_EQ(on_drive({"eject"}).out, "/dev/sr0: the tray is open\n");
    EXPECT_EQ(on_drive({"eject", kDrive, "--load"}).out, "/dev/sr0: the tray is in\n");
}

// Copies
// ------------------------------------------------------------------------------------------------------------

TEST_F(DriveProgram, CopiesAskForTheNextDisc) {
    make_medium();
    make_medium("second.img");
    const Ran ran = on_drive(burn(stash(), {"--copies", "2", "--report", folder_ / "r.json"}),
                             {"--then", folder_ / "second.img"}, {.typed = "\n"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("/dev/sr0: disc 1 of 2 is done; put a blank disc in, and press Enter"));
    EXPECT_THAT(ran.out, HasSubstr("/dev/sr0: 2 discs recorded, read back and compared\n"));
    for (const int copy : {1, 2}) {
        const json report = json::parse(read_file(folder_ / fmt::format("r-{}.json", copy)));
        EXPECT_EQ(report["result"]["verdict"], "verified");
        EXPECT_EQ(report["result"]["recording"]["copy"], copy);
    }
}

TEST_F(DriveProgram, ADiscThatWillNotDoIsAskedForAgain) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--copies", "2"}), {}, {.typed = "\n\x04"});
    EXPECT_EQ(ran.exit_code, 130) << ran.out << ran.err;
    EXPECT_THAT(
        ran.err,
        HasSubstr("/dev/sr0: the disc in it is already written; put a blank disc in, and press Enter"));
    EXPECT_THAT(ran.err,
                HasSubstr("redbook: /dev/sr0: interrupted; 1 of 2 discs are recorded, and each is verified; "
                          "the stash is kept: " +
                          folder_ / "night.stash" + "\n"));
}

TEST_F(DriveProgram, CopiesNeedSomebodyToAsk) {
    make_medium();
    expect_refused_on_drive(
        burn(stash(), {"--copies", "3"}), 2,
        "--copies 3: asks for the next disc, and nobody is there to be asked (the input is no "
        "terminal); burn one disc at a time");
}

// Reports and configuration
// ------------------------------------------------------------------------------------------------------------

TEST_F(DriveProgram, AReportIsKeptAsAPageOrAsJson) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--report", folder_ / "r.html"}));
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("  report    " + folder_ / "r.html" + "\n"));
    const std::string page = read_file(folder_ / "r.html");
    EXPECT_THAT(page, HasSubstr("<h1>Night Music</h1>"));
    EXPECT_THAT(page, HasSubstr("<dt>Verdict</dt><dd>verified</dd>"));
    EXPECT_THAT(page, HasSubstr("<dt>Medium</dt><dd>CD-R, blank, 79:57:74</dd>"));
}

TEST_F(DriveProgram, AFailureIsReportedToo) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--report", folder_ / "r.json"}), {"--fault", "write-error@400"});
    EXPECT_EQ(ran.exit_code, 7);
    const json report = json::parse(read_file(folder_ / "r.json"));
    EXPECT_EQ(report["exit_code"], 7);
    EXPECT_THAT(report["errors"][0]["sentence"], HasSubstr("3/0C/00"));
    EXPECT_EQ(report["result"]["recording"]["drive"]["medium"]["state"], "blank") << "as it was before";
}

TEST_F(DriveProgram, AReportNeverStandsInThePlaceOfSomethingElse) {
    make_medium();
    write_file(folder_ / "r.html", "mine");
    expect_refused_on_drive(burn(stash(), {"--report", folder_ / "r.html"}), 1,
                            folder_ / "r.html" +
                                ": is already there; give another name, or replace it with --force");
}

TEST_F(DriveProgram, TheConfigurationSaysWhichRecorderAndItsOffsets) {
    make_medium();
    const std::string path = stash();
    std::filesystem::create_directory(folder_ / "redbook");
    write_file(
        folder_ / "redbook/config.toml",
        "recorder = \"/dev/sr0\"\n[drive.\"REDBOOK EMULATED CD-RW\"]\nwrite_offset = 30\nread_offset = -6\n");
    const json recording = told({"burn", path, "--simulate"}, 0)["result"]["recording"];
    EXPECT_EQ(recording["write_offset_samples"], 30);
    EXPECT_EQ(recording["read_offset_samples"], -6);
    const json given = told({"burn", path, "--simulate", "--write-offset", "0"}, 0)["result"]["recording"];
    EXPECT_EQ(given["write_offset_samples"], 0) << "the option goes first";
    write_file(folder_ / "redbook/config.toml", "recoder = 1\n");
    expect_refused_on_drive({"burn", path}, 3,
                            folder_ / "redbook/config.toml" +
                                ":1: there is no key 'recoder'; perhaps 'recorder' was meant");
}

TEST_F(DriveProgram, AWriteOffsetIsMadeGood) {
    make_medium();
    const Words fault{"--fault", "write-offset=30"};
    const json result = told(burn(stash(), {"--write-offset", "30"}), 0, fault)["result"];
    EXPECT_EQ(result["verdict"], "verified");
}

} // namespace
} // namespace redbook::test
