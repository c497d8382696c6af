#include "redbook/stage/second_sums.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using namespace test;

std::vector<uint32_t> sums_of(BlockCount pregap, const std::vector<int>& appends) {
    SecondSums sums(pregap);
    Lba at{0};
    for (const int n : appends) {
        sums.add(pattern_blocks(at, {n}));
        at += BlockCount{n};
    }
    return sums.sums();
}

uint32_t crc_of(int first, int count) { return crc32(pattern_blocks({first}, {count})); }

TEST(SecondSums, AreNoneWithoutAudio) { EXPECT_TRUE(sums_of({100}, {}).empty()); }

TEST(SecondSums, AreOneForEverySecondBegun) {
    EXPECT_EQ(sums_of({0}, {160}), (std::vector{crc_of(0, 75), crc_of(75, 75), crc_of(150, 10)}));
    EXPECT_EQ(sums_of({0}, {75}), (std::vector{crc_of(0, 75)}));
}

TEST(SecondSums, StartAnewAtIndex01) {
    EXPECT_EQ(sums_of({80}, {160}),
              (std::vector{crc_of(0, 75), crc_of(75, 5), crc_of(80, 75), crc_of(155, 5)}));
    EXPECT_EQ(sums_of({150}, {151}), (std::vector{crc_of(0, 75), crc_of(75, 75), crc_of(150, 1)}));
}

TEST(SecondSums, AreTheSameHoweverTheAudioComes) {
    EXPECT_EQ(sums_of({7}, {1, 2, 3, 4, 60, 80, 10}), sums_of({7}, {160}));
}

} // namespace
} // namespace redbook
