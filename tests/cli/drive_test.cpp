// The program on a drive: an emulated one, which redbook-emudrive hands to it as /dev/sr0.
#include <nlohmann/json.hpp>

#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kDrive = "/dev/sr0";

class DriveProgram : public ProgramTest {
  protected:
    using Words = std::vector<std::string>;

    void make_medium(const std::string& name = "disc.img", Words options = {}) {
        Words command{REDBOOK_EMUDRIVE_PROGRAM, "--new", folder_ / name};
        command.insert(command.end(), options.begin(), options.end());
        ASSERT_EQ(run_program(command).exit_code, 0);
    }

    // redbook with a drive that has disc.img in it. `options` are the drive's.
    Ran on_drive(Words arguments, Words options = {}, HowToRun how = {}) {
        Words command{REDBOOK_EMUDRIVE_PROGRAM, folder_ / "disc.img"};
        command.insert(command.end(), options.begin(), options.end());
        command.insert(command.end(), {"--", REDBOOK_PROGRAM});
        command.insert(command.end(), arguments.begin(), arguments.end());
        for (const char* variable : {"HOME=", "XDG_CONFIG_HOME=", "XDG_STATE_HOME="})
            how.environment.push_back(variable + folder_.path());
        return run_program(command, how);
    }

    json told(Words arguments, int exit_code, Words options = {}) {
        arguments.push_back("--json");
        const Ran ran = on_drive(std::move(arguments), std::move(options));
        EXPECT_EQ(ran.exit_code, exit_code) << ran.out << ran.err;
        return json::parse(ran.out);
    }

    // Two tracks of five seconds, with all that a disc can say.
    std::string stash(Words more = {}) {
        const std::string path = folder_ / "night.stash";
        Words command{"stage",         path,
                      wav("1.wav"),    wav("2.wav", kFiveSeconds, 2),
                      "--pause",       "2s",
                      "--title",       "Night Music",
                      "--performer",   "The Band",
                      "--track-title", "1=One",
                      "--mcn",         "4006381333931",
                      "--isrc",        "2=DEXYZ2600002",
                      "--flags",       "2=DCP"};
        command.insert(command.end(), more.begin(), more.end());
        EXPECT_EQ(redbook(command).exit_code, 0);
        return path;
    }

    void expect_refused_on_drive(const Words& arguments, int code, const std::string& message,
                                 Words options = {}) {
        const auto before = names();
        const Ran ran = on_drive(arguments, std::move(options));
        EXPECT_EQ(ran.err, "redbook: " + message + "\n");
        EXPECT_EQ(ran.out, "");
        EXPECT_EQ(ran.exit_code, code);
        EXPECT_EQ(names(), before) << "something was left behind";
    }

    // As the drive sees the medium afterwards.
    std::string medium_state() {
        const json medium = told({"drives"}, 0)["result"]["drives"][0]["medium"];
        return medium["state"].get<std::string>() + (medium.contains("appendable") ? ", open" : "");
    }

    Words burn(const std::string& what, Words more = {}) {
        Words words{"burn", what, "--drive", kDrive};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
};

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
    EXPECT_THAT(read_file(folder_ / "trace.txt"), HasSubstr("SET CD SPEED | bb 00 23 d5 05 84 "))
        << "1412 kB/s";
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
    expect_refused_on_drive(burn(path), 4,
                            "/dev/sr0: track 2 does not fit: the disc ends at 00:14:00, 00:00:01 (1 block) "
                            "behind the 00:13:74 that the "
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
        HasSubstr(", the disc is spoilt: 3/0C/00: write error; clean the disc or take another one\n"));
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
        "not take a value in a list; it may take one without CD-TEXT, ISRC or indexes "
        "(--allow-without text,isrc,index)",
        {"--fault", "refuse-text"});
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
    const std::string file = wav("1.wav");
    expect_refused_on_drive(burn(file, {"--drive", file}), 2,
                            "--drive is given more than once; see 'redbook burn --help'");
    expect_refused_on_drive({"eject", file}, 7,
                            file + ": is no drive; 'redbook drives' lists those there are");
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
    ASSERT_EQ(
        on_drive(burn(stash(), {"--report", folder_ / "r.html"}), {"--fault", "write-error@400"}).exit_code,
        7);
    EXPECT_THAT(read_file(folder_ / "r.html"), HasSubstr("<h1>Night Music</h1>"))
        << "what was meant to be recorded";
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

TEST_F(DriveProgram, AnOffsetIsFoundAndNamed) {
    make_medium();
    const Ran ran = on_drive(burn(stash()), {"--fault", "read-offset=30"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(
        ran.out,
        HasSubstr("  offset    the audio lies 30 samples late; compared as if it did not\n  unproven  "));
}

TEST_F(DriveProgram, AWriteOffsetIsMadeGood) {
    make_medium();
    const Words fault{"--fault", "write-offset=30"};
    const json result = told(burn(stash(), {"--write-offset", "30"}), 0, fault)["result"];
    EXPECT_EQ(result["verdict"], "verified");
}

} // namespace
} // namespace redbook::test
