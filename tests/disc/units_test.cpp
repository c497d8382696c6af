#include "redbook/disc/units.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

struct Known {
    Msf msf;
    int32_t lba;
};
constexpr Known kKnown[] = {{{0, 0, 0}, -150},     {{74, 0, 0}, 332850}, {{0, 1, 74}, -1},
                            {{74, 2, 0}, 333000},  {{0, 2, 0}, 0},       {{79, 59, 74}, 359849},
                            {{1, 0, 0}, 4350},     {{80, 0, 0}, 359850}, {{4, 30, 38}, 20138},
                            {{99, 59, 74}, 449849}};

TEST(Units, MsfAndLbaAgreeWithThePublishedTableBothWays) {
    for (const Known& k : kKnown) {
        EXPECT_EQ(to_msf(Lba{k.lba}), k.msf) << k.lba;
        EXPECT_EQ(to_lba(k.msf), Lba{k.lba}) << k.lba;
    }
}

TEST(Units, EveryAddressOfTheProgramAreaComesBackFromItsMsf) {
    for (Lba a = kProgramStart; a <= kLastAddress; a += BlockCount{1})
        ASSERT_EQ(to_lba(*to_msf(a)), a) << a.value;
}

TEST(Units, AddressesOutsideTheProgramAreaHaveNoMsf) {
    EXPECT_EQ(to_msf(Lba{-151}), std::nullopt);
    EXPECT_EQ(to_msf(Lba{449850}), std::nullopt);
    EXPECT_EQ(to_lba({0, 60, 0}), std::nullopt);
    EXPECT_EQ(to_lba({0, 0, 75}), std::nullopt);
    EXPECT_EQ(to_lba({100, 0, 0}), std::nullopt);
}

TEST(Units, PrintAsMinutesSecondsAndFrames) {
    EXPECT_EQ(msf_text(Lba{0}), "00:02:00");
    EXPECT_EQ(msf_text(Lba{-150}), "00:00:00");
    EXPECT_EQ(msf_text(BlockCount{359849}), "79:57:74");
    EXPECT_EQ(msf_text(BlockCount{450000}), "100:00:00");
    EXPECT_EQ(msf_text(BlockCount{-76}), "-00:01:01");
    EXPECT_EQ(to_string(Msf{1, 2, 3}), "01:02:03");
    EXPECT_EQ(blocks_text({1}), "1 block");
    EXPECT_EQ(blocks_text({150}), "150 blocks");
}

TEST(Units, ALengthIsReadWithOneOrMoreDigits) {
    EXPECT_EQ(parse_msf("00:02:00"), BlockCount{150});
    EXPECT_EQ(parse_msf("0:0:1"), BlockCount{1});
    EXPECT_EQ(parse_msf("99:59:74"), BlockCount{449999});
}

TEST(Units, WhatIsNoLengthIsRefused) {
    for (const char* bad : {"", "1", "1:2", "1:2:", ":1:2", "1:60:0", "1:0:75", "100:00:00", "1:2:3:4",
                            "1:2:3 ", "-1:2:3", "a:b:c", "00:002:00", "9999999999:00:00"})
        EXPECT_EQ(parse_msf(bad), std::nullopt) << bad;
}

TEST(Units, SamplesAreCountedInWholeBlocksDownAndUp) {
    EXPECT_EQ(whole_blocks({587}), BlockCount{0});
    EXPECT_EQ(blocks_rounded_up({1}), BlockCount{1});
    EXPECT_EQ(blocks_rounded_up({588}), BlockCount{1});
    EXPECT_EQ(samples_in(BlockCount{2}), SampleCount{1176});
    EXPECT_EQ(bytes_in(BlockCount{449849}), 1058044848);
}

} // namespace
} // namespace redbook
