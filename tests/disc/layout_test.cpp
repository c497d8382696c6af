#include "redbook/disc/layout.h"

#include <gtest/gtest.h>

#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::plain_disc;
using test::random_disc;

Disc with_pregaps() {
    Disc disc = plain_disc({1000, 2000});
    disc.tracks[0].pause = {100};
    disc.tracks[0].pregap = {75};
    disc.tracks[1].pause = {10};
    disc.tracks[1].pregap = {20};
    disc.tracks[1].postgap = {5};
    return disc;
}

TEST(Layout, BeginsTheFirstPauseAtMinus150AndAddsUp) {
    const Layout layout = layout_of(with_pregaps());
    EXPECT_EQ(layout.tracks[0].start, Lba{-150});
    EXPECT_EQ(layout.tracks[0].audio, Lba{-50});
    EXPECT_EQ(layout.tracks[0].index01, Lba{25});
    EXPECT_EQ(layout.tracks[0].audio_end, Lba{1025});
    EXPECT_EQ(layout.tracks[1].start, Lba{1025});
    EXPECT_EQ(layout.tracks[1].audio, Lba{1035});
    EXPECT_EQ(layout.tracks[1].index01, Lba{1055});
    EXPECT_EQ(layout.tracks[1].audio_end, Lba{3055});
    EXPECT_EQ(layout.tracks[1].end, Lba{3060});
    EXPECT_EQ(layout.lead_out, Lba{3060});
}

TEST(Layout, OfNoTracksEndsWhereItBegins) { EXPECT_EQ(layout_of({}).lead_out, kProgramStart); }

TEST(Layout, OfARandomDiscHasNoHolesAndNoOverlaps) {
    for (uint32_t seed = 0; seed < 300; ++seed) {
        Lba at = kProgramStart;
        const Layout layout = layout_of(random_disc(seed));
        for (const TrackSpan& span : layout.tracks) {
            ASSERT_EQ(span.start, at);
            ASSERT_TRUE(span.start <= span.audio && span.audio <= span.index01 &&
                        span.index01 < span.audio_end && span.audio_end <= span.end);
            at = span.end;
        }
        ASSERT_EQ(layout.lead_out, at);
    }
}

TEST(TrackAtOnce, PutsAudioBehindFixedGapsAndEndsEachTrackWithTwoBlocks) {
    Disc disc = with_pregaps();
    disc.gap = {100};
    disc.tracks[1].indexes = {{50}};
    const Disc tao = as_tao(disc);
    const Layout layout = layout_of(tao);
    EXPECT_EQ(layout.tracks[0].index01, Lba{0});
    EXPECT_EQ(layout.tracks[0].end, Lba{1075 + 2});
    EXPECT_EQ(layout.tracks[1].index01, Lba{1077 + 100});
    EXPECT_EQ(layout.tracks[1].audio_end, Lba{1177 + 2020});
    EXPECT_EQ(layout.lead_out, Lba{1177 + 2022});
    EXPECT_TRUE(tao.tracks[1].indexes.empty());
    EXPECT_EQ(as_recorded(tao), tao) << "what lies on the medium is not laid out twice";
}

TEST(TrackAtOnce, BetweenTracksLiesWhatTheRecorderHasMade) {
    const Disc tao = as_tao(test::plain_disc({400, 500, 600}));
    EXPECT_EQ(with_gaps_as_read(tao, tao, true), tao);
    Disc read = test::plain_disc({400, 500, 600}); // no run-out
    read.tracks[1].pause = read.tracks[2].pause = {150};
    for (const bool known : {true, false})
        EXPECT_EQ(layout_of(with_gaps_as_read(tao, read, known)), layout_of(read)) << known;
    Disc early = tao; // INDEX 00 where the run-out would be
    early.tracks[0].postgap = {};
    early.tracks[1].pause = {152};
    EXPECT_EQ(layout_of(with_gaps_as_read(tao, early, true)), layout_of(early));
    for (const int gap : {149, 155}) { // no recorder's
        read.tracks[1].pause = {gap};
        if (gap == 155) read.tracks[0].postgap = {3};
        EXPECT_EQ(with_gaps_as_read(tao, read, true), tao) << gap;
    }
    EXPECT_EQ(with_gaps_as_read(tao, test::plain_disc({400}), true), tao);
}

// total = used + overhead + available while something is available.
void expect_sum(const Room& room) {
    if (room.available > BlockCount{0})
        EXPECT_EQ(room.total, room.used + room.overhead + room.available);
    else
        EXPECT_LE(room.total, room.used + room.overhead);
}

TEST(Room, InTrackAtOnceChargesGapsBetweenTracksAndTwoBlocksATrack) {
    Disc disc = plain_disc({300, 400});
    disc.mode = Mode::tao;
    const Room closed = room_on(disc, {359849}, false);
    EXPECT_EQ(closed.used, BlockCount{700});
    EXPECT_EQ(closed.overhead, BlockCount{2 * 150 + 3 * 2});
    EXPECT_EQ(closed.available, BlockCount{359849 - 700 - 306});
    const Room open = room_on(disc, {359849}, true);
    EXPECT_EQ(open.overhead, BlockCount{150 + 2 * 2});
    EXPECT_EQ(open.available, BlockCount{359849 - 700 - 154});
}

