#include "redbook/base/file_error.h"

#include <cerrno>

#include "tests/support/expect_error.h"

namespace redbook {
namespace {

std::string sentence_of(Errc code, int error) {
    return test::error_of(code, [&] { fail_on_file("a/b.c", "open", error); });
}

TEST(FileError, SaysInOurWordsWhatPeopleMeet) {
    EXPECT_EQ(sentence_of(Errc::not_found, ENOENT), "a/b.c: cannot open: there is no such file or folder");
    EXPECT_EQ(sentence_of(Errc::no_permission, EACCES), "a/b.c: cannot open: permission denied");
    EXPECT_EQ(sentence_of(Errc::no_permission, EROFS), "a/b.c: cannot open: the file system is read-only");
    EXPECT_EQ(sentence_of(Errc::disk_full, ENOSPC), "a/b.c: cannot open: the disk is full");
    EXPECT_EQ(sentence_of(Errc::io, EISDIR), "a/b.c: cannot open: is a folder, not a file");
    EXPECT_EQ(sentence_of(Errc::in_use, ETXTBSY), "a/b.c: cannot open: another program has it open");
}

TEST(FileError, LeavesTheRestToTheCLibrary) {
    EXPECT_EQ(sentence_of(Errc::exists, EEXIST), "a/b.c: cannot open: File exists");
    EXPECT_EQ(sentence_of(Errc::io, EIO), "a/b.c: cannot open: Input/output error");
}

TEST(FileError, NoRoomIsNoRoomHoweverItIsLimited) {
    EXPECT_TRUE(means_no_room(ENOSPC));
    EXPECT_TRUE(means_no_room(EFBIG));
    EXPECT_FALSE(means_no_room(EIO));
    EXPECT_FALSE(means_no_room(EACCES));
}

} // namespace
} // namespace redbook
