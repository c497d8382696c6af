#include "redbook/audio/overs.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(Overs, NothingClippedIsNotWorthASentence) {
    Overs overs(3);
    overs.note(1, {0, 0});
    EXPECT_EQ(overs.sentence(), "");
}

TEST(Overs, ABlockReadTwiceCountsOnce) {
    Overs overs(3);
    overs.note(0, {5, 1.1});
    overs.note(2, {7, 1.05});
    overs.note(0, {5, 1.1});
    EXPECT_EQ(overs.sentence(),
              "12 samples are clipped, up to 0.9 dB over full scale; a gain of -0.9 dB avoids it");
}

TEST(Overs, OneSampleThatOnlyDitherPushedOverIsToldSo) {
    Overs overs(1);
    overs.note(0, {1, 32767.6 / 32768});
    EXPECT_EQ(overs.sentence(), "1 sample is clipped at full scale; a gain of -0.1 dB avoids it");
}

} // namespace
} // namespace redbook
