#include "redbook/disc/holds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/memory_source.h"

namespace redbook {
namespace {

Disc rich_disc() {
    Disc disc = test::plain_disc({300, 300});
    disc.tracks[0].pause = {100};
    disc.tracks[0].pregap = {50};
    disc.tracks[1].pregap = {75};
    disc.tracks[1].indexes = {{100}};
    disc.tracks[0].flags.pre_emphasis = true;
    disc.tracks[1].flags.scms = true;
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    disc.mcn = Mcn::parse("4006381333931");
    disc.first_track = 3;
    disc.text_blocks.resize(3);
    disc.text_blocks[0].genre_code = 14;
    return disc;
}

TEST(Holds, AFormatThatHoldsEverythingLosesNothing) { EXPECT_TRUE(lost_in(rich_disc(), Holds{}).empty()); }

TEST(Holds, AFormatThatHoldsNothingListsEverythingTheDiscHas) {
    const Holds none{false, false, false, false, false, false, false, false, 0, false, false, false};
    EXPECT_THAT(lost_in(rich_disc(), none),
                testing::ElementsAre(
                    "the audio, and where its tracks are", "audio in the first two seconds, before LBA 0",
                    "pauses and pregaps (INDEX 00)", "indexes above 01",
                    "flags (pre-emphasis, copy permitted, four channels)", "the SCMS flag", "ISRC",
                    "the catalogue number (MCN)", "the first track's number 3", "CD-TEXT"));
    EXPECT_THAT(lost_in(test::plain_disc({300, 300}), none),
                testing::ElementsAre("the audio, and where its tracks are"));
}

TEST(Holds, FurtherLanguagesAndTheirExtrasAreListedWhereOnlyTheFirstTextsAreHeld) {
    Holds holds;
    holds.text_blocks = 1;
    holds.text_extras = false;
    EXPECT_THAT(lost_in(rich_disc(), holds),
                testing::ElementsAre("CD-TEXT in 2 further languages",
                                     "CD-TEXT language, genre, disc identification and closed information"));
}

TEST(Holds, WhatPassesThroughBothIsWhatBothHold) {
    Holds a, b;
    a.isrc = b.mcn = a.first_150 = false;
    a.text_blocks = 1;
    Holds both;
    both.isrc = both.mcn = both.first_150 = false;
    both.text_blocks = 1;
    EXPECT_EQ(lost_in(rich_disc(), what_both_hold(a, b)), lost_in(rich_disc(), both));
    EXPECT_EQ(lost_in(rich_disc(), what_both_hold(b, a)), lost_in(rich_disc(), both));
}

} // namespace
} // namespace redbook
