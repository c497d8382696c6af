#include "cli/console.h"

#include <gtest/gtest.h>

namespace redbook::cli {
namespace {

TEST(ProgressBar, FillsTheWidthItIsGivenWithRateAndTimeLeft) {
    EXPECT_EQ(progress_bar("writing", {4500}, {9000}, 10, 80),
              "writing       50% [=================>                 ]    1 MB/s  00:10 left");
    EXPECT_EQ(progress_bar("writing", {4500}, {9000}, 10, 80).size(), 77u)
        << "the terminal shows ^C behind it";
    EXPECT_EQ(progress_bar("reading back", {9000}, {9000}, 10, 60),
              "reading back 100% [===============]    2 MB/s  00:00 left");
}

TEST(ProgressBar, ShrinksWithTheTerminal) {
    for (int columns = 1; columns < 120; ++columns)
        EXPECT_LE(int(progress_bar("writing", {1}, {359849}, 2, columns).size()), std::max(0, columns - 3))
            << columns;
}

TEST(ProgressBar, TellsNoRateBeforeThereIsOne) {
    EXPECT_EQ(progress_bar("writing", {0}, {100}, 0, 40), "writing        0% [>                ]");
    EXPECT_EQ(progress_bar("writing", {0}, {0}, 0, 40), "writing      100% [=================]");
}

} // namespace
} // namespace redbook::cli
