// The corpus of tests/data/flac_cue_sheet: blocks of a FLAC of one minute; the file names state the rule and
// the verdict.
#include "redbook/image/embedded/flac_cue_sheet.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "redbook/base/error.h"
#include "redbook/image/cue/cue_layout.h"
#include "tests/image/image_support.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;

constexpr SampleCount kMinuteOfSamples{60 * kSampleRate};

std::string block_named(const std::string& name) {
    return read_file(test::data_path("flac_cue_sheet/") + name + ".bin");
}

std::string flac_outcome(const std::string& name) {
    try {
        const CueSheet sheet =
            parse_flac_cue_sheet("dir/a.flac", as_bytes(block_named(name)), kSampleRate, kMinuteOfSamples);
        const SheetLayout layout = lay_out_cue_sheet(sheet, {kMinuteOfSamples});
        std::string outcome;
        for (const auto* warnings : {&sheet.warnings, &layout.warnings})
            for (const std::string& warning : *warnings) outcome += warning + '\n';
        return outcome + layout_line(layout.disc) + data_line(layout.disc);
    } catch (const Error& e) {
        return e.what();
    }
}

// Warnings and the layout, or the error.
const std::vector<CorpusCase> kFlacCases{
    {"bad.001.empty", "$: it has 0 bytes; its head alone has 396"},
    {"bad.002.head_cut_short", "$: it has 395 bytes; its head alone has 396"},
    {"bad.003.no_tracks", "$: there is no track in it"},
    {"bad.004.lead_out_only", "$: there is no track in it"},
    {"bad.005.ends_within_a_track", "$: it ends within its tracks"},
    {"bad.006.ends_within_an_index", "$: it ends within its tracks"},
    {"bad.007.more_indexes_than_there_are", "$: it ends within its tracks"},
    {"bad.010.no_lead_out", "$: its last track, and no other, must be the lead-out"},
    {"bad.011.lead_out_in_the_middle", "$: its last track, and no other, must be the lead-out"},
    {"bad.012.lead_out_with_indexes", "$: its lead-out has indexes"},
    {"bad.013.lead_out_behind_the_end_of_the_audio",
     "$: its lead-out is at sample 2646001, past the end of the audio at 2646000"},
    {"bad.014.lead_out_far_behind_any_disc",
     "$: its lead-out is at sample 18446744073709551615, past the end of the audio at 2646000"},
    {"bad.020.track_number_0", "$: 0 is not a track number; they go from 1 to 99"},
    {"bad.021.track_number_100", "$: 100 is not a track number; they go from 1 to 99"},
    {"bad.022.hundred_tracks", "$: a disc holds at most 99 tracks"},
    {"bad.023.track_numbers_run_over_99", "$: track numbers end at 99, and this would be 100"},
    {"bad.024.data_alone", "$: there is no audio track in it"},
    {"bad.030.track_without_index", "$: track 2 has no INDEX 01"},
    {"bad.031.index_02_first",
     "$: INDEX 02 of track 1 is out of turn; indexes count up by one from 00 or 01"},
    {"bad.032.index_skipped", "$: INDEX 03 of track 1 is out of turn; indexes count up by one from 00 or 01"},
    {"bad.033.index_twice", "$: INDEX 01 of track 1 is out of turn; indexes count up by one from 00 or 01"},
    {"bad.034.index_out_of_order", "$: INDEX 02 of track 1 is not after the index before it"},
    {"bad.035.track_in_front_of_the_one_before", "$: INDEX 01 of track 2 is not after the index before it"},
    {"bad.036.tracks_at_one_place", "$: INDEX 01 of track 2 is not after the index before it"},
    {"bad.037.index_far_behind_any_disc", "$: INDEX 01 of track 1 is past the end of any disc"},
    {"bad.038.index_behind_the_end_of_the_audio",
     "$: INDEX 01 of track 2 at 01:00:01 is past the end of 'a.flac', which is 01:00:00 long"},
    {"bad.039.indexes_in_the_same_block",
     "$: INDEX 03 of track 1 falls into the same block as the index before it"},
    {"bad.040.lead_in_longer_than_any_disc", "$: its lead-in is longer than any disc"},
    {"good.001.one_track", "1 -150/0, lead-out 4500"},
    {"good.002.codes_and_pre_emphasis", "1 -150/0, 2 1500/1650/2025, lead-out 4500"},
    {"good.003.not_of_a_cd", "1 -150/0, 2 1500/1500, lead-out 4500"},
    {"good.004.hidden_track", "1 -150/375, lead-out 4500"},
    {"good.005.index_01_late", "$: the audio before INDEX 01 is kept as the pregap of track 1\n"
                               "1 -150/375, lead-out 4500"},
    {"good.006.lead_in_of_four_seconds", "1 -150/150, lead-out 4650"},
    {"good.007.lead_in_of_no_length",
     "$: a lead-in of 0 samples is taken as the two seconds that every disc begins with\n"
     "1 -150/0, lead-out 4500"},
    {"good.008.places_inside_a_block",
     "$: INDEX 00 of track 2 is inside a block and moves down to its start, as may others after it\n"
     "1 -150/0, 2 1500/1650, lead-out 4500"},
    {"good.009.lead_out_in_front_of_the_end", "$: its lead-out is at sample 2352000, before the end "
                                              "of the audio at 2646000; the last track continues"
                                              " to the end\n"
                                              "1 -150/0, 2 1500/1500, lead-out 4500"},
    {"good.010.first_track_5", "5 -150/0, 6 1500/1500, lead-out 4500"},
    {"good.011.track_numbers_with_a_hole", "$: track 4 is taken as track 2, which is next\n"
                                           "1 -150/0, 2 1500/1500, lead-out 4500"},
    {"good.012.index_00_only", "$: track 2 has INDEX 00 but no INDEX 01; it begins at its INDEX 00\n"
                               "1 -150/0, 2 1500/1500, lead-out 4500"},
    {"good.013.index_00_and_01_together", "1 -150/0, 2 1500/1500, lead-out 4500"},
    {"good.014.bad_codes",
     "$: the catalogue number '123' is left out; it has 13 digits\n"
     "$: ISRC '12345' of track 1 is left out; it has 5 letters or digits, then 7 digits\n"
     "1 -150/0, lead-out 4500"},
    {"good.015.bytes_behind", "$: 3 bytes after its last track are left out\n"
                              "1 -150/0, lead-out 4500"},
    {"good.018.data_in_the_file", "1 -150/0, lead-out 1500, data 2 after 0, 3000 long"},
    {"good.019.data_in_a_second_session",
     "1 -150/0, 2 1500/1500, lead-out 4500, data 3 after 11400, 3000 long"},
    {"good.020.data_behind_the_lead_out_as_flac_writes_it",
     "$: the length of data track 2 is not known, and so not all disc IDs\n"
     "1 -150/0, lead-out 4500, data 2 after 11400"},
    {"good.021.data_first", "2 -150/0, lead-out 3000, data 1 after 0, 1500 long"},
    {"good.016.ninety_nine_tracks", ""},
    {"good.017.ninety_nine_indexes", ""},
};

