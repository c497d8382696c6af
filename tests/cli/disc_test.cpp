// The program reads a disc that lies in a drive.
#include <gmock/gmock.h>

#include "tests/cli/drive_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DiscProgram : public DriveProgram {
  protected:
    // A recorded disc, and the stash that it was recorded from.
    std::string recorded(Words more = {}) {
        make_medium();
        const std::string path = stash();
        const Ran ran = on_drive(burn(path, std::move(more)));
        EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
        return path;
    }
    void configure(const std::string& keys) {
        std::filesystem::create_directory(folder_ / "redbook");
        write_file(folder_ / "redbook/config.toml", "[drive.\"REDBOOK EMULATED CD-RW\"]\n" + keys);
    }
    json verified(const std::string& path, int exit_code, Words faults, Words more = {}) {
        Words options;
        for (const std::string& f : faults) options.insert(options.end(), {"--fault", f});
        Words command{"verify", path, kDrive};
        command.insert(command.end(), more.begin(), more.end());
        return told(command, exit_code, options);
    }
};

TEST_F(DiscProgram, ATrueBurnIsVerifiedAgainLater) {
    const json result = verified(recorded(), 0, {})["result"];
    EXPECT_EQ(result["verdict"], "verified");
    EXPECT_FALSE(result.contains("offset_samples") || result.contains("unproven"));
}

TEST_F(DiscProgram, SoAreTracksAtOnceWhateverTheirRunOutHolds) {
    make_medium();
    const std::string path = stash({"--mode", "tao"});
    ASSERT_EQ(on_drive(burn(path), {"--fault", "run-out-garbage"}).exit_code, 0);
    for (const std::string fault : {"run-out-garbage", "run-out-unreadable"}) {
        const json result = verified(path, 0, {fault})["result"];
        EXPECT_EQ(result["verdict"], "verified");
        EXPECT_EQ(result["items"][3]["detail"], "/dev/sr0 cannot hold ISRC");
        EXPECT_EQ(result["items"][5]["state"], "not checkable") << "CD-TEXT";
    }
}

TEST_F(DiscProgram, SoAreTracksAtOnceOfARecorderThatLeavesNoRunOut) {
    make_medium();
    const std::string path = stash({"--mode", "tao"});
    ASSERT_EQ(on_drive(burn(path), {"--fault", "no-run-out"}).exit_code, 0);
    EXPECT_EQ(verified(path, 0, {})["result"]["verdict"], "verified");
}

TEST_F(DiscProgram, AFlippedBitDiffersAtItsPlace) {
    make_medium();
    const std::string path = stash();
    on_drive(burn(path, {"--no-verify"}), {"--fault", "flip-bit@375=8"});
    const json told = verified(path, 5, {});
    EXPECT_THAT(told["errors"][0]["sentence"].get<std::string>(),
                HasSubstr("/dev/sr0 differ: audio of track 2: pregap of track 2, 00:02:00 before INDEX 01 "
                          "(byte 1 of the pregap): "));
}

TEST_F(DiscProgram, ADriveThatIsOffIsVerifiedExceptForWhatThatHides) {
    const std::string path = recorded();
    const json told = verified(path, 6, {"read-offset=30"});
    EXPECT_EQ(told["result"]["verdict"], "not verified");
    EXPECT_EQ(told["result"]["not_verified_samples"], 30);
    EXPECT_EQ(told["result"]["offset_samples"], -30);
    EXPECT_EQ(told["result"]["unproven"], json({"the first 30 samples of track 1"}));
    EXPECT_EQ(told["result"]["items"][6]["detail"], "the drive does not return the first 30 samples");
    EXPECT_EQ(told["warnings"], json({"/dev/sr0: 30 samples at the edge of the disc cannot be read; "
                                      "unreadable_edge_samples = 30 in config.toml accepts that"}));
    const Ran ran = on_drive({"verify", path, kDrive}, {"--fault", "read-offset=30"});
    EXPECT_THAT(ran.out, HasSubstr("  offset    the audio is 30 samples early; compared as if it were not\n"
                                   "  verdict   verified except the first 30 samples of track 1\n"));
}

