// What the system's limits, permissions and failures make of files.
#include "redbook/base/file_posix.h"

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace {
int broken_after = -1; // entries, of a folder on a broken disk
}

// Before the system's own.
extern "C" dirent* readdir(DIR* dir) {
    static const auto real = reinterpret_cast<dirent* (*)(DIR*)>(::dlsym(RTLD_NEXT, "readdir"));
    if (broken_after == 0) return errno = EIO, nullptr;
    if (broken_after > 0) --broken_after;
    return real(dir);
}

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

TEST(File, AFolderThatCannotBeListedToItsEndIsNotListed) {
    const TempFolder folder;
    for (const char* name : {"a", "b", "c"}) test::write_file(folder / name, "");
    for (broken_after = 0; broken_after < 5;) {
        const int after = broken_after;
        std::string said = "nothing";
        try {
            system_files().list(folder.path());
        } catch (const Error& e) {
            said = e.what();
        }
        EXPECT_EQ(said, folder.path() + ": cannot list the folder: Input/output error") << after;
        broken_after = after + 1;
    }
    broken_after = -1;
    EXPECT_EQ(system_files().list(folder.path()), (std::vector<std::string>{"a", "b", "c"}));
}

// In a process of its own, whose descriptors may be closed.
template <class F>
void expect_without_standard_descriptors(F&& test) {
    const pid_t child = ::fork();
    if (child == 0) {
        for (const int fd : {0, 1, 2}) ::close(fd);
        ::_exit(test() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

TEST(File, IsNeverAStandardDescriptorSoThatNothingIsPrintedIntoIt) {
    const TempFolder folder;
    expect_without_standard_descriptors([&] {
        const auto made = system_files().create(folder / "x");
        const auto opened = system_files().open(folder / "x", Access::read_write);
        const auto read = system_files().open(folder / "x", Access::read);
        system_files().list(folder.path());
        system_files().sync_folder(folder.path());
        bool none = true;
        for (const int fd : {0, 1, 2}) none = none && ::fcntl(fd, F_GETFD) < 0 && ::write(fd, "x", 1) < 0;
        return none && read->size() == 0;
    });
}

TEST(File, StandardDescriptorsThatAreClosedCanBeOccupied) {
    expect_without_standard_descriptors([] {
        occupy_standard_descriptors();
        char byte = 0;
        return ::open("/dev/null", O_RDWR) >= 3 && ::read(0, &byte, 1) < 0 && ::write(1, "x", 1) < 0 &&
               ::write(2, "x", 1) < 0;
    });
    const auto before = std::array{::fcntl(0, F_GETFL), ::fcntl(1, F_GETFL), ::fcntl(2, F_GETFL)};
    occupy_standard_descriptors();
    EXPECT_EQ((std::array{::fcntl(0, F_GETFL), ::fcntl(1, F_GETFL), ::fcntl(2, F_GETFL)}), before);
}

TEST(File, ANumberAboveTheStandardDescriptorsIsKept) {
    EXPECT_EQ(above_standard_descriptors(-1), -1);
    const int fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    EXPECT_EQ(above_standard_descriptors(fd), fd);
    ::close(fd);
}

} // namespace
} // namespace redbook
