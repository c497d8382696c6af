#include "redbook/disc/disc.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(Isrc, IsReadWithAndWithoutDashesInAnyCase) {
    EXPECT_EQ(Isrc::parse("DEXYZ2600001")->text(), "DEXYZ2600001");
    EXPECT_EQ(Isrc::parse("de-xyz-26-00001")->text(), "DEXYZ2600001");
    EXPECT_EQ(Isrc::parse("XYBLG1101234")->text(), "XYBLG1101234");
}

TEST(Isrc, OfAnotherFormIsRefused) {
    for (const char* bad :
         {"", "DEXYZ260000", "DEXYZ26000011", "DEXYZ26O0001", "DE XYZ2600001", "D\u00c9XYZ2600001"})
        EXPECT_EQ(Isrc::parse(bad), std::nullopt) << bad;
}

TEST(Mcn, TakesThirteenDigitsOrTheTwelveOfAUpc) {
    EXPECT_EQ(Mcn::parse("4006381333931")->text(), "4006381333931");
    EXPECT_EQ(Mcn::parse("036000291452")->text(), "0036000291452");
    for (const char* bad : {"", "40063813339", "40063813339311", "400638133393X"})
        EXPECT_EQ(Mcn::parse(bad), std::nullopt) << bad;
}

TEST(Mcn, KnowsItsCheckDigit) {
    EXPECT_TRUE(Mcn::parse("4006381333931")->check_digit_is_right());
    EXPECT_TRUE(Mcn::parse("036000291452")->check_digit_is_right());
    EXPECT_FALSE(Mcn::parse("4006381333930")->check_digit_is_right());
}

TEST(Flags, MakeTheControlNibble) {
    EXPECT_EQ(control_nibble({}), 0);
    EXPECT_EQ(control_nibble({.pre_emphasis = true}), 1);
    EXPECT_EQ(control_nibble({.copy_permitted = true}), 2);
    EXPECT_EQ(control_nibble({.four_channel = true}), 8);
    EXPECT_EQ(control_nibble({.scms = true}), 0);
    EXPECT_EQ(control_nibble({true, true, true, false}), 11);
}

TEST(Texts, OfADiscWithoutTextAreEmptyAndMadeWhenWritten) {
    Disc disc;
    disc.tracks.resize(2);
    EXPECT_EQ(track_texts(disc, 1), Texts{});
    EXPECT_EQ(album_texts(disc), Texts{});
    edit_track_texts(disc, 1).title = "Two";
    edit_album_texts(disc).performer = "All";
    EXPECT_EQ(disc.text_blocks.size(), 1u);
    EXPECT_EQ(track_texts(disc, 1).title, "Two");
    EXPECT_EQ(track_texts(disc, 0).title, "");
    EXPECT_EQ(album_texts(disc).performer, "All");
}

} // namespace
} // namespace redbook
