#include "redbook/jobs/copies.h"

#include <thread>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

TEST(Copies, AreTakenInOrderAndCountWhenTheyAreMade) {
    Copies copies(8, 9);
    for (const int number : {8, 9}) {
        EXPECT_FALSE(copies.all_made());
        auto taken = copies.take();
        ASSERT_TRUE(taken);
        EXPECT_EQ(taken->number(), number);
        taken->note_made();
    }
    EXPECT_TRUE(copies.all_made());
    EXPECT_FALSE(copies.take());
}

TEST(Copies, OneThatFailsIsGivenToADriveThatWaits) {
    Copies copies(1, 1);
    auto failing = std::make_unique<std::optional<Copies::Taken>>(copies.take());
    int waited_for = 0;
    std::thread waiting([&] {
        if (auto taken = copies.take()) {
            waited_for = taken->number();
            taken->note_made();
        }
    });
    failing.reset();
    waiting.join();
    EXPECT_EQ(waited_for, 1);
    EXPECT_TRUE(copies.all_made());
}

TEST(Copies, WithNobodyToAskADriveWithoutADiscIsAnError) {
    EXPECT_EQ(
        test::error_of(Errc::not_found, [] { wait_for_next_disc({}, "/dev/no-such-drive", false, 2, 3); }),
        "/dev/no-such-drive: there is no such drive");
}

} // namespace
} // namespace redbook
