#include "redbook/imapi/linux_program.h"

#include <chrono>
#include <csignal>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "tests/support/expect_error.h"

namespace redbook::imapi {
namespace {

TEST(LinuxProgramPosix, DoesNotOutliveWhoStoppedListening) {
    const auto begin = std::chrono::steady_clock::now();
    const std::string error = test::error_of(Errc::io, [] {
        run_linux_program("/bin/sh", {"-c", "echo x; exec sleep 60"},
                          [](const std::string&) -> bool { throw Error(Errc::io, "enough"); });
    });
    EXPECT_EQ(error, "enough");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST(LinuxProgramPosix, ThatMayNotBeStartedIsNamed) {
    const std::string error = test::error_of(
        Errc::io, [] { run_linux_program("/etc/passwd", {}, [](const std::string&) { return true; }); });
    EXPECT_EQ(error, "/etc/passwd: cannot start this program: Permission denied");
}

TEST(LinuxProgramPosix, ThatASignalEndsHasAnExitCodeAsShellsTell) {
    EXPECT_EQ(run_linux_program("/bin/sh", {"-c", "kill -KILL $$"}, [](const std::string&) { return true; }),
              137);
}

TEST(LinuxProgramPosix, ItsLastLineNeedsNoEnd) {
    std::string all;
    run_linux_program("/bin/sh", {"-c", "printf 'one\\ntwo'"}, [&](const std::string& line) {
        all += line + ";";
        return true;
    });
    EXPECT_EQ(all, "one;two;");
}

// As clients do in the threads that work for them.
TEST(LinuxProgramPosix, IsInterruptedAlsoFromAThreadThatHasAllSignalsBlocked) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    const int code = run_linux_program("/bin/sh", {"-c", "echo x; exec sleep 20"},
                                       [](const std::string&) { return false; });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    EXPECT_EQ(code, 128 + SIGTERM);
}

} // namespace
} // namespace redbook::imapi
