#include "redbook/base/file.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using test::error_of;
using test::TempFolder;

TEST(Paths, AreTakenApartAndPutTogether) {
    EXPECT_EQ(parent_of("/a/b/c.d"), "/a/b");
    EXPECT_EQ(parent_of("/c.d"), "/");
    EXPECT_EQ(parent_of("c.d"), ".");
    EXPECT_EQ(name_of("/a/b/c.d"), "c.d");
    EXPECT_EQ(stem_of("/a/b.x/c.d.e"), "c.d");
    EXPECT_EQ(extension_of("/a/b.x/c"), "");
    EXPECT_EQ(extension_of("/a/.hidden"), "");
    EXPECT_EQ(extension_of("c.CUE"), ".CUE");
    EXPECT_EQ(without_end_slashes("/a/b//"), "/a/b");
    EXPECT_EQ(without_end_slashes("/"), "/");
    EXPECT_EQ(join_path("/a", "b"), "/a/b");
    EXPECT_EQ(join_path("/a/", "b"), "/a/b");
    EXPECT_EQ(join_path(".", "b"), "b");
}

TEST(File, ItsStatusIsThatOfTheOpenFileWhateverItsNameLeadsTo) {
    const TempFolder folder;
    test::write_file(folder / "a", "old");
    test::write_file(folder / "b", "newer");
    const auto file = system_files().open(folder / "a", Access::read);
    const FileStatus before = file->status();
    EXPECT_EQ(before, *system_files().status(folder / "a"));
    system_files().rename(folder / "b", folder / "a");
    EXPECT_EQ(file->status(), before);
    EXPECT_FALSE(is_same_file(before, *system_files().status(folder / "a")));
}

TEST(File, ATestCanStandInForTheSystemsFiles) {
    FileSystem& own = system_files();
    {
        test::CrashFiles disk;
        const SystemFilesOverride in_memory(disk);
        system_files().create("a");
        EXPECT_EQ(disk.list("."), std::vector<std::string>{"a"});
    }
    EXPECT_EQ(&system_files(), &own);
}

TEST(File, ThereIsNoRoomOnAFullDevice) {
    const auto file = system_files().open("/dev/full", Access::read_write);
    EXPECT_EQ(file->write_at(0, as_bytes("hello")), 0u);
}

TEST(File, NamesAreUtf8AndPathsMayBeLong) {
    const TempFolder folder;
    FileSystem& files = system_files();
    std::string deep = folder.path();
    for (int i = 0; i < 8; ++i)
        files.create_folder(deep = join_path(deep, "Dvořák 𝄞 " + std::string(40, 'x')));
    const std::string path = join_path(deep, "Сюита.cue");
    files.create(path)->write_at(0, as_bytes("hello"));
    EXPECT_EQ(test::read_file(path), "hello");
    EXPECT_THAT(files.list(deep), testing::ElementsAre("Сюита.cue"));
    files.rename(path, join_path(deep, "Ä.cue"));
    EXPECT_EQ(files.status(join_path(deep, "Ä.cue"))->size, 5u);
}

TEST(File, KnowsWhenItWasChanged) {
    const TempFolder folder;
    const auto before = std::chrono::system_clock::now().time_since_epoch() - std::chrono::seconds(2);
    test::write_file(folder / "x", "hello");
    const std::chrono::nanoseconds changed(system_files().status(folder / "x")->modified_ns);
    EXPECT_GE(changed, before);
    EXPECT_LE(changed, before + std::chrono::minutes(10));
}

TEST(File, KeepsWhatIsWrittenAndReadsShortOnlyAtTheEnd) {
    const TempFolder folder;
    auto file = system_files().create(folder / "x");
    EXPECT_EQ(file->write_at(0, as_bytes("hello ")), 6u);
    EXPECT_EQ(file->write_at(6, as_bytes("world")), 5u);
    file->sync();
    file->close();
    file = system_files().open(folder / "x", Access::read);
    std::array<std::byte, 20> buffer{};
    EXPECT_EQ(file->read_at(6, buffer), 5u);
    EXPECT_EQ(file->size(), 11u);
    EXPECT_EQ(read_whole_file(system_files(), folder / "x", 100), "hello world");
}

TEST(File, CopiesFromAnotherAtAnyPlaceAndTellsWhereTheOtherEnds) {
    const TempFolder folder;
    std::string content(100'000, 'x');
    for (size_t i = 0; i < content.size(); ++i) content[i] = char(i * 7 + i / 256);
    test::write_file(folder / "a", content);
    const auto from = system_files().open(folder / "a", Access::read);
    auto to = system_files().create(folder / "b");
    EXPECT_EQ(to->copy_from(*from, 4096, 0, 50'001), 50'001u);
    EXPECT_EQ(to->copy_from(*from, 99'000, 50'001, 5'000), 1'000u);
    EXPECT_EQ(test::read_file(folder / "b"), content.substr(4096, 50'001) + content.substr(99'000));
}

TEST(File, ThatIsLockedIsLockedForEveryOtherHandleUntilItIsClosed) {
    const TempFolder folder;
    auto first = system_files().create(folder / "x");
    auto second = system_files().open(folder / "x", Access::read_write);
    EXPECT_TRUE(first->try_lock());
    EXPECT_TRUE(first->try_lock());
    EXPECT_FALSE(second->try_lock());
    first->close();
    EXPECT_TRUE(second->try_lock());
}

TEST(File, SaysInOneSentenceWhatTheSystemRefused) {
    const TempFolder folder;
    const std::string x = folder / "x";
    FileSystem& files = system_files();
    EXPECT_EQ(error_of(Errc::not_found, [&] { files.open(x, Access::read); }),
              x + ": cannot open: there is no such file or folder");
    EXPECT_EQ(error_of(Errc::io, [&] { files.open(folder.path(), Access::read); }),
              folder.path() + ": cannot open: is a folder, not a file");
    files.create(x);
    EXPECT_EQ(error_of(Errc::exists, [&] { files.create(x); }), x + ": cannot create: File exists");
    EXPECT_EQ(error_of(Errc::not_found, [&] { files.list(folder / "no"); }),
              folder / "no" + ": cannot list the folder: there is no such file or folder");
    test::write_file(x, "123");
    EXPECT_EQ(error_of(Errc::malformed, [&] { read_whole_file(files, x, 2); }),
              x + ": is 3 bytes long, at most 2 are read of such a file");
}

TEST(FileSystem, KnowsAFileByWhatItIsNotByItsName) {
    const TempFolder folder;
    FileSystem& files = system_files();
    files.create(folder / "a");
    files.create(folder / "b");
    EXPECT_TRUE(is_one_of(files, *files.status(folder / "a"), {folder / "no", folder / "./a"}));
    EXPECT_FALSE(is_one_of(files, *files.status(folder / "a"), {folder / "no", folder / "b"}));
}

TEST(FileSystem, ListsRenamesAndRemoves) {
    const TempFolder folder;
    FileSystem& files = system_files();
    files.create(folder / "b");
    files.create_folder(folder / "a");
    EXPECT_THAT(files.list(folder.path()), testing::ElementsAre("a", "b"));
    files.rename(folder / "b", folder / "c");
    files.sync_folder(folder.path());
    EXPECT_FALSE(files.status(folder / "b").has_value());
    EXPECT_EQ(files.status(folder / "c")->size, 0u);
    EXPECT_TRUE(files.status(folder / "a")->kind == FileKind::folder);
    files.remove_file(folder / "c");
    files.remove_folder(folder / "a");
    EXPECT_TRUE(files.list(folder.path()).empty());
}

} // namespace
} // namespace redbook
