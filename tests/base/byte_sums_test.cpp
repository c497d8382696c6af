#include "redbook/base/byte_sums.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/crc.h"

namespace redbook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::byte> bytes_to_sum(size_t n) {
    std::mt19937 random(7);
    std::vector<std::byte> bytes(n);
    for (std::byte& b : bytes) b = std::byte(random());
    return bytes;
}

class ByteSumsTest : public testing::Test {
  protected:
    void add(uint64_t begin, uint64_t end) {
        sums_.add({begin, end}, crc32(Bytes(bytes_).subspan(begin, end - begin)));
    }
    const std::vector<std::byte> bytes_ = bytes_to_sum(1000);
    ByteSums sums_;
};

TEST_F(ByteSumsTest, PiecesInAnyOrderGiveTheSumOfTheWhole) {
    for (const uint64_t begin : {300, 0, 900, 600, 100, 200, 400, 800, 700, 500}) add(begin, begin + 100);
    EXPECT_EQ(sums_.sum(1000), crc32(bytes_));
    EXPECT_THAT(sums_.pieces(), SizeIs(1));
    EXPECT_EQ(sums_.end(), 1000u);
}

TEST_F(ByteSumsTest, WhatIsMissingCountsAsZeros) {
    add(100, 200);
    std::vector<std::byte> expected(500);
    std::copy_n(bytes_.begin() + 100, 100, expected.begin() + 100);
    EXPECT_EQ(sums_.sum(500), crc32(expected));
    EXPECT_EQ(ByteSums().sum(3), crc32_of_zeros(3));
    EXPECT_EQ(ByteSums().sum(0), 0u);
}

TEST_F(ByteSumsTest, WhatNoPieceCoversIsMissing) {
    add(100, 200);
    add(300, 400);
    EXPECT_THAT(sums_.missing({0, 500}),
                ElementsAre(ByteRange{0, 100}, ByteRange{200, 300}, ByteRange{400, 500}));
    EXPECT_THAT(sums_.missing({150, 350}), ElementsAre(ByteRange{200, 300}));
    EXPECT_THAT(sums_.missing({120, 180}), IsEmpty());
    EXPECT_THAT(sums_.missing({200, 200}), IsEmpty());
    EXPECT_THAT(sums_.missing({250, 260}), ElementsAre(ByteRange{250, 260}));
}

TEST_F(ByteSumsTest, PiecesThatARangeCutsAreNamedAndThoseItTouchesForgotten) {
    add(0, 100);
    add(200, 300);
    add(400, 500);
    const auto cut = sums_.cut_by({50, 450});
    ASSERT_THAT(cut, SizeIs(2));
    EXPECT_EQ(cut[0].range, (ByteRange{0, 100}));
    EXPECT_EQ(cut[1].range, (ByteRange{400, 500}));
    EXPECT_THAT(sums_.cut_by({100, 400}), IsEmpty());
    sums_.forget({99, 201});
    EXPECT_THAT(sums_.missing({0, 500}), ElementsAre(ByteRange{0, 400}));
}

TEST_F(ByteSumsTest, NeighboursAreJoinedToPiecesOfAMegabyteAtMost) {
    for (uint64_t at = 0; at < 5 << 20; at += 1 << 18)
        sums_.add({at, at + (1 << 18)}, crc32_of_zeros(1 << 18));
    EXPECT_THAT(sums_.pieces(), SizeIs(5));
    EXPECT_EQ(sums_.sum(5 << 20), crc32_of_zeros(5 << 20));
}

} // namespace
} // namespace redbook
