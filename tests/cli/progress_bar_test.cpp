#include "cli/progress_bar.h"

#include <gtest/gtest.h>

namespace redbook::cli {
namespace {

TEST(ProgressBar, FillsTheWidthItIsGivenWithSpeedBufferAndTimeLeft) {
    const ProgressReport half{"writing", {4500}, {9000}, 450.0, 98};
    EXPECT_EQ(progress_bar(half, 80),
              "writing       50% [============>            ]   6.0x  buffer  98%  00:10 left");
    EXPECT_EQ(progress_bar(half, 80).size(), 77u) << "the terminal shows ^C after it";
    EXPECT_EQ(progress_bar({"reading back", {9000}, {9000}, 44115.0}, 60),
              "reading back 100% [==================]   588x  00:00 left");
    EXPECT_EQ(progress_bar({"writing", {0}, {359849}, 75.0}, 60),
              "writing        0% [>               ]   1.0x  1:19:58 left");
}

TEST(ProgressBar, ShrinksWithTheTerminal) {
    for (int columns = 1; columns < 120; ++columns)
        EXPECT_LE(int(progress_bar({"writing", {1}, {359849}, 2.0, 50}, columns).size()),
                  std::max(0, columns - 3))
            << columns;
}

TEST(ProgressBar, TellsNoSpeedBeforeThereIsOne) {
    EXPECT_EQ(progress_bar({"writing", {0}, {100}}, 40), "writing        0% [>                ]");
}

TEST(ProgressBar, TellsNoPartOfWhatTakesNobodyKnowsHowLong) {
    EXPECT_EQ(progress_bar({"closing", {0}, {0}}, 40), "closing ...");
    EXPECT_EQ(progress_bar({"closing", {0}, {0}}, 9), "closin");
}

TEST(ProgressBar, TellsNoSpeedOfPartsThatAreNoBlocks) {
    EXPECT_EQ(progress_bar({"erasing", {32768}, {65536}, 3276.8, std::nullopt, false}, 60),
              "erasing       50% [============>            ]  00:10 left");
}

TEST(Pace, IsThatOfTheLastSeconds) {
    Pace pace;
    pace.begin(100);
    EXPECT_EQ(pace.per_second(100.1, {75}), std::nullopt) << "too early to tell";
    EXPECT_EQ(pace.per_second(101, {0}), std::nullopt) << "nothing is done yet";
    EXPECT_DOUBLE_EQ(*pace.per_second(102, {600}), 300);
    EXPECT_DOUBLE_EQ(*pace.per_second(104, {1500}), 375);
    EXPECT_DOUBLE_EQ(*pace.per_second(105, {3750}), (3750 - 600) / 3.0) << "the beginning is forgotten";
    pace.begin(200);
    EXPECT_EQ(pace.per_second(200.1, {75}), std::nullopt);
}

} // namespace
} // namespace redbook::cli
