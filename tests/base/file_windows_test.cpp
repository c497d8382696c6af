#include <windows.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/file_common.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using test::TempFolder;
using testing::ElementsAre;

TEST(WindowsPaths, AreTakenApartAndPutTogether) {
    EXPECT_EQ(parent_of("C:\\a\\b.c"), "C:\\a");
    EXPECT_EQ(parent_of("C:\\b.c"), "C:\\");
    EXPECT_EQ(parent_of("C:b.c"), "C:");
    EXPECT_EQ(parent_of("\\\\server\\share\\b.c"), "\\\\server\\share");
    EXPECT_EQ(parent_of("C:\\a/b.c"), "C:\\a");
    EXPECT_EQ(name_of("C:\\a\\b.c"), "b.c");
    EXPECT_EQ(name_of("C:b.c"), "b.c");
    EXPECT_EQ(stem_of("C:\\a.x\\b"), "b");
    EXPECT_EQ(join_path("C:\\a", "b"), "C:\\a\\b");
    EXPECT_EQ(join_path("C:\\", "b"), "C:\\b");
    EXPECT_EQ(join_path("C:", "b"), "C:b");
    EXPECT_EQ(join_path("C:/a", "b"), "C:/a/b");
    EXPECT_EQ(join_path("a", "b"), "a/b");
}

TEST(WindowsPaths, AreAbsoluteIfTheyBeginWithADriveOrAServer) {
    for (const char* path : {"C:\\a", "C:/a", "c:/", "\\\\server\\a", "//server/a"})
        EXPECT_TRUE(is_absolute(path)) << path;
    for (const char* path : {"", "a", ".\\a", "C:", "C:a", "/a", "\\a"})
        EXPECT_FALSE(is_absolute(path)) << path;
}

class WindowsFileSystem : public testing::Test {
  protected:
    TempFolder folder_;
    FileSystem& files_ = system_files();
    const std::string path_ = folder_ / "x.stash";
};

TEST_F(WindowsFileSystem, AFileThatIsReadIsReplacedAndItsReadersKeepIt) {
    test::write_file(path_, "old");
    const auto reader = files_.open(path_, Access::read);
    for (const char* content : {"new", "newer"}) {
        test::write_file(folder_ / "fresh", content);
        files_.rename(folder_ / "fresh", path_);
        EXPECT_EQ(test::read_file(path_), content);
    }
    std::array<std::byte, 3> kept{};
    EXPECT_EQ(reader->read_at(0, kept), 3u);
    EXPECT_TRUE(std::ranges::equal(kept, as_bytes("old")));
}

TEST_F(WindowsFileSystem, NothingIsLeftBesideAReplacedFileOnceItsReadersAreGone) {
    test::write_file(path_, "old");
    {
        const auto reader = files_.open(path_, Access::read);
        test::write_file(folder_ / "fresh", "new");
        files_.rename(folder_ / "fresh", path_);
    }
    EXPECT_THAT(files_.list(folder_.path()), ElementsAre("x.stash"));
}

// What a crash leaves where the system cannot replace an open file in one step.
TEST_F(WindowsFileSystem, TheNewestFileThatWasSetAsideComesBack) {
    test::write_file(folder_ / ".x.stash.redbook-old-01d9000000000001", "older");
    test::write_file(folder_ / ".x.stash.redbook-old-01d9000000000002", "old");
    test::write_file(folder_ / ".x.stash.redbook-gone-01d9000000000003", "gone");
    EXPECT_EQ(read_whole_file(files_, path_, 10), "old");
    EXPECT_EQ(files_.status(path_)->size, 3u);
}

TEST_F(WindowsFileSystem, WhatWasSetAsideDoesNotTakeThePlaceOfWhatIsThere) {
    test::write_file(folder_ / ".x.stash.redbook-old-01d9000000000001", "old");
    test::write_file(path_, "new");
    EXPECT_EQ(read_whole_file(files_, path_, 10), "new");
}

TEST_F(WindowsFileSystem, AFileThatAnotherProgramDoesNotShareIsInUse) {
    test::write_file(path_, "x");
    const HANDLE other = CreateFileA(path_.c_str(), GENERIC_READ, 0, nullptr, OPEN_EXISTING, 0, nullptr);
    ASSERT_NE(other, INVALID_HANDLE_VALUE);
    EXPECT_EQ(test::error_of(Errc::in_use, [&] { files_.open(path_, Access::read); }),
              path_ + ": cannot open: another program has it open");
    CloseHandle(other);
}

// Wine tells of /proc, and of no tmpfs, that it is not on a disk.
TEST_F(WindowsFileSystem, IsInMemoryWhereTheSystemSaysSo) {
    EXPECT_TRUE(is_in_memory("Z:\\proc"));
    EXPECT_FALSE(is_in_memory(folder_.path()));
    EXPECT_FALSE(is_in_memory(path_));
}

TEST_F(WindowsFileSystem, ADeviceIsNeitherAFileNorAFolder) {
    EXPECT_TRUE(files_.status("Z:\\dev\\full")->kind == FileKind::other);
}

TEST_F(WindowsFileSystem, ANameThatIsNotUtf8IsRefused) {
    EXPECT_EQ(test::error_of(Errc::bad_value, [&] { files_.create("\xFF.bin"); }),
              "\xFF.bin: its name is not UTF-8");
}

} // namespace
} // namespace redbook