TEST_F(DiscProgram, UnreadableEdgesThatAreConfiguredAreAcceptedButNotVerified) {
    const std::string path = recorded();
    configure("unreadable_edge_samples = 30\n");
    const json told = verified(path, 0, {"read-offset=30"});
    EXPECT_EQ(told["result"]["verdict"], "not verified");
    EXPECT_EQ(told["result"]["not_verified_samples"], 30);
    EXPECT_EQ(told["warnings"], json::array());
    verified(path, 6, {"read-offset=31"});
    verified(path, 6, {"read-offset=30", "unreadable@100=0"});
}

TEST_F(DiscProgram, ADriveThatReadsBeyondTheEdgesIsVerified) {
    const std::string path = recorded();
    for (const std::string offset : {"read-offset=30", "read-offset=-30"}) {
        const json told = verified(path, 0, {offset, "overread=2"});
        EXPECT_EQ(told["result"]["verdict"], "verified");
        EXPECT_FALSE(told["result"].contains("unproven"));
    }
}

// Then the drive is not off any more, but its edges stay what they are.
TEST_F(DiscProgram, AReadOffsetThatIsKnownIsMadeGood) {
    const std::string path = recorded();
    const json given = verified(path, 6, {"read-offset=30"}, {"--read-offset", "-30"})["result"];
    EXPECT_FALSE(given.contains("offset_samples"));
    EXPECT_EQ(given["unproven"], json({"the first 30 samples of track 1"}));
    configure("read_offset = -30\n");
    EXPECT_EQ(verified(path, 6, {"read-offset=30"})["result"], given) << "as configured";
    EXPECT_EQ(verified(path, 6, {"read-offset=30"}, {"--read-offset", "0"})["result"]["offset_samples"], -30)
        << "the option goes first";
}

TEST_F(DiscProgram, UnreadableBlocksAreNotVerified) {
    const json told = verified(recorded(), 6, {"unreadable@100=0"});
    EXPECT_EQ(told["result"]["verdict"], "not verified");
    EXPECT_EQ(told["result"]["items"][6]["detail"],
              "1 block cannot be read at track 1 at 00:01:25 (byte 235200 of the track)");
    EXPECT_EQ(told["warnings"][0],
              "/dev/sr0: 1 block at 00:03:25 cannot be read; there is silence in place of it");
}

TEST_F(DiscProgram, TextThatTheDriveDropsDiffers) {
    make_medium();
    const std::string path = stash();
    on_drive(burn(path, {"--no-verify"}), {"--fault", "drops-text"});
    EXPECT_THAT(verified(path, 5, {})["errors"][0]["sentence"].get<std::string>(),
                HasSubstr("CD-TEXT: title of the album: \"Night Music\" in "));
}

TEST_F(DiscProgram, ACopyOfADiscIsTheDisc) {
    const std::string path = recorded(), copy = folder_ / "copy.stash";
    const Ran staged = on_drive({"stage", copy, kDrive});
    EXPECT_EQ(staged.exit_code, 0) << staged.out << staged.err;
    EXPECT_EQ(redbook({"verify", path, copy}).exit_code, 0);
    EXPECT_EQ(on_drive({"verify", copy, kDrive}).exit_code, 0);
}

TEST_F(DiscProgram, ACopyWithHolesIsSaidToHaveThem) {
    recorded();
    const Words fault{"--fault", "unreadable@100=0"};
    const json staged = told({"stage", folder_ / "copy.stash", kDrive}, 6, fault);
    EXPECT_EQ(staged["result"]["outcome"],
              folder_ / "copy.stash" + ": 2 tracks staged; the disc could not be read everywhere; 1 warning");
    EXPECT_EQ(staged["warnings"],
              json({"/dev/sr0: 1 block at 00:03:25 cannot be read; there is silence in place of it"}));
    const json mastered = told({"master", kDrive, "-o", out_}, 6, fault);
    EXPECT_EQ(mastered["result"]["outcome"], out_ + ": written, but not wholly verified; 1 warning");
}

