#include "redbook/disc/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::plain_disc;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines(const Disc& disc, BlockCount capacity = kDefaultCapacity) {
    std::vector<std::string> result;
    for (const Finding& f : check_rules(disc, capacity))
        result.push_back(std::string(f.severity == Severity::error ? "error " : "warning ") +
                         std::string(f.rule) + ": " + f.sentence);
    return result;
}

TEST(Rules, APlainDiscObeys) { EXPECT_THAT(lines(plain_disc({300, 400})), IsEmpty()); }

TEST(Rules, RandomDiscsOfTheTestsBreakNone) {
    for (uint32_t seed = 0; seed < 300; ++seed)
        for (const Finding& f : check_rules(test::random_disc(seed), kDefaultCapacity))
            ASSERT_EQ(int(f.severity), int(Severity::warning)) << seed << " " << f.sentence;
}

TEST(Rules, ADiscHasOneToNinetyNineTracks) {
    EXPECT_THAT(lines({}), ElementsAre("error track-count: the disc has no tracks; a CD has 1 to 99"));
    EXPECT_THAT(lines(plain_disc(std::vector<int>(99, 300))), IsEmpty());
    EXPECT_THAT(
        lines(plain_disc(std::vector<int>(100, 300))),
        ElementsAre("error track-count: the disc has 100 tracks; a CD has 1 to 99",
                    "error track-numbers: the tracks would be numbered 1 to 100; numbers go from 1 to 99"));
    Disc disc = plain_disc({300, 300});
    disc.first_track = 99;
    EXPECT_THAT(
        lines(disc),
        ElementsAre("error track-numbers: the tracks would be numbered 99 to 100; numbers go from 1 to 99"));
}

TEST(Rules, ThePauseBeforeTheFirstTrackHasTwoSeconds) {
    Disc disc = plain_disc({300});
    disc.tracks[0].pause = {149};
    EXPECT_THAT(lines(disc),
                ElementsAre("error first-pause: the pause before the first track is 149 blocks long; "
                            "it must be at least 150 (2 s)"));
}

TEST(Rules, ATrackHasFourSecondsFromIndexOneToTheNext) {
    Disc disc = plain_disc({299, 300});
    EXPECT_THAT(lines(disc),
                ElementsAre("error track-too-short: track 1 is 00:03:74 long; a track must be at least "
                            "00:04:00 (4 s)"));
    disc.tracks[1].pause = {1};
    EXPECT_THAT(lines(disc),
                ElementsAre("warning track-short-before-pause: track 1 is 00:03:74 long without the pause "
                            "after it, less than 00:04:00 (4 s)"));
}

TEST(Rules, IndexesAscendAndLieInsideTheTrack) {
    Disc disc = plain_disc({300});
    disc.tracks[0].indexes = {{100}, {100}, {300}};
    EXPECT_THAT(
        lines(disc),
        ElementsAre("error index-order: track 1: INDEX 03 at 00:01:25 is not after INDEX 02 at 00:01:25",
                    "error index-behind-end: track 1: INDEX 04 at 00:04:00 is past the end of the track at "
                    "00:04:00"));
    disc.tracks[0].indexes = {{0}};
    EXPECT_THAT(lines(disc),
                ElementsAre("error index-order: track 1: INDEX 02 at 00:00:00 is not after INDEX 01 "
                            "at 00:00:00"));
    disc.tracks[0].indexes.clear();
    for (int i = 1; i <= 99; ++i) disc.tracks[0].indexes.push_back({i});
    EXPECT_THAT(lines(disc),
                ElementsAre("error index-count: track 1 has 100 indexes; at most 99 can be numbered"));
}

TEST(Rules, CopyPermittedContradictsScms) {
    Disc disc = plain_disc({300});
    disc.tracks[0].flags = {.copy_permitted = true, .scms = true};
    EXPECT_THAT(lines(disc),
                ElementsAre("error copy-flags: track 1 permits copying (DCP) and forbids it (SCMS); take one "
                            "flag away"));
}

TEST(Rules, CodesThatLookWrongAreWarnedOf) {
    Disc disc = plain_disc({300, 300});
    disc.mcn = Mcn::parse("4006381333930");
    disc.tracks[0].isrc = disc.tracks[1].isrc = Isrc::parse("12XYZ2600001");
    EXPECT_THAT(
        lines(disc),
        ElementsAre("warning mcn-check-digit: the check digit of the catalogue number 4006381333930 "
                    "is wrong",
                    "warning isrc-country: track 1: ISRC 12XYZ2600001 does not begin with two letters",
                    "warning isrc-country: track 2: ISRC 12XYZ2600001 does not begin with two letters",
                    "warning isrc-doubled: track 2 has the ISRC 12XYZ2600001 that track 1 has"));
}

