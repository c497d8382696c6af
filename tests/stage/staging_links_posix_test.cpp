// Stashes that are named by a symbolic link: the link stays, and the stash it leads to is changed.
#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

class StagingLinks : public testing::Test {
  protected:
    StagingLinks() {
        files_.create_folder(folder_ / "real");
        EXPECT_EQ(::symlink("real/x.stash", link_.c_str()), 0);
    }

    void expect_link_and(const Disc& disc) {
        EXPECT_TRUE(std::filesystem::is_symlink(link_));
        EXPECT_FALSE(std::filesystem::is_symlink(real_));
        EXPECT_EQ(open_stash(files_, real_)->disc(), disc);
        EXPECT_THAT(files_.list(folder_.path()), ElementsAre("link.stash", "real"));
        EXPECT_THAT(files_.list(folder_ / "real"), ElementsAre("x.stash"))
            << "temporary files were beside it";
    }

    FileSystem& files_ = system_files();
    TempFolder folder_;
    std::string link_ = folder_ / "link.stash", real_ = folder_ / "real/x.stash";
    Disc disc_ = plain_disc({300, 310});
};

TEST_F(StagingLinks, ANewStashIsMadeWhereADanglingLinkLeads) {
    stage_disc(files_, link_, disc_);
    expect_link_and(disc_);
}

TEST_F(StagingLinks, DroppingAndClearingChangeTheStashThatTheLinkLeadsTo) {
    stage_disc(files_, real_, disc_);
    const auto staging = continue_stash(files_, link_);
    staging->drop_last();
    expect_link_and(first_tracks(disc_, 1));
    staging->clear();
    expect_link_and(Disc{});
    EXPECT_EQ(staging->path(), link_);
}

TEST_F(StagingLinks, ReplacingReplacesTheStashThatTheLinkLeadsTo) {
    stage_disc(files_, real_, disc_);
    create_stash(files_, link_, {}, true)->close();
    expect_link_and(Disc{});
}

TEST_F(StagingLinks, AWriterLocksTheStashWhateverItIsCalled) {
    stage_disc(files_, real_, disc_);
    const auto staging = continue_stash(files_, link_);
    EXPECT_EQ(error_of(Errc::in_use, [&] { continue_stash(files_, real_); }),
              real_ + ": another program is staging into it; let it finish first");
    EXPECT_EQ(error_of(Errc::in_use, [&] { create_stash(files_, real_, {}, true); }),
              real_ + ": another program is staging into it; let it finish first");
}

TEST_F(StagingLinks, ALinkIntoAFolderThatIsNotThereIsNotFound) {
    const std::string lost = folder_ / "lost.stash";
    EXPECT_EQ(::symlink("nowhere/x.stash", lost.c_str()), 0);
    error_of(Errc::not_found, [&] { create_stash(files_, lost, {}); });
    EXPECT_TRUE(std::filesystem::is_symlink(lost));
}

} // namespace
} // namespace redbook
