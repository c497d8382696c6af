#include "redbook/disc/fitted.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/disc/layout.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::plain_disc;
using testing::ElementsAre;
using testing::IsEmpty;

Disc for_track_at_once(const std::vector<int>& lengths) {
    Disc disc = plain_disc(lengths);
    disc.mode = Mode::tao;
    return disc;
}

std::vector<std::string> lost_by_laying_out(const Disc& disc) {
    Fitted fitted{disc};
    lay_out(fitted);
    EXPECT_TRUE(fitted.disc == as_recorded(disc));
    return fitted.lost;
}

TEST(Fitted, SessionAtOnceLosesNothingOfADisc) {
    Disc disc = test::random_disc(5);
    disc.mode = Mode::sao;
    EXPECT_THAT(lost_by_laying_out(disc), IsEmpty());
}

TEST(Fitted, TrackAtOnceLosesWhatAMusicianHears) {
    Disc disc = for_track_at_once({300, 300, 300, 300, 300, 300});
    disc.tracks[0].pregap = {750};
    disc.tracks[1].pregap = {75};
    disc.tracks[4].pause = {75};
    disc.tracks[2].indexes = {{100}};
    EXPECT_THAT(
        lost_by_laying_out(disc),
        ElementsAre(
            "the hidden track before track 1 (00:10:00): it is played as the beginning of track 1 "
            "(Track-at-Once)",
            "audio in the pause (INDEX 00) of track 2: it is played as the beginning of the track "
            "(Track-at-Once)",
            "gapless transitions: silence of 00:02:02 is inserted before tracks 2 to 4 and 6 (Track-at-Once)",
            "the length of the pause before track 5: it becomes 00:02:02 (Track-at-Once)",
            "indexes above 01 in track 3 (Track-at-Once)"));
}

TEST(Fitted, TrackAtOnceKeepsPausesOfItsOwnLengthAndTracksThatWereNeverJoined) {
    Disc disc = for_track_at_once({300, 300, 300});
    disc.tracks[1].pause = disc.tracks[2].pause = disc.gap;
    EXPECT_THAT(lost_by_laying_out(disc), IsEmpty());
    Disc separate = for_track_at_once({300, 300});
    separate.join = Join::separate;
    EXPECT_THAT(lost_by_laying_out(separate), IsEmpty());
}

TEST(Fitted, TracksAreListedInRuns) {
    const std::vector<int> lengths(9, 300);
    Disc disc = for_track_at_once(lengths);
    disc.join = Join::separate;
    const auto list = [&](std::vector<size_t> tracks) {
        Disc with = disc;
        for (const size_t k : tracks) with.tracks[k].indexes = {{100}};
        return lost_by_laying_out(with).front();
    };
    EXPECT_EQ(list({1, 2}), "indexes above 01 in tracks 2 and 3 (Track-at-Once)");
    EXPECT_EQ(list({1, 3, 5, 6, 7}), "indexes above 01 in tracks 2, 4 and 6 to 8 (Track-at-Once)");
}

TEST(Fitted, CdTextIsLeftOutAsAsked) {
    Fitted fitted{plain_disc({300})};
    leave_out_cd_text(fitted);
    EXPECT_THAT(fitted.lost, IsEmpty()) << "there was none";
    edit_track_texts(fitted.disc, 0).title = "A";
    leave_out_cd_text(fitted);
    EXPECT_TRUE(fitted.disc == plain_disc({300}));
    EXPECT_THAT(fitted.lost, ElementsAre("CD-TEXT (left out as asked)"));
}

TEST(Fitted, DataTracksAreLostAndStrictlyRefused) {
    Fitted fitted{plain_disc({300, 300})};
    fitted.disc.data = {{0, {}, BlockCount{300}}, {2, kBetweenSessions, std::nullopt}};
    fitted.disc.first_track = 2;
    fitted.disc.remarks = {"REM DATE 2001", "REM DISCID 1C00CE04"};
    lose_what_is_not_held(fitted, {});
    EXPECT_THAT(fitted.lost, ElementsAre("tracks 1 and 4 (data)"));
    EXPECT_THAT(fitted.disc.data, IsEmpty());
    EXPECT_THAT(fitted.disc.remarks, ElementsAre("REM DATE 2001")) << "an ID counts data";
    require_fit(fitted, "x.cue");
    EXPECT_EQ(test::error_of(Errc::breaks_rule, [&] { require_fit(fitted, "x.cue", true); }),
              "x.cue: the source has data tracks, which are not copied");
}

TEST(Fitted, ARefusalIsThrownAndAChangeOrAWarningOnlyIfThatIsAskedFor) {
    Fitted fitted{plain_disc({300})};
    fitted.changes = {"a became b", "c became d"};
    require_fit(fitted, "x.cue");
    EXPECT_EQ(test::error_of(Errc::breaks_rule, [&] { require_fit(fitted, "x.cue", true); }),
              "x.cue: a became b");
    fitted.changes.clear();
    fitted.warnings = {"too long to burn"};
    EXPECT_EQ(test::error_of(Errc::breaks_rule, [&] { require_fit(fitted, "x.cue", true); }),
              "x.cue: too long to burn");
    fitted.refused.emplace_back(Errc::unsupported, "no room; make some");
    EXPECT_EQ(test::error_of(Errc::unsupported, [&] { require_fit(fitted, "x.cue", true); }),
              "x.cue: no room; make some");
}

} // namespace
} // namespace redbook
