#include "redbook/jobs/sides.h"

#include <gtest/gtest.h>

#include "tests/support/memory_source.h"

namespace redbook {
namespace {

TEST(Sides, WhatFilesLackHidesNoDifference) {
    const Disc disc = test::plain_disc({300, 300});
    Comparison comparison{
        {{"audio of track 1", ItemState::equal, ""}, {"audio of track 2", ItemState::differs, "x"}},
        Verdict::differs};
    const std::vector<Item> items = comparison.items;
    leave_unverified(comparison, {{"a.wav", {.first = 1, .count = 0, .rate = 44100}}}, disc);
    EXPECT_EQ(comparison.items, items);
    EXPECT_EQ(comparison.verdict, Verdict::differs);
    comparison.items[1].state = ItemState::equal;
    comparison.verdict = Verdict::verified;
    leave_unverified(comparison, {{"a.wav", {.first = 44100, .count = 0, .rate = 44100}}}, disc);
    EXPECT_EQ(comparison.items[1],
              (Item{"audio of track 2", ItemState::not_checkable, "a.wav: all after 0:01.000 is missing"}));
    EXPECT_EQ(comparison.verdict, Verdict::not_verified);
}

TEST(Sides, WhatFollowsTheEndThatAHeaderStatesIsNotVerified) {
    const Disc disc = test::plain_disc({300});
    Comparison comparison{{{"audio of track 1", ItemState::equal, ""}}, Verdict::verified};
    leave_unverified(comparison,
                     {{"a.wav", {.first = 44100, .count = 22050, .rate = 44100, .assumed = true}}}, disc);
    EXPECT_EQ(comparison.items[0],
              (Item{"audio of track 1", ItemState::not_checkable,
                    "a.wav: 0:01.000 to 0:01.500 is after the end that its header states"}));
    EXPECT_EQ(comparison.verdict, Verdict::not_verified);
}

} // namespace
} // namespace redbook
