#include "redbook/imapi/linux_program_windows.h"

#include <windows.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

struct Ran {
    int exit_code;
    std::vector<std::string> lines;
};

Ran run(const std::vector<std::string>& arguments) {
    Ran ran{};
    ran.exit_code = run_linux_program("/bin/sh", arguments, [&](const std::string& line) {
        ran.lines.push_back(line);
        return true;
    });
    return ran;
}

TEST(LinuxProgram, ItsOutputItsErrorsAndItsExitCodeArrive) {
    const Ran ran = run({"-c", "echo one; echo two >&2; exit 7"});
    EXPECT_EQ(ran.exit_code, 7);
    EXPECT_THAT(ran.lines, ElementsAre("one", "two"));
}

TEST(LinuxProgram, ItsArgumentsArriveAsTheyAre) {
    const std::vector<std::string> words{"", "a b", "\"", "c\\", "\\\"d\\\\", "Сюита", "$HOME;ls", "it's"};
    std::vector<std::string> arguments{"-c", "printf '<%s>\\n' \"$@\"", "sh"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    std::vector<std::string> expected;
    for (const std::string& word : words) expected.push_back("<" + word + ">");
    EXPECT_EQ(run(arguments).lines, expected);
}

TEST(LinuxProgram, ThatIsInterruptedSaysHowItEnds) {
    std::vector<std::string> lines;
    const int code = run_linux_program(
        "/bin/sh", {"-c", "trap 'echo spoilt; exit 130' TERM; while :; do echo x; sleep 0.05; done"},
        [&](const std::string& line) {
            lines.push_back(line);
            return false;
        });
    EXPECT_EQ(code, 130);
    EXPECT_EQ(lines.back(), "spoilt");
}

TEST(LinuxProgram, ThatIsNotThereEndsAsTheShellSays) {
    Ran ran{};
    ran.exit_code = run_linux_program("/no/such/program", {}, [](const std::string&) { return true; });
    EXPECT_EQ(ran.exit_code, 127);
}

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

TEST(LinuxPath, NamesTheSameFile) {
    const test::TempFolder folder;
    const std::string path = folder / "Сюита.stash";
    test::write_file(path, "hello");
    EXPECT_EQ(test::read_file("Z:" + linux_path(path)), "hello");
}

TEST(LinuxRedbook, IsTheProgramThatTheSettingNames) {
    const test::TempFolder folder;
    const std::string script = folder / "redbook";
    test::write_file(
        script, "echo '{'; echo '\"result\": {\"drives\": [{\"path\": \"/dev/sr7\", \"vendor\": \"STAND\", "
                "\"model\": \"IN\", \"revision\": \"1.0\", \"medium\": {\"state\": \"blank\", \"capacity\": "
                "{\"blocks\": 359849}}}]}}'\n");
    ASSERT_EQ(
        run({"-c", "sed -i '1i #!/bin/sh' \"$1\" && chmod +x \"$1\"", "sh", linux_path(script)}).exit_code,
        0);
    SetEnvironmentVariableA("REDBOOK_IMAPI_PROGRAM", linux_path(script).c_str());
    const auto program = linux_redbook();
    SetEnvironmentVariableA("REDBOOK_IMAPI_PROGRAM", nullptr);
    ASSERT_TRUE(program.has_value());
    const auto drives = program_drives(*program);
    ASSERT_EQ(drives.size(), 1u);
    EXPECT_EQ(drives[0]->info().path, "/dev/sr7");
    EXPECT_EQ(drives[0]->disc().medium.capacity, BlockCount{359849});
}

} // namespace
} // namespace redbook::imapi
