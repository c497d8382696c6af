#include "redbook/base/file_common.h"

#include <cerrno>

#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

std::string sentence_of(Errc code, int error) {
    return test::error_of(code, [&] { fail_on_file("a/b.c", "open", error); });
}

TEST(FileCommon, SaysInOurWordsWhatPeopleMeet) {
    EXPECT_EQ(sentence_of(Errc::not_found, ENOENT), "a/b.c: cannot open: there is no such file or folder");
    EXPECT_EQ(sentence_of(Errc::no_permission, EACCES), "a/b.c: cannot open: permission denied");
    EXPECT_EQ(sentence_of(Errc::no_permission, EROFS), "a/b.c: cannot open: the file system is read-only");
    EXPECT_EQ(sentence_of(Errc::disk_full, ENOSPC), "a/b.c: cannot open: the disk is full");
    EXPECT_EQ(sentence_of(Errc::io, EISDIR), "a/b.c: cannot open: is a folder, not a file");
    EXPECT_EQ(sentence_of(Errc::in_use, ETXTBSY), "a/b.c: cannot open: another program has it open");
}

TEST(FileCommon, LeavesTheRestToTheCLibrary) {
    EXPECT_EQ(sentence_of(Errc::exists, EEXIST), "a/b.c: cannot open: File exists");
    EXPECT_EQ(sentence_of(Errc::io, EIO), "a/b.c: cannot open: Input/output error");
}

TEST(FileCommon, NoRoomIsNoRoomHoweverItIsLimited) {
    EXPECT_TRUE(means_no_room(ENOSPC));
    EXPECT_TRUE(means_no_room(EFBIG));
    EXPECT_FALSE(means_no_room(EIO));
    EXPECT_FALSE(means_no_room(EACCES));
}

TEST(FileCommon, CopiesThroughMemoryAndTellsWhereTheOtherEnds) {
    const test::TempFolder folder;
    std::string content(3'000'000, 'x');
    for (size_t i = 0; i < content.size(); ++i) content[i] = char(i * 7 + i / 256);
    test::write_file(folder / "a", content);
    const auto from = system_files().open(folder / "a", Access::read);
    const auto to = system_files().create(folder / "b");
    EXPECT_EQ(copy_through_memory(*from, 1'000, *to, 0, 2'500'000), 2'500'000u);
    EXPECT_EQ(copy_through_memory(*from, 2'501'000, *to, 2'500'000, 700'000), 499'000u);
    EXPECT_TRUE(test::read_file(folder / "b") == content.substr(1'000));
}

} // namespace
} // namespace redbook
