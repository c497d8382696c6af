#include "redbook/imapi/linux_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/file.h"
#include "tests/imapi/environment.h"
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

TEST(LinuxProgram, WhatItSaysIsNotTakenForItsEnd) {
    const Ran ran = run({"-c", "echo 'exit 0'; echo 'program 1'; echo 'shell 1'; exit 3"});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_THAT(ran.lines, ElementsAre("exit 0", "program 1", "shell 1"));
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
    const Environment setting("REDBOOK_IMAPI_PROGRAM", linux_path(script));
    const auto program = linux_redbook();
    ASSERT_TRUE(program.has_value());
    const auto drives = program_drives(*program);
    ASSERT_EQ(drives.size(), 1u);
    EXPECT_EQ(drives[0]->info().path, "/dev/sr7");
    EXPECT_EQ(drives[0]->look()->medium.capacity, BlockCount{359849});
}

TEST(LinuxRedbook, ThatIsNotThereHasNoDrives) {
    const Environment setting("REDBOOK_IMAPI_PROGRAM", "/no/such/program");
    const auto program = linux_redbook();
    ASSERT_TRUE(program.has_value());
    EXPECT_THAT(program_drives(*program), testing::IsEmpty());
}

} // namespace
} // namespace redbook::imapi
