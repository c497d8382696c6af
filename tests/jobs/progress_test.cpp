#include "redbook/jobs/progress.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(Progress, PhasesHaveNamesThatAreFoundAgain) {
    EXPECT_EQ(to_string(Phase::reading_back), "reading back");
    for (int k = 0; k <= int(Phase::listening); ++k) EXPECT_EQ(phase_named(to_string(Phase(k))), Phase(k));
    EXPECT_EQ(phase_named("thinking"), std::nullopt);
}

TEST(Progress, OfOnePhaseIsPassedOnWithItsAnswer) {
    EXPECT_FALSE(in_phase({}, Phase::writing));
    const auto once = in_phase(
        [](const Progress& p) {
            return p.phase == Phase::reading && p.done == BlockCount{3} && p.total == BlockCount{4};
        },
        Phase::reading);
    EXPECT_TRUE(once({3}, {4}));
    EXPECT_FALSE(once({4}, {4}));
}

} // namespace
} // namespace redbook
