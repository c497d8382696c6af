// What the system's limits and permissions make of files.
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"
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
