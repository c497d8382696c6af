#include "cli/progress_bar.h"

#include <gtest/gtest.h>

namespace redbook::cli {
namespace {

TEST(ProgressBar, FillsTheWidthItIsGivenWithSpeedBufferAndTimeLeft) {
    const ProgressReport half{"writing", {4500}, {9000}, 6.0, 98};
    EXPECT_EQ(progress_bar(half, 80),
              "writing       50% [============>            ]   6.0x  buffer  98%  00:10 left");
    EXPECT_EQ(progress_bar(half, 80).size(), 77u) << "the terminal shows ^C behind it";
    EXPECT_EQ(progress_bar({"reading back", {9000}, {9000}, 588.2}, 60),
              "reading back 100% [==================]   588x  00:00 left");
    EXPECT_EQ(progress_bar({"writing", {0}, {359849}, 1.0}, 60), "writing        0% [>               ]   1.0x  1:19:58 left");
}

TEST(ProgressBar, ShrinksWithTheTerminal) {
    for (int columns = 1; columns < 120; ++columns)
        EXPECT_LE(int(progress_bar({"writing", {1}, {359849}, 2.0, 50}, columns).size()), std::max(0, columns - 3))
            << columns;
}

TEST(ProgressBar, TellsNoSpeedBeforeThereIsOne) {
    EXPECT_EQ(progress_bar({"writing", {0}, {100}}, 40), "writing        0% [>                ]");
    EXPECT_EQ(progress_bar({"writing", {0}, {0}}, 40), "writing      100% [=================]");
}

TEST(Pace, IsThatOfTheLastSeconds) {
    Pace pace;
    pace.begin(100);
    EXPECT_EQ(pace.speed(100.1, {75}), std::nullopt) << "too early to tell";
    EXPECT_EQ(pace.speed(101, {0}), std::nullopt) << "nothing is done yet";
    EXPECT_DOUBLE_EQ(*pace.speed(102, {600}), 4);
    EXPECT_DOUBLE_EQ(*pace.speed(104, {1500}), 5);
    EXPECT_DOUBLE_EQ(*pace.speed(105, {3750}), (3750 - 600) / 3.0 / 75) << "the beginning is forgotten";
    pace.begin(200);
    EXPECT_EQ(pace.speed(200.1, {75}), std::nullopt);
}

} // namespace
} // namespace redbook::cli
