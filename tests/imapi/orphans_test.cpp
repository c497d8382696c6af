#include "redbook/imapi/orphans.h"

#include <filesystem>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "tests/support/hooked_files.h"
#include "tests/support/memory_source.h"
#include "tests/support/temp_folder.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

constexpr int64_t kAllOfThem = std::numeric_limits<int64_t>::max();

void make_stash(const std::string& path, int tracks) {
    const auto staging = create_stash(system_files(), path, {});
    for (int k = 0; k < tracks; ++k) {
        Track track;
        if (k == 0) track.pause = kFirstPause;
        staging->open_track(track);
        staging->append(test::pattern_blocks(Lba{0}, BlockCount{300}));
        staging->close_track();
    }
    staging->close();
}

TEST(Orphans, NoTwoNamesAreTheSame) {
    const test::TempFolder folder;
    EXPECT_NE(new_stash_path(system_files(), folder.path()), new_stash_path(system_files(), folder.path()));
}

TEST(Orphans, TheNewestWithTracksIsTaken) {
    const test::TempFolder folder;
    make_stash(folder / "imapi-1-1.stash", 1);
    make_stash(folder / "imapi-1-2.stash", 2);
    make_stash(folder / "imapi-1-3.stash", 0);
    make_stash(folder / "other.stash", 3);
    test::write_file(folder / "imapi-1-4.stash", "rubbish");
    const auto now = std::filesystem::last_write_time(folder / "imapi-1-2.stash");
    std::filesystem::last_write_time(folder / "imapi-1-1.stash", now - std::chrono::hours(1));
    const auto first = take_orphan(system_files(), folder.path());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->path(), folder / "imapi-1-2.stash");
    const auto second = take_orphan(system_files(), folder.path());
    ASSERT_TRUE(second) << "the first is held";
    EXPECT_EQ(second->path(), folder / "imapi-1-1.stash");
    EXPECT_FALSE(take_orphan(system_files(), folder.path()));
    EXPECT_FALSE(take_orphan(system_files(), folder / "nowhere"));
}

TEST(Orphans, OnlyOldOnesThatNobodyHoldsAreRemoved) {
    const test::TempFolder folder;
    make_stash(folder / "imapi-1-1.stash", 1);
    make_stash(folder / "imapi-1-2.stash", 1);
    make_stash(folder / "other.stash", 1);
    const auto held = continue_stash(system_files(), folder / "imapi-1-2.stash");
    remove_orphans(system_files(), folder.path(), 0);
    EXPECT_EQ(system_files().list(folder.path()).size(), 3u) << "none is so old";
    remove_orphans(system_files(), folder.path(), kAllOfThem);
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("imapi-1-2.stash", "other.stash"));
}

TEST(Orphans, WhatCannotBeRemovedIsTold) {
    const test::TempFolder folder;
    EXPECT_FALSE(try_remove(system_files(), folder / "nothing"));
}

TEST(Orphans, WhatADeadProgramLeftWithoutAClosedTrackGoesAtOnce) {
    const test::TempFolder folder;
    make_stash(folder / "imapi-1-1.stash", 1);
    make_stash(folder / "imapi-1-2.stash", 0);
    {
        const auto killed = continue_stash(system_files(), folder / "imapi-1-2.stash");
        killed->open_track({});
        killed->append(test::pattern_blocks(Lba{0}, BlockCount{500}));
    }
    make_stash(folder / "imapi-1-3.stash", 0);
    const auto held = continue_stash(system_files(), folder / "imapi-1-3.stash");
    make_stash(folder / "other.stash", 0);
    remove_leftovers(system_files(), folder.path(), true);
    EXPECT_THAT(system_files().list(folder.path()),
                ElementsAre("imapi-1-1.stash", "imapi-1-3.stash", "other.stash"));
    remove_leftovers(system_files(), folder / "nowhere", true);
}

