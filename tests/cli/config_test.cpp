#include "cli/config.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook::cli {
namespace {

using test::error_of;
using test::write_file;

class ConfigFile : public testing::Test {
  protected:
    Config read(const std::string& text) {
        write_file(path_, text);
        return read_config(system_files(), path_);
    }
    // The complaint, without the path before it.
    std::string complaint(const std::string& text) {
        const std::string whole = error_of(Errc::malformed, [&] { read(text); });
        EXPECT_EQ(whole.substr(0, path_.size() + 1), path_ + ":");
        return whole.substr(path_.size() + 1);
    }

    test::TempFolder folder_;
    const std::string path_ = folder_ / "config.toml";
};

TEST_F(ConfigFile, SaysWhatIsSettled) {
    ::setenv("HOME", "/music/alice", 1);
    const Config config = read("# mine\nrecorder = \"image:~/discs\"\nstash_folder = \"~/stashes\"\n"
                               "[drive.\"PLEXTOR PX-716A\"]\nwrite_offset = 30\nread_offset = -30\n"
                               "[drive.\"/dev/sr1\"]\nwrite_offset = 0\n");
    EXPECT_EQ(config.recorder, "image:/music/alice/discs");
    EXPECT_EQ(config.stash_folder, "/music/alice/stashes");
    EXPECT_EQ(config.offsets_of("/dev/sr0", "PLEXTOR PX-716A").write, 30);
    EXPECT_EQ(config.offsets_of("/dev/sr0", "PLEXTOR PX-716A").read, -30);
    EXPECT_EQ(config.offsets_of("/dev/sr0", "PIONEER BD-RW").write, std::nullopt);
}

TEST_F(ConfigFile, APathGoesBeforeAModelKeyByKey) {
    const Config config =
        read("[drive.\"A B\"]\nwrite_offset = 30\nread_offset = 6\nunreadable_edge_samples = 30\n"
             "[drive.\"/dev/sr1\"]\nwrite_offset = 0\n");
    const DriveOffsets offsets = config.offsets_of("/dev/sr1", "A B");
    EXPECT_EQ(offsets.write, 0);
    EXPECT_EQ(offsets.read, 6);
    EXPECT_EQ(offsets.unreadable_edge, 30);
}

TEST_F(ConfigFile, NoneAndAnEmptyOneSettleNothing) {
    EXPECT_EQ(read_config(system_files(), "").recorder, "");
    EXPECT_EQ(read_config(system_files(), folder_ / "none.toml").stash_folder, "");
    EXPECT_TRUE(read("").drives.empty());
}

TEST_F(ConfigFile, MistakesAreToldWithTheirLine) {
    EXPECT_EQ(complaint("recorder = \"/dev/sr0\"\nrecoder = 1\n"),
              "2: there is no key 'recoder'; perhaps 'recorder' was meant");
    EXPECT_EQ(complaint("\nverbose = true\n"),
              "2: there is no key 'verbose'; the keys are recorder, stash_folder, drive");
    EXPECT_EQ(complaint("recorder = 7\n"), "1: recorder: give a name in quotation marks");
    EXPECT_EQ(complaint("stash_folder = \"\"\n"), "1: stash_folder: give a name in quotation marks");
    EXPECT_EQ(complaint("drive = \"/dev/sr0\"\n"),
              "1: drive: begin a table for each drive, like [drive.\"PLEXTOR PX-716A\"]");
    EXPECT_EQ(complaint("[drive]\nwrite_offset = 6\n"),
              "2: write_offset: begin a table for each drive, like [drive.\"PLEXTOR PX-716A\"]");
    EXPECT_EQ(complaint("[drive.\"A B\"]\nwriteoffset = 6\n"),
              "2: there is no key 'writeoffset'; perhaps 'write_offset' was meant");
    for (const char* value : {"-1", "2941"})
        EXPECT_EQ(complaint("[drive.\"A B\"]\nunreadable_edge_samples = " + std::string(value) + "\n"),
                  "2: unreadable_edge_samples: give samples from 0 to 2940")
            << value;
    for (const char* value : {"2941", "-2941", "6.0", "\"6\"", "true"})
        EXPECT_EQ(complaint("[drive.\"A B\"]\nread_offset = " + std::string(value) + "\n"),
                  "2: read_offset: give samples from -2940 to 2940")
            << value;
}

TEST_F(ConfigFile, WhatIsNoTomlIsToldInTheWordsOfItsParser) {
    EXPECT_EQ(complaint("recorder = \n").substr(0, 2), "1:");
    EXPECT_EQ(complaint("recorder = \"a\"\nrecorder = \"b\"\n").substr(0, 2), "2:");
}

} // namespace
} // namespace redbook::cli