TEST_F(DiscProgram, ACopyWithoutItsEdgesIsSaidToLackThem) {
    recorded();
    const Words off{"--fault", "read-offset=30"};
    const json warnings{
        "/dev/sr0: the drive does not return the first 30 samples of the disc; there is silence in "
        "place of them",
        "/dev/sr0: 30 samples at the edge of the disc cannot be read; unreadable_edge_samples = 30 in "
        "config.toml accepts that"};
    const std::string copy = folder_ / "copy.stash";
    const json staged = told({"stage", copy, kDrive, "--read-offset", "-30"}, 6, off);
    EXPECT_EQ(staged["result"]["outcome"],
              copy + ": 2 tracks staged; the disc could not be read everywhere; 2 warnings");
    EXPECT_EQ(staged["warnings"], warnings);
    const json mastered = told({"master", kDrive, "-o", out_, "--read-offset", "-30"}, 6, off);
    EXPECT_EQ(mastered["result"]["outcome"], out_ + ": written, but not wholly verified; 2 warnings");
    EXPECT_EQ(mastered["warnings"], warnings);
    EXPECT_EQ(told({"info", kDrive, "--read-offset", "-30"}, 0, off)["warnings"], json::array({warnings[0]}));
    EXPECT_EQ(told({"info", kDrive, "--no-checksums", "--read-offset", "-30"}, 0, off)["warnings"],
              json::array())
        << "nothing was read";
    configure("read_offset = -30\nunreadable_edge_samples = 30\n");
    EXPECT_EQ(told({"stage", folder_ / "other.stash", kDrive}, 0, off)["warnings"],
              json::array({warnings[0]}));
}

TEST_F(DiscProgram, ACopyWithHolesThatIsRecordedIsNotVerified) {
    recorded();
    make_medium("blank.img");
    const json burned = told({"burn", kDrive, "--drive", "/dev/sr1"}, 6,
                             {"--fault", "unreadable@100=0", "--drive", folder_ / "blank.img"});
    EXPECT_EQ(burned["result"]["verdict"], "verified") << "the disc is the stash";
    EXPECT_THAT(
        burned["result"]["outcome"].get<std::string>(),
        testing::StartsWith("/dev/sr1: recorded, read back and compared; but what was recorded could not be "
                            "read everywhere; the stash is kept: "));
    EXPECT_EQ(burned["warnings"][0],
              "/dev/sr0: 1 block at 00:03:25 cannot be read; there is silence in place of it");
}

TEST_F(DiscProgram, WhatAnswersAtTheSecondTryIsRead) {
    recorded();
    EXPECT_EQ(told({"stage", folder_ / "copy.stash", kDrive}, 0, {"--fault", "unreadable@100=2"})["warnings"],
              json::array());
}

TEST_F(DiscProgram, ADiscIsMasteredAndIdentified) {
    const std::string path = recorded();
    EXPECT_EQ(on_drive({"master", kDrive, "-o", out_}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", path, out_}).exit_code, 0);
    const json ids = told({"id", kDrive}, 0)["result"]["discs"][0]["ids"];
    const json expected = json::parse(redbook({"id", path, "--json"}).out)["result"]["discs"][0]["ids"];
    EXPECT_EQ(ids, expected);
}

TEST_F(DiscProgram, InfoTellsWhatIsOnADisc) {
    recorded();
    const json disc = told({"info", kDrive}, 0)["result"]["discs"][0];
    EXPECT_EQ(disc["kind"], "audio disc");
    EXPECT_EQ(disc["text_blocks"][0]["album"]["title"], "Night Music");
    EXPECT_EQ(disc["mcn"], "4006381333931");
    EXPECT_EQ(disc["tracks"][1]["isrc"], "DEXYZ2600002");
}

TEST_F(DiscProgram, WithoutADiscThereIsNothingToRead) {
    make_medium();
    expect_refused_on_drive({"info", kDrive}, 7,
                            "/dev/sr0: the disc in it is blank; there is nothing to read");
    expect_refused_on_drive({"info", kDrive}, 7,
                            "/dev/sr0: cannot use the disc: 2/3A/01: there is no disc in it; put one in",
                            {"--fault", "no-medium"});
    expect_refused_on_drive({"stage", folder_ / "x.stash", kDrive}, 7,
                            "/dev/sr0: the disc in it is blank; there is nothing to read");
}

} // namespace
} // namespace redbook::test
