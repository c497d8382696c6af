// burn on a drive: the whole road, copies, reports, and what the configuration says.
#include <fmt/format.h>

#include <gmock/gmock.h>

#include "tests/cli/drive_kit.h"

namespace redbook::test {
namespace {

using testing::HasSubstr;

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
    expect_refused_on_drive(burn(folder_ / "night.stash", {"--simulate"}), 7,
                            "/dev/sr0: the drive was to simulate only, but the disc is not blank any more; "
                            "record for real, on another disc",
                            {"--fault", "writes-in-test"});
}

TEST_F(DriveProgram, WithoutReadingBackNothingIsVerified) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--no-verify"}));
    EXPECT_EQ(ran.exit_code, 6);
    EXPECT_THAT(ran.out, HasSubstr("  verdict   not verified: reading back was not asked for"));
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
    const Ran ran = on_drive(burn(stash(), {"--progress", "json"}), {"--pace", "8"});
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

TEST_F(DriveProgram, AWrittenDiscIsNoDiscThatIsTooSmall) {
    make_medium();
    expect_refused_on_drive(burn(wav("1.wav")), 7,
                            "/dev/sr0: the disc in it is already written; put a blank one in",
                            {"--fault", "not-blank", "--fault", "capacity=300"});
}

TEST_F(DriveProgram, AGapIsNotTakenForADrive) {
    make_medium();
    expect_refused_on_drive(burn(wav("1.wav"), {"--gap", "0"}), 2,
                            "--gap: is for images; /dev/sr0 is a drive, which leaves 2 s (150 blocks)");
}

// Copies
// ------------------------------------------------------------------------------------------------------------

TEST_F(DriveProgram, TheNextBlankStartsByItselfWithoutATerminal) {
    for (const char* name : {"disc.img", "second.img", "third.img"}) make_medium(name);
    const Ran ran = on_drive(burn(stash(), {"--copies", "3", "--report", folder_ / "r.json"}),
                             {"--served", "--then", folder_ / "second.img", "--then", folder_ / "third.img"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.err, testing::MatchesRegex(
                             "/dev/sr0: disc 1 of 3: verified, [0-9.]+x, 00:0[0-9]\n"
                             "/dev/sr0: there is no disc in it; put a blank disc in for disc 2 of 3\n"
                             "/dev/sr0: disc 2 of 3: verified, [0-9.]+x, 00:0[0-9]\n"
                             "/dev/sr0: there is no disc in it; put a blank disc in for disc 3 of 3\n"
                             "/dev/sr0: disc 3 of 3: verified, [0-9.]+x, 00:0[0-9]\n"));
    EXPECT_THAT(ran.out, HasSubstr("/dev/sr0: 3 discs recorded, read back and compared\n"));
    for (const int copy : {1, 2, 3}) {
        const json report = json::parse(read_file(folder_ / fmt::format("r-{}.json", copy)));
        EXPECT_EQ(report["result"]["verdict"], "verified");
        EXPECT_EQ(report["result"]["recording"]["copy"], copy);
    }
}

TEST_F(DriveProgram, OnATerminalEnterDrawsTheTrayIn) {
    make_medium();
    make_medium("second.img");
    const Ran ran =
        on_drive(burn(stash(), {"--copies", "2"}), {"--then", folder_ / "second.img"}, {.typed = "\n"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("/dev/sr0: 2 discs recorded, read back and compared\n"));
}

TEST_F(DriveProgram, AFailedDiscIsReportedAndDoesNotCount) {
    make_medium();
    make_medium("small.img", {"--capacity", "400"});
    make_medium("third.img");
    const Ran ran = on_drive(burn(stash(), {"--copies", "2", "--report", folder_ / "r.json"}),
                             {"--served", "--then", folder_ / "small.img", "--then", folder_ / "third.img"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("/dev/sr0: disc 2 of 2: /dev/sr0: track 2 does not fit"));
    EXPECT_THAT(ran.err, HasSubstr("/dev/sr0: disc 2 of 2: verified"));
    EXPECT_THAT(ran.err, HasSubstr("/dev/sr0: disc 2 of 2 failed and does not count: /dev/sr0: track 2"));
    EXPECT_THAT(ran.out, HasSubstr("/dev/sr0: 2 discs recorded, read back and compared; 1 warning\n"));
    EXPECT_EQ(json::parse(read_file(folder_ / "r-2-failed.json"))["exit_code"], 4);
    EXPECT_EQ(json::parse(read_file(folder_ / "r-2.json"))["exit_code"], 0);
}

TEST_F(DriveProgram, ADriveThatFailsThreeTimesIsGivenUp) {
    for (const char* name : {"disc.img", "second.img", "third.img"}) make_medium(name);
    const std::string path = stash();
    const Ran ran = on_drive(burn(path, {"--copies", "20", "--from", "8", "--report", folder_ / "r.json"}),
                             {"--served", "--then", folder_ / "second.img", "--then", folder_ / "third.img",
                              "--fault", "write-error@400"});
    EXPECT_EQ(ran.exit_code, 7) << ran.out << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("; 7 of 20 discs are recorded; continue with 'redbook burn " + path +
                                   " --copies 20 --from 8'\n"));
    EXPECT_THAT(ran.err, HasSubstr("disc 8 of 20 failed and does not count: /dev/sr0: recording failed"));
    for (const char* name : {"r-8-failed.json", "r-8-failed-2.json", "r-8-failed-3.json"})
        EXPECT_EQ(json::parse(read_file(folder_ / name))["exit_code"], 7) << name;
    EXPECT_FALSE(std::filesystem::exists(folder_ / "r-8.json"));
}

TEST_F(DriveProgram, CopiesAreResumedWhereTheyWere) {
    make_medium();
    make_medium("second.img");
    const Ran ran = on_drive(burn(stash(), {"--copies", "9", "--from", "8", "--progress", "json"}),
                             {"--served", "--then", folder_ / "second.img"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("/dev/sr0: 2 discs recorded, read back and compared\n"));
    for (const char* copy : {"8", "9"})
        EXPECT_THAT(ran.err, HasSubstr(std::string("{\"event\":\"disc\",\"drive\":\"/dev/sr0\",\"copy\":") +
                                       copy + ",\"copies\":9,\"exit_code\":0,\"outcome\":\"verified, "));
}

TEST_F(DriveProgram, SeveralDrivesRecordSideBySide) {
    for (const char* name : {"disc.img", "second.img", "third.img", "fourth.img"}) make_medium(name);
    const Ran ran = on_drive(burn(stash(), {"--drive", "/dev/sr1", "--copies", "3"}),
                             {"--served", "--then", folder_ / "third.img", "--drive", folder_ / "second.img",
                              "--served", "--then", folder_ / "fourth.img"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("/dev/sr0, /dev/sr1: 3 discs recorded, read back and compared\n"));
    for (const char* disc : {"1", "2", "3"})
        EXPECT_THAT(ran.err, HasSubstr(std::string(": disc ") + disc + " of 3: verified, "));
    EXPECT_THAT(ran.err, HasSubstr("/dev/sr1: disc "));
}

TEST_F(DriveProgram, AnInterruptedSetSaysHowToContinue) {
    make_medium();
    const Ran ran = on_drive(burn(stash(), {"--copies", "2"}), {}, {.typed = "\n\x04"});
    EXPECT_EQ(ran.exit_code, 130) << ran.out << ran.err;
    EXPECT_THAT(
        ran.err,
        HasSubstr("/dev/sr0: the disc in it is already written; put a blank disc in for disc 2 of 2"));
    EXPECT_THAT(ran.err, HasSubstr("redbook: /dev/sr0: interrupted; 1 of 2 discs are recorded; continue with "
                                   "'redbook burn " +
                                   folder_ / "night.stash" + " --copies 2 --from 2'\n"));
}

TEST_F(DriveProgram, CopiesThatAreNotVerifiedAreMadeAllTheSame) {
    make_medium();
    make_medium("second.img");
    const Ran ran = on_drive(burn(stash(), {"--copies", "2", "--no-verify"}),
                             {"--served", "--then", folder_ / "second.img"});
    EXPECT_EQ(ran.exit_code, 6) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("/dev/sr0: 2 discs recorded, not verified\n"));
}

TEST_F(DriveProgram, CopiesThatMakeNoSenseAreRefused) {
    make_medium();
    expect_refused_on_drive(burn(stash(), {"--copies", "3", "--simulate"}), 2,
                            "--copies 3: one disc is enough to simulate with; leave it out");
    expect_refused_on_drive(burn(stash(), {"--from", "4", "--copies", "3"}), 2,
                            "--from 4: there is no such disc of 3; give --copies N");
    expect_refused_on_drive(burn(stash(), {"--drive", "/dev/sr1"}), 2,
                            "--drive: there are 2 drives for 1 disc; give --copies N");
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
    EXPECT_THAT(page, HasSubstr("<dt>Medium</dt><dd>CD-R, 79:57:74</dd>"));
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

// Here the stash comes to lie where the report was to be.
TEST_F(DriveProgram, AReportThatCannotBeKeptHidesNotWhatBecameOfTheDisc) {
    make_medium();
    const std::string place = folder_ / "r.json";
    const Ran ran = on_drive(burn(wav("1.wav"), {"--stash", place, "--report", place}));
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.out, HasSubstr("  verdict   verified\n"));
    EXPECT_EQ(ran.err,
              "redbook: " + place + ": is already there; give another name, or replace it with --force\n");
    EXPECT_EQ(redbook({"verify", wav("1.wav"), place}).exit_code, 0) << "the stash";
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
    EXPECT_EQ(ran.exit_code, 6) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("  offset    the audio is 30 samples early; compared as if it were not\n"
                                   "  verdict   verified except the first 30 samples of track 1\n"));
    EXPECT_THAT(
        ran.out,
        HasSubstr("/dev/sr0: recorded, verified except the first 30 samples of track 1; 1 warning\n"));
    EXPECT_EQ(ran.err, "warning: /dev/sr0: 30 samples at the edge of the disc cannot be read; "
                       "unreadable_edge_samples = 30 in config.toml accepts that\n");
}

TEST_F(DriveProgram, AWriteOffsetIsMadeGood) {
    make_medium();
    const Words fault{"--fault", "write-offset=30"};
    const json result = told(burn(stash(), {"--write-offset", "30"}), 0, fault)["result"];
    EXPECT_EQ(result["verdict"], "verified");
}

} // namespace
} // namespace redbook::test
