// What a program under Wine and one of the Linux system have in common: locks and paths.
#include "redbook/imapi/linux_program.h"

#include <windows.h>

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/file.h"
#include "redbook/imapi/com_text.h"
#include "tests/support/temp_folder.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

// What a Linux program does with the lock of file_posix.cpp on the file it is given.
constexpr const char* kLocker = R"(
import fcntl, struct, sys, time
with open(sys.argv[1], "r+b") as file:
    lock = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0x4000000000000000, 1, 0)
    try:
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, lock)
    except OSError:
        sys.exit("locked by another")
    print("mine", flush=True)
    time.sleep(60)
)";

TEST(LinuxProgram, SeesTheLockOfAWindowsProgram) {
    const test::TempFolder folder;
    const auto file = system_files().create(folder / "x.stash");
    ASSERT_TRUE(file->try_lock());
    std::vector<std::string> lines;
    const int code = run_linux_program("/usr/bin/python3", {"-c", kLocker, linux_path(folder / "x.stash")},
                                       [&](const std::string& line) {
                                           lines.push_back(line);
                                           return false;
                                       });
    EXPECT_EQ(code, 1);
    EXPECT_THAT(lines, ElementsAre("locked by another"));
}

TEST(LinuxProgram, HasALockThatAWindowsProgramSees) {
    const test::TempFolder folder;
    const auto file = system_files().create(folder / "x.stash");
    std::vector<bool> got;
    run_linux_program("/usr/bin/python3", {"-c", kLocker, linux_path(folder / "x.stash")},
                      [&](const std::string&) {
                          if (got.empty()) got.push_back(file->try_lock()); // then the shell tells of its end
                          return false;
                      });
    EXPECT_THAT(got, ElementsAre(false));
    EXPECT_TRUE(file->try_lock());
}

TEST(LinuxProgram, WhatAKilledClientLeftOfItsOutputGoes) {
    std::array<wchar_t, MAX_PATH + 1> folder{};
    GetTempPathW(DWORD(folder.size()), folder.data());
    const std::string temp = to_utf8(folder.data());
    const std::string dead = join_path(temp, "redbook-4294967292-1-1.txt"),
                      alive =
                          join_path(temp, "redbook-" + std::to_string(GetCurrentProcessId()) + "-1-1.txt"),
                      other = join_path(temp, "redbook-notes.txt");
    for (const std::string& path : {dead, alive, other}) test::write_file(path, "x");
    EXPECT_EQ(run_linux_program("/bin/true", {}, [](const std::string&) { return true; }), 0);
    EXPECT_FALSE(system_files().status(dead));
    for (const std::string& path : {alive, other}) {
        EXPECT_TRUE(system_files().status(path)) << path;
        system_files().remove_file(path);
    }
}

TEST(LinuxPath, NamesTheSameFile) {
    const test::TempFolder folder;
    const std::string path = folder / "Сюита.stash";
    test::write_file(path, "hello");
    EXPECT_EQ(test::read_file("Z:" + linux_path(path)), "hello");
}

} // namespace
} // namespace redbook::imapi