TEST(Rules, TheDiscEndsOnTheMediumAndBefore99Minutes) {
    EXPECT_THAT(lines(plain_disc({300, 359849 - 300})), IsEmpty());
    EXPECT_THAT(
        lines(plain_disc({300, 359849 - 299})),
        ElementsAre(
            "error capacity: track 2 does not fit: the disc ends at 80:00:00, 00:00:01 (1 block) after "
            "the 79:59:74 that the medium holds"));
    EXPECT_THAT(
        lines(plain_disc({449850}), {449849}),
        ElementsAre(
            "error lead-out-address: the disc ends at 100:00:00; the last address of a CD is 99:59:74",
            "error capacity: track 1 does not fit: the disc ends at 100:00:00, 00:00:01 (1 block) after "
            "the 99:59:74 that the medium holds"));
}

TEST(Rules, TextThatItsCharacterSetDoesNotHoldIsNamed) {
    Disc disc = plain_disc({300, 300});
    edit_track_texts(disc, 1).title = "Don’t";
    EXPECT_THAT(lines(disc),
                ElementsAre("warning text-charset: CD-TEXT: title of track 2: ’ (U+2019) is not in "
                            "ISO 8859-1"));
}

TEST(Rules, CdTextHasEightLanguages) {
    Disc disc = plain_disc({300});
    disc.text_blocks.resize(9);
    EXPECT_THAT(lines(disc),
                ElementsAre("error text-blocks: the disc has CD-TEXT in 9 languages; it holds 8"));
}

TEST(Rules, TrackAtOnceSaysWhatItLoses) {
    Disc disc = plain_disc({300, 300});
    disc.mode = Mode::tao;
    disc.gap = {226};
    disc.tracks[1].pregap = {10};
    disc.tracks[1].indexes = {{10}};
    EXPECT_THAT(
        lines(disc),
        ElementsAre(
            "error gap: the gap is 226 blocks; Track-at-Once takes 0 to 225",
            "warning gap-in-joined-audio: Track-at-Once puts a gap of 228 blocks before track 2, which "
            "is joined to the one before it",
            "warning pregap-lost: Track-at-Once begins track 2 at its pregap; INDEX 00 is lost",
            "warning indexes-lost: Track-at-Once loses the indexes above 01 of track 2"));
}

TEST(Rules, SomeWarningsHoldWhateverTheDiscIsWrittenAs) {
    Disc disc = plain_disc({300, 310});
    disc.mcn = Mcn::parse("4006381333932");
    disc.tracks[0].isrc = disc.tracks[1].isrc = Isrc::parse("1EXYZ2600001");
    edit_track_texts(disc, 1).title = "Don’t";
    disc.mode = Mode::tao;
    disc.gap = {150};
    EXPECT_THAT(rule_warnings(disc),
                ElementsAre("the check digit of the catalogue number 4006381333932 is wrong",
                            "track 1: ISRC 1EXYZ2600001 does not begin with two letters",
                            "track 2: ISRC 1EXYZ2600001 does not begin with two letters",
                            "track 2 has the ISRC 1EXYZ2600001 that track 1 has"));
    Disc short_one = plain_disc({290, 310});
    short_one.tracks[1].pause = {20};
    EXPECT_THAT(rule_warnings(short_one),
                ElementsAre("track 1 is 00:03:65 long without the pause after it, less than 00:04:00 (4 s)"));
    EXPECT_THAT(rule_warnings(plain_disc({150})), IsEmpty()) << "an error is no warning";
}

TEST(Rules, CodesOfZerosMeanNone) {
    Disc disc = plain_disc({300, 300, 300});
    disc.mcn = Mcn::parse("0000000000000");
    disc.tracks[1].isrc = Isrc::parse("000000000000");
    Disc none = disc;
    none.mcn.reset();
    none.tracks[1].isrc.reset();
    EXPECT_THAT(remove_codes_of_zeros(disc),
                ElementsAre("the catalogue number is all zeros, which means none; it is ignored",
                            "the ISRC of track 2 is all zeros, which means none; it is ignored"));
    EXPECT_EQ(disc, none);
    disc.first_track = 4;
    disc.mcn = Mcn::parse("0000000000017");
    for (Track& track : disc.tracks) track.isrc = Isrc::parse("000000000000");
    disc.tracks[1].isrc = Isrc::parse("A00000000000");
    EXPECT_THAT(remove_codes_of_zeros(disc),
                ElementsAre("the ISRCs of tracks 4, 6 are all zeros, which means none; they are ignored"));
    EXPECT_TRUE(disc.mcn && disc.tracks[1].isrc);
    EXPECT_THAT(remove_codes_of_zeros(disc), IsEmpty());
}

TEST(Rules, AreRequiredWithTheFirstErrorsSentence) {
    EXPECT_NO_THROW(require_rules(plain_disc({300}), kDefaultCapacity, "album"));
    EXPECT_EQ(test::error_of(Errc::breaks_rule,
                             [] { require_rules(plain_disc({150}), kDefaultCapacity, "album"); }),
              "album: track 1 is 00:02:00 long; a track must be at least 00:04:00 (4 s)");
    EXPECT_EQ(test::error_of(Errc::does_not_fit, [] { require_rules(plain_disc({400}), {399}, "x.cue"); }),
              "x.cue: track 1 does not fit: the disc ends at 00:07:25, 00:00:01 (1 block) after the "
              "00:07:24 that the "
              "medium holds");
}

} // namespace
} // namespace redbook
