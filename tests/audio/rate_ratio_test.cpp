#include "redbook/audio/rate_ratio.h"

#include <utility>

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(RateRatio, IsExactAndItsGridIsWholeBlocks) {
    const RateRatio r48(48000), r96(96000), r88(88200), r32(32000), odd(44056);
    EXPECT_EQ(std::pair(r48.in, r48.out), std::pair(int64_t{160}, int64_t{147}));
    EXPECT_EQ(std::pair(r96.in, r96.out), std::pair(int64_t{320}, int64_t{147}));
    EXPECT_EQ(std::pair(r88.in, r88.out), std::pair(int64_t{2}, int64_t{1}));
    for (const RateRatio& r : {r48, r96, r88, r32, odd}) {
        EXPECT_EQ(r.grid % r.out, 0) << r.rate;
        EXPECT_EQ(r.grid % 588, 0) << r.rate;
        EXPECT_EQ(44100 % r.grid, 0) << r.rate;
        EXPECT_EQ(r.preroll % r.in, 0) << r.rate;
    }
}

} // namespace
} // namespace redbook
