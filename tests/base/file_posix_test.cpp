// What the system's limits and permissions make of files.
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using test::TempFolder;

TEST(Paths, AreAbsoluteIfTheyBeginWithASlash) {
    EXPECT_TRUE(is_absolute("/a"));
    for (const char* path : {"", "a", "./a", "../a", "C:/a", "\\a"}) EXPECT_FALSE(is_absolute(path)) << path;
}

TEST(File, IsInMemoryWhereLinuxKeepsSharedMemory) {
    const TempFolder folder;
    EXPECT_TRUE(is_in_memory("/dev/shm"));
    EXPECT_FALSE(is_in_memory(folder.path()));
    EXPECT_FALSE(is_in_memory(folder / "no"));
}

TEST(File, LinksAreFollowedToTheNameThatIsWritten) {
    const TempFolder folder;
    const auto link = [&](const std::string& to, const std::string& name) {
        EXPECT_EQ(::symlink(to.c_str(), (folder / name).c_str()), 0);
    };
    FileSystem& files = system_files();
    files.create_folder(folder / "sub");
    test::write_file(folder / "sub/real", "x");
    link("sub/real", "link");
    link("link", "link to link");
    link(folder / "sub/real", "absolute");
    link("sub/nothing", "dangling");
    link("sub", "folder");
    link("../link", "sub/back");
    for (const char* name : {"link", "link to link", "absolute"})
        EXPECT_EQ(files.follow_links(folder / name), folder / "sub/real") << name;
    EXPECT_EQ(files.follow_links(folder / "sub/back"), folder / "sub/../sub/real");
    EXPECT_EQ(files.follow_links(folder / "dangling"), folder / "sub/nothing");
    EXPECT_EQ(files.follow_links(folder / "folder"), folder / "sub");
    EXPECT_EQ(files.follow_links(folder / "sub/real"), folder / "sub/real");
    EXPECT_EQ(files.follow_links(folder / "new"), folder / "new");
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    link("/proc/self/fd/" + std::to_string(ends[1]), "pipe");
    EXPECT_EQ(files.follow_links(folder / "pipe"), folder / "pipe")
        << "leads to what is not the name of a file";
    for (const int end : ends) ::close(end);
}

TEST(File, LinksThatGoRoundInACircleAreRefused) {
    const TempFolder folder;
    EXPECT_EQ(::symlink("b", (folder / "a").c_str()), 0);
    EXPECT_EQ(::symlink("a", (folder / "b").c_str()), 0);
    EXPECT_EQ(test::error_of(Errc::io, [&] { system_files().follow_links(folder / "a"); }),
              folder / "a" + ": cannot look at it: Too many levels of symbolic links");
}

TEST(File, KeepsWhatFitsWhenThereIsNoMoreRoom) {
    const TempFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit limit{10'000, 10'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        auto file = system_files().create(folder / "x");
        const std::vector<std::byte> data(12'000);
        ::_exit(file->write_at(0, data) == 10'000 && file->write_at(10'000, data) == 0 ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

TEST(File, ThatMayNotBeReadIsRefusedWithoutPermission) {
    const TempFolder folder;
    test::write_file(folder / "x", "secret");
    ::chmod((folder / "x").c_str(), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::getuid() == 0 && ::setuid(65534) != 0) ::_exit(2);
        try {
            system_files().open(folder / "x", Access::read);
        } catch (const Error& e) {
            // the folder itself is closed to others (mkdtemp), or else the file is
            ::_exit(e.code == Errc::no_permission &&
                            std::string(e.what()) == folder / "x" + ": cannot open: permission denied"
                        ? 0
                        : 1);
        }
        ::_exit(3);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

} // namespace
} // namespace redbook
