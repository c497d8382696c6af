#include "redbook/check/audio_regions.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/disc/layout.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::plain_disc;
using testing::ElementsAre;

std::vector<std::string> words(const std::vector<AudioRegion>& regions) {
    std::vector<std::string> result;
    for (const AudioRegion& r : regions)
        result.push_back(
            fmt::format("track {}: {}..{} {:+}", r.track, r.first.value, r.end.value, r.shift.value));
    return result;
}
std::vector<std::string> planned(const Side& a, const Side& b) {
    std::vector<std::string> result;
    for (const AudioPlan& plan : plan_audio(a, b)) {
        const auto of_plan = words(plan.regions);
        result.insert(result.end(), of_plan.begin(), of_plan.end());
        if (plan.regions.empty()) result.push_back(plan.item.name + ": " + plan.item.detail);
    }
    return result;
}

const AudioRegion kRegion{2, {100}, {250}, {100}, {1000}, {0}};

TEST(AudioRegions, AreTheTracksWithTheirPauses) {
    Disc disc = plain_disc({400, 500});
    disc.tracks[1].pause = {150};
    EXPECT_THAT(planned({"A", disc, nullptr, {}}, {"B", disc, nullptr, {}}),
                ElementsAre("track 1: -150..400 +0", "track 2: 400..1050 +0"));
}

TEST(AudioRegions, BeginAtLbaZeroWhereOneSideHasNothingInFront) {
    const Disc disc = plain_disc({400});
    Side drive{"B", disc, nullptr, {}};
    drive.holds.first_150 = false;
    EXPECT_THAT(planned({"A", disc, nullptr, {}}, drive), ElementsAre("track 1: 0..400 +0"));
    Disc early = disc;
    early.tracks[0].pause = {50};
    early.tracks[0].pregap = {100};
    EXPECT_THAT(planned({"A", early, nullptr, {}}, drive),
                ElementsAre("audio before 00:02:00: B cannot hold it", "track 1: 0..400 +0"));
}

TEST(AudioRegions, LeaveOutTheRunOutOfEitherSide) {
    Disc staged = plain_disc({400, 500});
    staged.mode = Mode::tao;
    const Disc disc = as_tao(staged);
    Side plain{"A", disc, nullptr, {}}, with_run_out{"B", disc, nullptr, {}};
    with_run_out.run_out = true;
    for (const auto& regions : {planned(plain, with_run_out), planned(with_run_out, plain)})
        EXPECT_THAT(regions, ElementsAre("track 1: -150..400 +0", "track 2: 402..1052 +0"));
}

TEST(AudioRegions, TracksOfOneShapeThatLieElsewhereAreFollowed) {
    const Disc a = plain_disc({400, 500, 600}), b = plain_disc({300, 500, 600});
    EXPECT_THAT(planned({"A", a, nullptr, {}}, {"B", b, nullptr, {}}),
                ElementsAre("audio of track 1: it is 00:05:25 long in A, 00:04:00 in B",
                            "track 2: 400..900 -100", "track 3: 900..1500 -100"));
}

TEST(AudioRegions, AreCutAroundTheBlocksWithSamplesThatNobodyKnows) {
    const auto at = [](int64_t block, int64_t sample) { return SampleCount{block * kBlockSamples + sample}; };
    EXPECT_THAT(words(cut_around(kRegion, {})), ElementsAre("track 2: 100..1000 +0"));
    EXPECT_THAT(words(cut_around(kRegion, {{at(99, 0), {589}, Unread::edge},
                                           {at(300, 10), {5}, Unread::edge},
                                           {at(999, 587), {50}, Unread::edge},
                                           {at(2000, 0), {5}, Unread::edge}})),
                ElementsAre("track 2: 100..101 +0", "track 2: 101..300 +0", "track 2: 300..301 +0",
                            "track 2: 301..999 +0", "track 2: 999..1000 +0"));
}

TEST(AudioRegions, OnlyWhatLiesWithinCounts) {
    EXPECT_EQ(
        within(kRegion, {{{0}, {100 * 588}, Unread::edge},
                         {{99 * 588}, {2 * 588}, Unread::damaged},
                         {{1000 * 588 - 1}, {10}, Unread::edge}}),
        (std::vector<Unread>{{{100 * 588}, {588}, Unread::damaged}, {{1000 * 588 - 1}, {1}, Unread::edge}}));
}

TEST(AudioRegions, APlaceIsToldAsThePlayerShowsIt) {
    EXPECT_EQ(place_of(kRegion, 0), "pregap of track 2, 00:02:00 before INDEX 01 (byte 0 of the pregap)");
    EXPECT_EQ(place_of(kRegion, bytes_in({150}) + 7), "track 2 at 00:00:00 (byte 7 of the track)");
}

} // namespace
} // namespace redbook