TEST(Room, OfAnEmptyDiscInTrackAtOnceLeavesTwoBlocksForTheRunOut) {
    Disc disc;
    disc.mode = Mode::tao;
    const Room room = room_on(disc, {359849}, false);
    EXPECT_EQ(room.available, BlockCount{359847});
    EXPECT_EQ(room.overhead, BlockCount{2});
}

TEST(Room, InSessionAtOnceChargesAudioAndDescribedSilenceFromLbaZeroOn) {
    const Room room = room_on(with_pregaps(), {10000}, false);
    EXPECT_EQ(room.used, BlockCount{25 + 1000 + 20 + 2000});
    EXPECT_EQ(room.overhead, BlockCount{10 + 5});
    EXPECT_EQ(room.available, BlockCount{10000 - 3045 - 15});
}

TEST(Room, AddsUpOnAnyDiscInBothModesOpenOrNot) {
    for (uint32_t seed = 0; seed < 200; ++seed)
        for (const Mode mode : {Mode::sao, Mode::tao})
            for (const bool open : {false, true}) {
                Disc disc = random_disc(seed);
                disc.mode = mode;
                expect_sum(room_on(disc, {3000 + int(seed) * 10}, open));
            }
}

TEST(Room, HasNothingForAHundredthTrackButStillForTheOpenNinetyNinth) {
    Disc disc = plain_disc(std::vector<int>(99, 300));
    for (const Mode mode : {Mode::sao, Mode::tao}) {
        disc.mode = mode;
        EXPECT_EQ(room_on(disc, kDefaultCapacity, false).available, BlockCount{0});
        EXPECT_GT(room_on(disc, kDefaultCapacity, true).available, BlockCount{0});
    }
}

TEST(Room, IsNeverNegativeWhenTheGapGrowsAfterStaging) {
    Disc disc = plain_disc({500, 500});
    disc.mode = Mode::tao;
    disc.gap = {225};
    const Room room = room_on(disc, {1004}, true);
    EXPECT_EQ(room.available, BlockCount{0});
    expect_sum(room);
}

TEST(Overflow, NamesTheFirstTrackThatDoesNotFitAndByHowMuchTheDiscIsOver) {
    Disc disc = plain_disc({300, 300, 300});
    EXPECT_FALSE(overflow(disc, {900}).has_value());
    const auto over = overflow(disc, {599});
    ASSERT_TRUE(over.has_value());
    EXPECT_EQ(over->track, 1u);
    EXPECT_EQ(over->over, BlockCount{301});
    disc.mode = Mode::tao;
    EXPECT_FALSE(overflow(disc, {900 + 300 + 6}).has_value());
    EXPECT_EQ(overflow(disc, {900 + 300 + 5})->track, 2u);
}

TEST(Capacity, IsAClassOrANumberOfBlocks) {
    EXPECT_EQ(parse_capacity("74"), BlockCount{333000});
    EXPECT_EQ(parse_capacity("80"), BlockCount{359849});
    EXPECT_EQ(parse_capacity("90"), BlockCount{404849});
    EXPECT_EQ(parse_capacity("99"), BlockCount{445500});
    EXPECT_EQ(parse_capacity("336075"), BlockCount{336075});
    for (const char* bad : {"", "0", "-5", "75", "299", "449850", "80 min", "99999999999"})
        EXPECT_EQ(parse_capacity(bad), std::nullopt) << bad;
}

std::vector<int> lengths_of(const JoinedFiles& joined) {
    std::vector<int> lengths;
    for (const Track& t : joined.tracks) lengths.push_back(t.length.value);
    return lengths;
}

TEST(Join, MovesABoundaryInsideABlockDownAndFillsOnlyTheEndOfTheDisc) {
    const JoinedFiles joined =
        join_files({{588 * 300 + 100}, {588 * 300 + 500}, {588 * 300}}, Join::joined, {0});
    EXPECT_EQ(lengths_of(joined), (std::vector<int>{300, 301, 301}));
    EXPECT_EQ(joined.places[1].start, SampleCount{588 * 300 + 100});
    EXPECT_EQ(joined.places[2].start, SampleCount{588 * 600 + 600});
    EXPECT_EQ(joined.tracks[0].pause, kFirstPause);
    EXPECT_EQ(joined.tracks[1].pause, BlockCount{0});
}

TEST(Join, SeparatelyFillsEachTrackToAWholeBlock) {
    const JoinedFiles joined = join_files({{588 * 300 + 100}, {588 * 300 + 500}}, Join::separate, {0});
    EXPECT_EQ(lengths_of(joined), (std::vector<int>{301, 301}));
    EXPECT_EQ(joined.places[1].start, SampleCount{588 * 301});
}

TEST(Join, WithAPauseBeginsEachFileOnABlockBehindThePause) {
    const JoinedFiles joined = join_files({{588 * 300 + 100}, {588 * 300}}, Join::joined, {150});
    EXPECT_EQ(lengths_of(joined), (std::vector<int>{301, 300}));
    EXPECT_EQ(joined.tracks[1].pause, BlockCount{150});
    EXPECT_EQ(joined.places[1].start, SampleCount{588 * 451});
}

} // namespace
} // namespace redbook