// Its program closes a track and dies at some moment while another one looks for leftovers.
TEST(Orphans, AStashThatGetsItsFirstTrackBeforeItIsRemovedStays) {
    for (int moment = 0;; ++moment) {
        const test::TempFolder folder;
        const std::string path = folder / "imapi-1-1.stash";
        make_stash(path, 0);
        int looks = 0;
        bool closed = false;
        test::HookedFiles files(system_files(), [&](const std::string&) {
            if (looks++ != moment) return;
            try {
                const auto staging = continue_stash(system_files(), path);
                staging->open_track({.pause = kFirstPause});
                staging->append(test::pattern_blocks(Lba{0}, BlockCount{300}));
                staging->close_track();
                closed = true;
            } catch (const Error&) { // it is held to be removed, or gone
            }
        });
        remove_leftovers(files, folder.path(), true);
        if (looks <= moment) break;
        EXPECT_EQ(system_files().status(path).has_value(), closed) << "at look " << moment;
        if (closed) {
            EXPECT_EQ(open_stash(system_files(), path)->disc().tracks.size(), 1u);
        }
    }
}

// Of one track of 300 blocks.
constexpr auto kRecordedReport = R"({"exit_code": 0, "result": {"verdict": "verified", "discs": [
                                       {"lead_out": {"lba": 300}, "tracks": [{"number": 1}]}]}})";

// The client died while its disc was recorded, and another one took its stash over and added a track.
TEST(Orphans, AStashThatGotATrackWhileItWasRecordedStays) {
    const test::TempFolder folder;
    make_stash(folder / "imapi-1-1.stash", 2);
    test::write_file(folder / "imapi-1-1.json", kRecordedReport);
    remove_leftovers(system_files(), folder.path(), true);
    EXPECT_EQ(open_stash(system_files(), folder / "imapi-1-1.stash")->disc().tracks.size(), 2u);
}

// The client died, and the program that recorded for it finished its disc.
TEST(Orphans, AStashThatIsRecordedIsNotOfferedAgain) {
    const test::TempFolder folder;
    for (const char* name : {"imapi-1-1", "imapi-1-2", "imapi-1-3"})
        make_stash(folder / (std::string(name) + ".stash"), 1);
    const auto held = continue_stash(system_files(), folder / "imapi-1-3.stash");
    const std::string recorded = kRecordedReport;
    test::write_file(folder / "imapi-1-1.json", recorded);
    test::write_file(folder / "imapi-1-2.json", R"({"exit_code": 5, "result": {"verdict": "differs"}})");
    test::write_file(folder / "imapi-1-3.json", recorded);
    test::write_file(folder / "imapi-1-4.json", recorded);
    remove_leftovers(system_files(), folder.path(), true);
    EXPECT_THAT(system_files().list(folder.path()),
                ElementsAre("imapi-1-2.json", "imapi-1-2.stash", "imapi-1-3.json", "imapi-1-3.stash"));
    EXPECT_EQ(take_orphan(system_files(), folder.path())->path(), folder / "imapi-1-2.stash");
}

// Its files tell whether a file is held while it is removed.
class WatchedFiles final : public FileSystem {
  public:
    std::unique_ptr<File> open(const std::string& path, Access access) override {
        return system_files().open(path, access);
    }
    std::unique_ptr<File> create(const std::string& path) override { return system_files().create(path); }
    void create_folder(const std::string& path) override { system_files().create_folder(path); }
    void rename(const std::string& from, const std::string& to) override { system_files().rename(from, to); }
    void remove_file(const std::string& path) override {
        held.push_back(!system_files().open(path, Access::read_write)->try_lock());
        system_files().remove_file(path);
    }
    void remove_folder(const std::string& path) override { system_files().remove_folder(path); }
    void sync_folder(const std::string& path) override { system_files().sync_folder(path); }
    std::optional<FileStatus> status(const std::string& path) override { return system_files().status(path); }
    std::vector<std::string> list(const std::string& folder) override { return system_files().list(folder); }

    std::vector<bool> held;
};

TEST(Orphans, OneThatIsRemovedIsHeldSoThatNobodyTakesItOverInBetween) {
    const test::TempFolder folder;
    WatchedFiles files;
    make_stash(folder / "imapi-1-1.stash", 1);
    remove_orphans(files, folder.path(), kAllOfThem);
    ASSERT_FALSE(files.held.empty());
    EXPECT_TRUE(files.held.front());
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre());
}

} // namespace
} // namespace redbook::imapi