class FlacCorpus : public testing::TestWithParam<CorpusCase> {};

TEST_P(FlacCorpus, HasItsOutcome) {
    std::string expected = GetParam().outcome;
    for (size_t at; (at = expected.find('$')) != expected.npos;)
        expected.replace(at, 1, "dir/a.flac: CUESHEET block");
    const std::string outcome = flac_outcome(GetParam().name);
    if (!expected.empty()) {
        EXPECT_EQ(outcome, expected);
    } else { // long, and without a warning
        EXPECT_TRUE(outcome.starts_with("1 -150/0") && outcome.ends_with("4410, lead-out 4500")) << outcome;
        EXPECT_EQ(std::count(outcome.begin(), outcome.end(), '/'), 99);
    }
}

INSTANTIATE_TEST_SUITE_P(FlacCueSheet, FlacCorpus, testing::ValuesIn(kFlacCases), [](const auto& test) {
    std::string name = test.param.name;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST(FlacCueSheet, EveryFileOfTheCorpusHasACase) {
    std::set<std::string> files, cases;
    for (const auto& entry : std::filesystem::directory_iterator(test::data_path("flac_cue_sheet")))
        files.insert(entry.path().stem().string());
    for (const CorpusCase& c : kFlacCases) cases.insert(c.name);
    EXPECT_EQ(files, cases);
}

TEST(FlacCueSheet, CodesAndPreEmphasisAreRead) {
    const std::string block = block_named("good.002.codes_and_pre_emphasis");
    const CueSheet sheet = parse_flac_cue_sheet("a.flac", as_bytes(block), kSampleRate, kMinuteOfSamples);
    EXPECT_EQ(sheet.mcn, Mcn::parse("4006381333931"));
    EXPECT_EQ(sheet.tracks[0].isrc, Isrc::parse("DEXYZ2600001"));
    EXPECT_EQ(sheet.tracks[1].isrc, Isrc::parse("DEXYZ2600002"));
    EXPECT_EQ(sheet.tracks[0].flags, Flags{});
    EXPECT_EQ(sheet.tracks[1].flags, (Flags{.pre_emphasis = true}));
}

TEST(FlacCueSheet, PlacesCountAtTheRateOfTheFile) {
    const std::string block = block_named("good.003.not_of_a_cd");
    const auto read = [&](int rate, SampleCount length) {
        const CueSheet sheet = parse_flac_cue_sheet("a.flac", as_bytes(block), rate, length);
        EXPECT_TRUE(sheet.warnings.empty());
        return layout_line(lay_out_cue_sheet(sheet, {length}).disc);
    };
    EXPECT_EQ(read(2 * kSampleRate, {30 * kSampleRate}), "1 -150/0, 2 750/750, lead-out 2250");
    EXPECT_EQ(read(kSampleRate / 2, {120 * kSampleRate}), "1 -150/0, 2 3000/3000, lead-out 9000");
}

TEST(FlacCueSheet, ErrorsCarryTheCodeOfTheirKind) {
    const auto code_of = [](const std::string& name) {
        try {
            parse_flac_cue_sheet("a.flac", as_bytes(block_named(name)), kSampleRate, kMinuteOfSamples);
        } catch (const Error& e) {
            return e.code;
        }
        return Errc::io;
    };
    EXPECT_EQ(code_of("bad.001.empty"), Errc::malformed);
    EXPECT_EQ(code_of("bad.022.hundred_tracks"), Errc::breaks_rule);
    EXPECT_EQ(code_of("bad.024.data_alone"), Errc::unsupported);
}

} // namespace
} // namespace redbook
