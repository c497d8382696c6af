// The corpus of tests/data/accurate_rip: the file names state the rule and the verdict.
#include "redbook/check/accurate_rip_response.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using testing::ElementsAre;

const std::string kFolder = test::data_path("accurate_rip/");

std::string content_of(const std::string& name) {
    std::ifstream in(kFolder + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

AccurateRipResponse parse(const std::string& name) {
    const std::string content = content_of(name);
    return parse_accurate_rip_response(name, as_bytes(content));
}

std::string outcome_of(const std::string& name) {
    try {
        const AccurateRipResponse response = parse(name);
        return fmt::format("{} tracks, {} pressings", response.id.tracks, response.pressings.size());
    } catch (const Error& e) {
        EXPECT_EQ(int(e.code), int(Errc::malformed));
        return e.what();
    }
}

struct Case {
    std::string name, outcome; // "$" stands for the file's name
};
const std::vector<Case> kCases{
    {"bad.001.empty.bin",
     "$: is empty; the database does not know the disc, or the file was not saved whole"},
    {"bad.002.one_byte.bin", "$: byte 0: pressing 1 is cut short; get the file again"},
    {"bad.003.head_cut_short.bin", "$: byte 0: pressing 1 is cut short; get the file again"},
    {"bad.004.tracks_are_missing.bin", "$: byte 0: pressing 1 is cut short; get the file again"},
    {"bad.005.last_track_cut_short.bin", "$: byte 0: pressing 1 is cut short; get the file again"},
    {"bad.006.second_pressing_cut_short.bin", "$: byte 31: pressing 2 is cut short; get the file again"},
    {"bad.007.byte_behind_the_last_pressing.bin", "$: byte 31: pressing 2 is cut short; get the file again"},
    {"bad.008.no_tracks.bin", "$: byte 0: pressing 1 has 0 tracks; this is not an answer of AccurateRip"},
    {"bad.009.hundred_tracks.bin",
     "$: byte 0: pressing 1 has 100 tracks; this is not an answer of AccurateRip"},
    {"bad.010.second_pressing_of_another_disc.bin",
     "$: byte 31: pressing 2 is of another disc than the first one"},
    {"bad.011.second_pressing_of_another_number_of_tracks.bin",
     "$: byte 31: pressing 2 is of another disc than the first one"},
    {"bad.012.page_of_html.bin", "$: byte 0: pressing 1 is cut short; get the file again"},
    {"bad.013.long_page_of_html.bin",
     "$: byte 553: pressing 2 has 100 tracks; this is not an answer of AccurateRip"},
    {"good.001.two_pressings.bin", "2 tracks, 2 pressings"},
    {"good.002.one_pressing.bin", "2 tracks, 1 pressings"},
    {"good.003.ninety_nine_tracks.bin", "99 tracks, 1 pressings"},
    {"good.004.tracks_that_nobody_submitted.bin", "2 tracks, 1 pressings"},
};

TEST(AccurateRipResponse, EveryFileOfTheCorpusHasItsOutcome) {
    for (const Case& c : kCases) {
        std::string expected = c.outcome;
        if (expected[0] == '$') expected.replace(0, 1, c.name);
        EXPECT_EQ(outcome_of(c.name), expected);
    }
}

TEST(AccurateRipResponse, EveryFileOfTheCorpusIsACase) {
    std::set<std::string> there, cases;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder))
        there.insert(entry.path().filename().string());
    for (const Case& c : kCases) cases.insert(c.name);
    EXPECT_EQ(there, cases);
}

// The database's answer for a disc of two tracks, as the tests of whipper have it.
TEST(AccurateRipResponse, OfARealDiscIsReadWhole) {
    const AccurateRipResponse response = parse("good.001.two_pressings.bin");
    EXPECT_EQ(response.id, (AccurateRipId{2, 0x0000f21c, 0x00027ef8, 0x05021002}));
    EXPECT_THAT(response.pressings,
                ElementsAre(ElementsAre(SubmittedTrack{12, 0x284fc705, 0x3b97f8a4},
                                        SubmittedTrack{20, 0x9cc1f32e, 0xdc5500de}),
                            ElementsAre(SubmittedTrack{7, 0xdc77f9ab, 0}, SubmittedTrack{7, 0xdd97d2c3, 0})));
}

TEST(AccurateRipResponse, CutAnywhereIsRefusedOrWholePressings) {
    const std::string whole = content_of("good.001.two_pressings.bin");
    for (size_t n = 0; n < whole.size(); ++n) {
        const auto parse_part = [&] {
            return parse_accurate_rip_response("x", as_bytes(std::string_view(whole).substr(0, n)));
        };
        if (n == whole.size() / 2)
            EXPECT_EQ(parse_part().pressings.size(), 1u);
        else
            test::error_of(Errc::malformed, parse_part);
    }
}

class Matching : public testing::Test {
  protected:
    std::vector<MatchedTrack> match(const std::vector<AccurateRipSums>& sums) {
        return match_tracks("x.bin", response_, response_.id, sums);
    }
    static MatchedTrack matching(std::vector<TrackMatch> matches) {
        return {TrackVerdict::matches, std::move(matches)};
    }

    AccurateRipResponse response_{{2, 1, 2, 3},
                                  {{{12, 0xA1, 0}, {20, 0xB2, 0}}, {{7, 0xA2, 0}, {9, 0xB2, 0}}}};
};

TEST_F(Matching, TellsTheVersionsAndTheConfidenceOfAllPressings) {
    EXPECT_THAT(match({{0xA1, 0xA2, {}}, {0xB1, 0xB2, {}}}),
                ElementsAre(matching({{2, 7}, {1, 12}}), matching({{2, 29}})));
}

TEST_F(Matching, TellsWhatIsInNoPressing) {
    EXPECT_THAT(
        match({{0xB2, 0xB2, {}}, {0xB1, 0xA2, {}}}),
        ElementsAre(MatchedTrack{TrackVerdict::differs, {}}, MatchedTrack{TrackVerdict::differs, {}}));
}

TEST_F(Matching, CountsASumThatIsBothVersionsOnce) {
    EXPECT_EQ(match({{0xA1, 0xA1, {}}, {0, 0, {}}})[0], matching({{2, 12}}));
}

TEST_F(Matching, ASilentTrackIsNotLookedFor) {
    response_.pressings[0][0].crc = 0;
    EXPECT_EQ(match({{0, 0, {}}, {1, 2, {}}})[0], (MatchedTrack{TrackVerdict::silent, {}}));
}

TEST_F(Matching, ATrackThatNobodySubmittedIsUnknown) {
    for (auto& pressing : response_.pressings) pressing[1].crc = 0;
    EXPECT_EQ(match({{1, 2, {}}, {0, 3, {}}})[1], (MatchedTrack{TrackVerdict::unknown, {}}));
}

TEST_F(Matching, TheAnswerForAnotherDiscIsRefused) {
    EXPECT_EQ(test::error_of(Errc::malformed,
                             [&] {
                                 match_tracks("x.bin", response_, AccurateRipId{3, 1, 2, 4}, {});
                             }),
              "x.bin: is the answer for disc 00000001-00000002-00000003 of 2 tracks, this is disc "
              "00000001-00000002-00000004 of 3");
}

} // namespace
} // namespace redbook
