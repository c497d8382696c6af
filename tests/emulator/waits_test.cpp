// Sleeping with a drive inside, or with one that redbook-emudrive hands to a program.
#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "tests/emulator/drive_kit.h"

namespace redbook::emulator::test {
namespace {

using std::chrono::steady_clock;

// With a drive, and the variable set to `hurry`.
steady_clock::duration time_of(const std::string& hurry, const std::string& command) {
    const TempFolder folder;
    Medium::make(system_files(), folder / "disc.img", {});
    const std::string whole = fmt::format("REDBOOK_EMUDRIVE_HURRY={} " REDBOOK_EMUDRIVE_PROGRAM " {} -- {}",
                                          hurry, folder / "disc.img", command);
    const auto begin = steady_clock::now();
    EXPECT_EQ(std::system(whole.c_str()), 0) << whole;
    return steady_clock::now() - begin;
}

TEST(Waits, AProgramInAHurryDoesNotSleep) {
    EXPECT_LT(time_of("1", "sleep 1000"), std::chrono::seconds(1000));
    const auto begin = steady_clock::now();
    EXPECT_EQ(::sleep(1000), 0u);
    EXPECT_EQ(::usleep(999'999'999), 0);
    EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(1000));
}

TEST(Waits, OthersSleepAsLongAsTheyLike) {
    EXPECT_GE(time_of("0", "sleep 0.2"), std::chrono::milliseconds(200));
    EXPECT_GE(time_of("", "sleep 0.2"), std::chrono::milliseconds(200));
}

} // namespace
} // namespace redbook::emulator::test
