#include "redbook/disc/toc.h"

#include <gtest/gtest.h>

#include "redbook/disc/layout.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

// The three-track test disc: tracks at LBA 0, 450, 750, lead-out 1050.
Disc three_tracks() {
    Disc disc = test::plain_disc({300, 300, 300});
    disc.tracks[1].pause = {150};
    disc.tracks[1].flags.pre_emphasis = true;
    disc.tracks[2].flags.copy_permitted = true;
    return disc;
}

TEST(Toc, HasTheAddressOfIndexOneAndTheControlBitsOfEveryTrack) {
    const Toc expected{{{1, 0, {0}}, {2, 1, {450}}, {3, 2, {750}}}, {1050}};
    EXPECT_EQ(toc_of(three_tracks()), expected);
}

TEST(Toc, NumbersTracksFromTheFirstTracksNumber) {
    Disc disc = three_tracks();
    disc.first_track = 5;
    EXPECT_EQ(toc_of(disc).entries[2].number, 7);
}

TEST(Toc, OfAHiddenTrackInThePregapBeginsBehindIt) {
    Disc disc = three_tracks();
    disc.tracks[0].pregap = {225};
    EXPECT_EQ(toc_of(disc).entries[0].start, Lba{225});
}

TEST(Toc, InTrackAtOnceHasTheRunOutAndTheGapBetweenTracks) {
    Disc disc = test::plain_disc({300, 594, 1000});
    const Toc expected{{{1, 0, {0}}, {2, 0, {452}}, {3, 0, {452 + 594 + 152}}}, {452 + 746 + 1002}};
    EXPECT_EQ(toc_of(as_tao(disc)), expected);
}

// Discs as public lists have them: three tracks, with data.
TEST(Toc, WithDataHasASecondSessionBehindTheAudio) {
    Disc disc = three_tracks();
    disc.data = {{3, kBetweenSessions, BlockCount{3000}}};
    const Toc expected{{{1, 0, {0}}, {2, 1, {450}}, {3, 2, {750}}, {4, 4, {12450}}}, {15450}};
    EXPECT_EQ(toc_with_data(disc), (TocWithData{expected, true, true}));
}

TEST(Toc, WithDataInFrontOrBetweenMovesTheAudioBehindIt) {
    Disc disc = three_tracks();
    disc.first_track = 2;
    disc.tracks[1].pause = kFirstPause;
    disc.data = {{0, {}, BlockCount{2000}}, {1, {150}, BlockCount{1000}}};
    const Toc expected{{{1, 4, {0}}, {2, 0, {2000}}, {3, 4, {2450}}, {4, 1, {3450}}, {5, 2, {3750}}}, {4050}};
    EXPECT_EQ(toc_with_data(disc), (TocWithData{expected, true, true}));
    EXPECT_EQ(data_track_numbers(disc), (std::vector<int>{1, 3}));
}

TEST(FurtherSessions, TellTheDataBehindTheFirst) {
    const Toc first = toc_of(three_tracks());
    FurtherSessions further;
    EXPECT_EQ(further.data_after(first), std::nullopt);
    further.add(4, 4, Lba{12450});
    further.add(0xA2, 4, Lba{15450});
    further.add(0xA0, 4, Lba{4350});
    further.add(5, 4, Lba{22350});
    further.add(0xA2, 4, Lba{22650});
    EXPECT_EQ(further.data_after(first),
              (std::vector<DataTrack>{{3, {11400}, BlockCount{9900}}, {3, {}, BlockCount{300}}}));
    further.add(6, 0, Lba{30000});
    EXPECT_EQ(further.data_after(first), std::nullopt) << "audio";
}

TEST(Toc, WithDataOfUnknownLengthIsKnownUpToThere) {
    Disc disc = three_tracks();
    disc.data = {{3, kBetweenSessions, std::nullopt}};
    EXPECT_TRUE(toc_with_data(disc).starts_known);
    EXPECT_FALSE(toc_with_data(disc).lead_out_known);
    disc.data = {{2, {}, std::nullopt}};
    EXPECT_FALSE(toc_with_data(disc).starts_known);
}

} // namespace
} // namespace redbook
