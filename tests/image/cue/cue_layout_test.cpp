// The corpus of tests/data/cue: the file names state the rule and the verdict. The files that the sheets name
// need not be there; their names say how long they would be: "10s+100.wav" is 10 seconds and 100 samples
// long.
#include "redbook/image/cue/cue_layout.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "tests/image/image_support.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;

SampleCount length_in_name(const std::string& name) {
    const size_t plus = name.find('+');
    const int seconds = parse_number(name.substr(0, name.find('s')));
    const int samples =
        plus == name.npos ? 0 : parse_number(name.substr(plus + 1, name.find('.') - plus - 1));
    return samples_in(BlockCount{seconds * kBlocksPerSecond}) + SampleCount{samples};
}

std::string cue_outcome(const std::string& name) {
    try {
        const CueSheet sheet = parse_cue_sheet(name, read_file(test::data_path("cue/") + name));
        std::vector<SampleCount> lengths;
        for (const CueFile& file : sheet.files) lengths.push_back(length_in_name(file.name));
        const SheetLayout layout = lay_out_cue_sheet(sheet, lengths);
        EXPECT_EQ(layout.lead_out, layout_of(layout.disc).lead_out);
        std::string outcome;
        for (const std::string& warning : sheet.warnings) outcome += warning + '\n';
        for (const std::string& warning : layout.warnings) outcome += warning + '\n';
        return outcome + layout_line(layout.disc) + data_line(layout.disc);
    } catch (const Error& e) {
        return e.what();
    }
}

// What `form` makes of the numbers and places 2: 45, 3: 90, ... 99: 4410.
std::string every_45_blocks(const char* form) {
    std::string text;
    for (int n = 2; n <= 99; ++n) text += fmt::format(fmt::runtime(form), n, (n - 1) * 45);
    return text;
}

// Warnings and the layout, or the error.
const std::vector<CorpusCase> kCueCases{
    {"bad.001.empty", "$: there is no TRACK in this sheet"},
    {"bad.002.no_track", "$: there is no TRACK in this sheet"},
    {"bad.003.unknown_command", "$: there is no TRACK in this sheet"},
    {"bad.006.line_too_long", "$:1: the line is 5008 bytes long; at most 4096 are read"},
    {"bad.007.zero_byte", "$:1: the line has a zero byte in it; this is not a text file"},
    {"bad.010.file_without_name", "$:1: FILE names no file"},
    {"bad.011.file_with_empty_name", "$:1: FILE names no file"},
    {"bad.012.too_many_files", "$:1000: a sheet may name at most 999 files"},
    {"bad.020.track_before_file", "$:1: TRACK is before the first FILE"},
    {"bad.021.track_number_0", "$:2: '00' is not a track number; they go from 1 to 99"},
    {"bad.022.track_number_100", "$:2: '100' is not a track number; they go from 1 to 99"},
    {"bad.023.track_number_is_a_word", "$:2: 'one' is not a track number; they go from 1 to 99"},
    {"bad.024.track_without_number", "$:2: '' is not a track number; they go from 1 to 99"},
    {"bad.025.track_without_mode", "$:2: track 1 has no mode; write AUDIO after its number"},
    {"bad.026.unknown_mode",
     "$:2: track 1 is 'MODE3/2352'; only AUDIO and data tracks like MODE1/2352 are handled"},
    {"bad.027.cdg_track", "$:4: track 2 is 'CDG'; only AUDIO and data tracks like MODE1/2352 are handled"},
    {"bad.028.hundred_tracks", "$:200: a disc holds at most 99 tracks"},
    {"bad.029.track_numbers_run_over_99", "$:4: track numbers end at 99, and this would be 100"},
    {"bad.040.flags_before_track", "$:1: FLAGS is before the first TRACK"},
    {"bad.041.isrc_before_track", "$:2: ISRC is before the first TRACK"},
    {"bad.042.index_before_track", "$:2: INDEX is before the first TRACK"},
    {"bad.043.pregap_before_track", "$:2: PREGAP is before the first TRACK"},
    {"bad.044.postgap_before_track", "$:2: POSTGAP is before the first TRACK"},
    {"bad.050.track_without_index", "$:4: track 2 has no INDEX 01"},
    {"bad.051.index_number_100", "$:3: '100' is not an index number; they go from 0 to 99"},
    {"bad.052.index_number_is_a_word", "$:3: 'one' is not an index number; they go from 0 to 99"},
    {"bad.053.index_without_time", "$:3: '' is not a time; write it as MM:SS:FF"},
    {"bad.054.second_60", "$:3: '00:60:00' is not a time; seconds go to 59"},
    {"bad.055.frame_75", "$:3: '00:00:75' is not a time; frames go to 74"},
    {"bad.056.time_with_two_parts", "$:3: '00:00' is not a time; write it as MM:SS:FF"},
    {"bad.057.time_with_a_dot", "$:3: '00:00.00' is not a time; write it as MM:SS:FF"},
    {"bad.058.negative_time", "$:3: '-00:02:00' is not a time; write it as MM:SS:FF"},
    {"bad.059.time_too_long", "$:3: '100:00:00' is not a time; minutes go to 99"},
    {"bad.060.pregap_time", "$:3: '2s' is not a time; write it as MM:SS:FF"},
    {"bad.061.index_02_first", "$:3: INDEX 02 of track 1 comes without INDEX 01"},
    {"bad.078.minute_108", "$:3: '108:48:69' is not a time; minutes go to 99"},
    {"bad.079.second_of_three_digits", "$:3: '00:000:00' is not a time; write it as MM:SS:FF"},
    {"bad.062.index_out_of_order",
     "$:6: INDEX 01 of track 2 at 00:18:00 is not after the index of line 5 at 00:20:00"},
    {"bad.063.index_skipped", "$:4: INDEX 03 of track 1 follows INDEX 01; indexes count up by one"},
    {"bad.064.index_twice", "$:4: INDEX 01 of track 1 follows INDEX 01; indexes count up by one"},
    {"bad.065.index_at_the_place_of_the_one_before",
     "$:4: INDEX 02 of track 1 at 00:00:00 is not after the index of line 3 at 00:00:00"},
    {"bad.066.next_track_at_the_same_place",
     "$:5: INDEX 01 of track 2 at 00:00:00 is not after the index of line 3 at 00:00:00"},
    {"bad.067.next_track_in_front_of_the_last_index",
     "$:6: INDEX 01 of track 2 at 00:20:00 is not after the index of line 4 at 00:30:00"},
    {"bad.070.index_behind_the_end_of_the_file",
     "$:5: INDEX 01 of track 2 at 01:00:01 is past the end of '60s.wav', which is 01:00:00 long"},
    {"bad.071.index_01_at_the_end_of_the_last_file", "$:4: track 2 has no audio after its INDEX 01"},
    {"bad.072.index_02_at_the_end_of_the_track", "$:4: INDEX 02 of track 1 is at the end of the track"},
    {"bad.073.index_00_behind_the_end_of_the_file_before",
     "$:5: INDEX 00 of track 2 at 00:20:01 is past the end of '20s.wav', which is 00:20:00 long"},
    {"bad.074.indexes_in_the_same_block",
     "$:5: INDEX 02 of track 1 falls into the same block as the index before it"},
    {"bad.075.track_shorter_than_a_block", "$:2: track 1 has no audio after its INDEX 01"},
    {"good.001.single_file_with_pauses", "1 -150/0, 2 1350/1500, 3 3012/3012, lead-out 4500"},
    {"good.002.utf8_byte_order_mark", "1 -150/0, lead-out 4500"},
    {"good.003.utf16_little_endian", "1 -150/0, lead-out 4500"},
    {"good.004.utf16_big_endian", "1 -150/0, lead-out 4500"},
    {"good.005.windows_1252", "$: is not UTF-8; its texts are read as Windows-1252, which is a guess; name "
                              "the encoding if they look wrong\n"
                              "1 -150/0, lead-out 4500"},
    {"good.006.crlf", "1 -150/0, lead-out 4500"},
    {"good.007.lone_cr", "1 -150/0, lead-out 4500"},
    {"good.008.blank_lines_and_tabs", "1 -150/0, lead-out 4500"},
    {"good.009.no_newline_at_end", "1 -150/0, lead-out 4500"},
    {"good.010.lower_case", "1 -150/0, lead-out 4500"},
    {"good.011.single_digits", "1 -150/0, 2 1505/1505, lead-out 4500"},
    {"good.012.quotes_inside_quotes", "1 -150/0, lead-out 4500"},
    {"good.013.quote_that_does_not_end", "1 -150/0, lead-out 4500"},
    {"good.014.single_quotes", "1 -150/0, lead-out 4500"},
    {"good.015.unquoted_words", "1 -150/0, lead-out 4500"},
    {"good.016.empty_texts", "1 -150/0, lead-out 4500"},
    {"good.017.all_texts", "1 -150/0, lead-out 4500"},
    {"good.018.isrc_with_dashes", "1 -150/0, lead-out 4500"},
    {"good.019.quoted_catalog", "1 -150/0, lead-out 4500"},
    {"good.020.upc_of_12_digits", "1 -150/0, lead-out 4500"},
    {"good.021.flags", "1 -150/0, 2 1500/1500, lead-out 4500"},
    {"good.022.remarks_are_kept", "1 -150/0, lead-out 4500"},
    {"good.023.indexes_above_01", "1 -150/0, 2 1350/1500/1875/2250, lead-out 4500"},
    {"good.024.one_file_a_track", "1 -150/0, 2 1500/1500, 3 2250/2250, lead-out 2625"},
    {"good.025.gap_at_the_beginning_of_the_next_file", "1 -150/0, 2 1500/1650, lead-out 2250"},
    {"good.026.gap_at_the_end_of_the_file_before", "1 -150/0, 2 1350/1500, lead-out 2250"},
    {"good.027.pregap_and_postgap", "1 -150/0, 2 1575/1725, 3 3225/3225, lead-out 4735"},
    {"good.028.hidden_track_in_index_00", "1 -150/375, 2 1500/1500, lead-out 4500"},
    {"good.029.hidden_track_in_a_file_of_its_own", "1 -150/375, lead-out 1875"},
    {"good.030.index_01_late_without_index_00",
     "$:3: the audio before INDEX 01 is kept as the pregap of track 1\n"
     "1 -150/375, 2 3000/3000, lead-out 4500"},
    {"good.031.index_00_late", "$:3: the audio before INDEX 00 is kept as the pregap of track 1\n"
                               "1 -150/375, lead-out 4500"},
    {"good.032.pregap_of_two_seconds_on_track_1",
     "$:2: PREGAP of two seconds is taken as the pause that every disc begins with\n"
     "1 -150/0, lead-out 4500"},
    {"good.033.pregap_on_track_1", "1 -150/32, lead-out 4532"},
    {"good.034.pregap_and_index_00", "$:4: track 2 has both PREGAP and INDEX 00; the silence comes first\n"
                                     "1 -150/0, 2 1350/1650, lead-out 4650"},
    {"good.035.index_00_only", "$:2: track 1 has INDEX 00 but no INDEX 01; it begins at its INDEX 00\n"
                               "1 -150/0, 2 3000/3000, lead-out 4500"},
    {"good.036.first_track_5", "5 -150/0, 6 3000/3000, lead-out 4500"},
    {"good.037.track_numbers_with_a_hole", "$:4: track 4 is taken as track 2, which is next\n"
                                           "1 -150/0, 2 1500/1500, lead-out 4500"},
    {"good.038.files_that_end_inside_a_block",
     "$:6: INDEX 01 of track 2 is inside a block and moves down to its start, as may others after it\n"
     "1 -150/0, 2 750/750, 3 1501/1501/1576, lead-out 1877"},
    {"good.039.pregap_behind_a_file_that_ends_inside_a_block", "1 -150/0, 2 751/826, lead-out 1201"},
    {"good.040.last_file_ends_inside_a_block", "1 -150/0, lead-out 751"},
    {"good.041.unknown_flag", "$:3: unknown flag 'XYZ' is left out\n"
                              "1 -150/0, lead-out 4500"},
    {"good.042.bad_isrc", "$:3: ISRC '12345' is left out; it has 5 letters or digits, then 7 digits\n"
                          "1 -150/0, lead-out 4500"},
    {"good.043.bad_catalog", "$:1: CATALOG '123' is left out; a catalogue number has 13 digits\n"
                             "1 -150/0, lead-out 4500"},
    {"good.044.second_title", "$:2: a second TITLE is left out\n"
                              "1 -150/0, lead-out 4500"},
    {"good.045.second_isrc_and_catalog", "$:2: a second CATALOG is left out\n"
                                         "$:6: a second ISRC is left out\n"
                                         "1 -150/0, lead-out 4500"},
    {"good.046.cdtextfile", "1 -150/0, lead-out 4500"},
    {"good.047.file_without_type", "$:1: FILE has no type; the file's content decides\n"
                                   "$:4: FILE has no type; the file's content decides\n"
                                   "1 -150/0, lead-out 4875"},
    {"good.048.file_behind_the_last_index", "1 -150/0, lead-out 4875"},
    {"good.049.two_files_before_the_first_index",
     "$:4: the audio before INDEX 01 is kept as the pregap of track 1\n"
     "1 -150/375, lead-out 1875"},
    {"good.050.index_00_and_01_together", "1 -150/0, 2 1500/1500, lead-out 4500"},
    {"good.051.index_00_at_the_end_of_the_file_before", "1 -150/0, 2 1500/1500, lead-out 2250"},
    {"good.052.commands_in_any_order", "1 -150/0, lead-out 1500"},
    {"good.053.genre_of_a_track", "$:3: GENRE of a track is left out; only an album has one\n"
                                  "1 -150/0, lead-out 4500"},
    {"good.054.exact_audio_copy", "1 -150/0, 2 1370/1500, lead-out 2250"},
    {"good.055.index_in_the_middle_of_a_file_behind_another",
     "1 -150/0, 2 375/375, 3 1050/1125/1500, lead-out 1875"},
    {"good.056.index_02_in_the_next_file", "1 -150/0/1500/1875, lead-out 2250"},
    {"good.057.ninety_nine_indexes", "1 -150/0" + every_45_blocks("/{1}") + ", lead-out 4500"},
    {"good.058.ninety_nine_tracks", "1 -150/0" + every_45_blocks(", {0} {1}/{1}") + ", lead-out 4500"},
    {"good.059.line_of_4096_bytes", "1 -150/0, lead-out 4500"},
    {"good.060.second_cdtextfile", "$:2: a second CDTEXTFILE is left out\n"
                                   "1 -150/0, lead-out 4500"},
    {"good.061.cdtextfile_without_name", "$:1: CDTEXTFILE names no file\n"
                                         "1 -150/0, lead-out 4500"},
    {"good.062.utf8_mark_on_what_is_not_utf8",
     "$:2: has bytes that are not text in UTF-8; they are read as U+FFFD\n"
     "1 -150/0, lead-out 4500"},
    {"good.063.byte_that_windows_1252_does_not_define",
     "$: is not UTF-8; its texts are read as Windows-1252, which is a guess; name the encoding if they look "
     "wrong\n"
     "$:2: has bytes that are not text in Windows-1252; they are read as U+FFFD\n"
     "1 -150/0, lead-out 4500"},
    {"good.077.utf16_that_ends_within_a_character",
     "$:4: has bytes that are not text in UTF-16 (little-endian); they are read as U+FFFD\n"
     "$:4: '\xEF\xBF\xBD' is not a cue sheet command; lines that begin with it are skipped\n"
     "1 -150/0, lead-out 4500"},
    {"good.065.whipper", "1 -150/0, 2 1370/1500, lead-out 2250"},
    {"good.066.cyanrip", "1 -150/32, 2 1532/1532, lead-out 2282"},
    {"good.067.xld", "1 -150/32, 2 1475/1500, lead-out 4500"},
    {"good.068.foobar2000", "1 -150/0, 2 1475/1500, lead-out 4500"},
    {"good.069.cdrwin", "$:4: PREGAP of two seconds is taken as the pause that every disc begins with\n"
                        "1 -150/0, 2 1425/1575/2325, lead-out 4575"},
    {"good.071.unknown_commands",
     "$:1: 'DATE' is not a cue sheet command; lines that begin with it are skipped\n"
     "$:2: ';' is not a cue sheet command; lines that begin with it are skipped\n"
     "$:3: '//' is not a cue sheet command; lines that begin with it are skipped\n"
     "$:7: 'PRE' is not a cue sheet command; lines that begin with it are skipped\n"
     "$:8: 'YEAR' is not a cue sheet command; lines that begin with it are skipped\n"
     "1 -150/0, lead-out 4500"},
    {"good.072.unknown_command_with_control_characters",
     "$:2: '??abc' is not a cue sheet command; lines that begin with it are skipped\n"
     "1 -150/0, lead-out 4500"},
    {"good.073.unknown_command_that_is_long",
     "$:2: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is not a cue sheet command; "
     "lines that begin with it are skipped\n"
     "1 -150/0, lead-out 4500"},
    {"good.074.cyanrip_names_a_track_again", "1 -150/0, 2 1050/1500, lead-out 2700"},
    {"good.075.track_named_again_behind_a_short_gap", "1 -150/0, 2 1350/1500, lead-out 2700"},
    {"good.076.first_track_named_again_behind_what_is_hidden", "1 -150/750, 2 2250/2250, lead-out 3450"},
    {"good.090.cd_extra_as_eac_writes_it",
     "$:8: the length of data track 3 is not known, and so not all disc IDs\n"
     "1 -150/0, 2 450/450, lead-out 900, data 3 after 11400"},
    {"good.091.cd_extra_as_disc_image_creator_writes_it",
     "$:9: the length of data track 3 is not known, and so not all disc IDs\n"
     "1 -150/0, 2 450/450, lead-out 900, data 3 after 11400"},
    {"good.092.cd_extra_with_a_file_for_each_track",
     "1 -150/0, 2 450/600, lead-out 1050, data 3 after 11400, 3000 long"},
    {"good.093.second_session_whose_distance_is_not_given",
     "$:5: the gap before data track 2 is not given; 11400 blocks are assumed\n"
     "1 -150/0, lead-out 450, data 2 after 11400, 3000 long"},
    {"good.094.data_first_in_the_same_file",
     "2 -150/0, 3 1200/1350, lead-out 2850, data 1 after 0, 1650 long"},
    {"good.095.data_first_in_a_file_of_its_own", "2 -150/0, lead-out 750, data 1 after 0, 1650 long"},
    {"good.096.data_between_audio_and_at_the_end",
     "$:9: track 3 is taken as track 2, as the data before it is not copied\n"
     "1 -150/0, 2 450/600, lead-out 1050, data 2 after 225, 1425 long, data 4 after 150, 1500 long"},
    {"good.097.data_at_the_end_of_the_same_file", "1 -150/0, lead-out 750, data 2 after 150, 3600 long"},
    {"good.098.two_data_tracks_in_front",
     "3 -150/0, lead-out 450, data 1 after 0, 300 long, data 2 after 0, 300 long"},
    {"bad.080.data_alone", "$: there is no audio track in this sheet"},
    {"good.070.control_z_at_the_end", "1 -150/0, lead-out 4500"},
};

class Corpus : public testing::TestWithParam<CorpusCase> {};

TEST_P(Corpus, HasItsOutcome) {
    const std::string file = GetParam().name + ".cue";
    std::string expected = GetParam().outcome;
    for (size_t at; (at = expected.find('$')) != expected.npos;) expected.replace(at, 1, file);
    EXPECT_EQ(cue_outcome(file), expected);
}

INSTANTIATE_TEST_SUITE_P(Cue, Corpus, testing::ValuesIn(kCueCases), [](const auto& test) {
    std::string name = test.param.name;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST(CueLayout, EveryFileOfTheCorpusHasACase) {
    std::set<std::string> files, cases;
    for (const auto& entry : std::filesystem::directory_iterator(test::data_path("cue")))
        if (entry.is_regular_file()) files.insert(entry.path().stem().string());
    for (const CorpusCase& c : kCueCases) cases.insert(c.name);
    EXPECT_EQ(files, cases);
}

SheetLayout laid_out_cue(const std::string& text, const std::vector<SampleCount>& lengths) {
    return lay_out_cue_sheet(parse_cue_sheet("x.cue", text), lengths);
}

std::vector<std::string> clip_lines(const SheetLayout& layout) {
    std::vector<std::string> lines;
    for (const SheetClip& c : layout.clips)
        lines.push_back(
            fmt::format("file {} [{}, +{}) at {}", c.file, c.from.value, c.length.value, c.at.value));
    return lines;
}

TEST(CueLayout, FilesFollowEachOtherAtTheSample) {
    const auto layout =
        laid_out_cue("FILE a WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\nFILE b WAVE\nTRACK 2 AUDIO\nINDEX 1 0:0:0\n",
                     {{1000}, {588}});
    EXPECT_THAT(clip_lines(layout),
                testing::ElementsAre("file 0 [0, +1000) at 0", "file 1 [0, +588) at 1000"));
    EXPECT_EQ(layout.lead_out, Lba{3});
}

TEST(CueLayout, SilenceCutsAFileAtItsIndex) {
    const auto layout =
        laid_out_cue("FILE a WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\nPOSTGAP 0:0:1\nTRACK 2 AUDIO\nPREGAP 0:0:2\n"
                     "INDEX 1 0:0:3\n",
                     {{588 * 5}});
    EXPECT_THAT(clip_lines(layout),
                testing::ElementsAre("file 0 [0, +1764) at 0", "file 0 [1764, +1176) at 3528"));
    EXPECT_EQ(layout.disc.tracks[0].postgap, BlockCount{1});
    EXPECT_EQ(layout.disc.tracks[1].pause, BlockCount{2});
    EXPECT_EQ(layout.lead_out, Lba{8});
}

TEST(CueLayout, WhatTheSheetSaysOfTheDiscIsKept) {
    const auto layout = laid_out_cue(
        "REM DATE 2001\nCATALOG 4006381333931\nTITLE \"a\"\nGENRE \"g\"\nDISC_ID \"d\"\nFILE a WAVE\n"
        "TRACK 7 AUDIO\nTITLE \"b\"\nFLAGS SCMS\nISRC DEXYZ2600001\nREM x\nINDEX 1 0:0:0\n",
        {{588}});
    const Disc& disc = layout.disc;
    EXPECT_EQ(disc.first_track, 7);
    EXPECT_EQ(disc.mcn, Mcn::parse("4006381333931"));
    EXPECT_THAT(disc.remarks, testing::ElementsAre("REM DATE 2001"));
    EXPECT_THAT(disc.tracks[0].remarks, testing::ElementsAre("REM x"));
    EXPECT_EQ(album_texts(disc).title, "a");
    EXPECT_EQ(track_texts(disc, 0).title, "b");
    EXPECT_EQ(disc.text_blocks[0].genre, "g");
    EXPECT_EQ(disc.text_blocks[0].disc_id, "d");
    EXPECT_TRUE(disc.tracks[0].flags.scms);
    EXPECT_EQ(disc.tracks[0].isrc, Isrc::parse("DEXYZ2600001"));
}

TEST(CueLayout, AudioAfterShorterSectorsOfDataInItsFileIsFoundThere) {
    const auto layout = laid_out_cue("FILE a.bin BINARY\nTRACK 1 MODE1/2048\nINDEX 1 0:0:0\nTRACK 2 "
                                     "AUDIO\nINDEX 0 0:20:0\nINDEX 1 0:22:0\n",
                                     {{(1650 * 2048 + 300 * kBlockBytes) / kSampleBytes}});
    EXPECT_THAT(clip_lines(layout),
                testing::ElementsAre(fmt::format("file 0 [{}, +176400) at 0", 1650 * 2048 / kSampleBytes)));
    EXPECT_EQ(layout.lead_out, Lba{300});
}

TEST(CueLayout, RemarksOnSessionsGoWithTheData) {
    const auto layout =
        laid_out_cue("REM SESSION 01\nREM DATE 2001\nFILE a WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n"
                     "REM LEAD-OUT 00:10:00\nREM SESSION 02\nTRACK 2 MODE1/2352\nINDEX 1 2:42:0\n",
                     {samples_in(BlockCount{750})});
    EXPECT_THAT(layout.disc.remarks, testing::ElementsAre("REM DATE 2001"));
    EXPECT_THAT(layout.disc.tracks[0].remarks, testing::IsEmpty());
}

TEST(CueLayout, ADiscWithoutTextsHasNoTextBlock) {
    EXPECT_THAT(laid_out_cue("FILE a WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n", {{588}}).disc.text_blocks,
                testing::IsEmpty());
}

TEST(CueOriginAbsolute, PutsTheFirstPauseIntoTheFile) {
    const CueSheet sheet = parse_cue_sheet(
        "x.cue", "FILE a.wav WAVE\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nINDEX 01 00:03:00\nTRACK 02 AUDIO\n"
                 "INDEX 01 00:08:00\n");
    const SheetLayout layout = lay_out_cue_sheet(sheet, {samples_in(BlockCount{750})}, CueOrigin::absolute);
    EXPECT_EQ(layout_line(layout.disc), "1 -150/75, 2 450/450, lead-out 600");
    EXPECT_EQ(layout.disc.tracks[0].pause, BlockCount{0});
    EXPECT_EQ(layout.disc.tracks[0].pregap, BlockCount{225});
    ASSERT_EQ(layout.clips.size(), 1u);
    EXPECT_EQ(layout.clips[0].at, samples_in(BlockCount{-150}));
    EXPECT_TRUE(layout.warnings.empty());
}

TEST(CueOriginAbsolute, MovesAnIndexInsideABlockDownInFrontOfLba0Too) {
    const CueSheet sheet = parse_cue_sheet(
        "x.cue", "FILE a.wav WAVE\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nFILE b.wav WAVE\nINDEX 01 00:00:00\n");
    const SheetLayout layout =
        lay_out_cue_sheet(sheet, {{588 * 10 + 1}, samples_in(BlockCount{750})}, CueOrigin::absolute);
    EXPECT_EQ(layout_line(layout.disc), "1 -150/-140, lead-out 611");
}

TEST(CueOriginAbsolute, WarnsOnlyOfAudioBehindThePauseOfEveryDisc) {
    const auto warnings = [](const std::string& index) {
        const CueSheet sheet =
            parse_cue_sheet("x.cue", "FILE a.wav WAVE\nTRACK 01 AUDIO\nINDEX 01 " + index + "\n");
        return lay_out_cue_sheet(sheet, {samples_in(BlockCount{750})}, CueOrigin::absolute).warnings;
    };
    EXPECT_TRUE(warnings("00:02:00").empty());
    EXPECT_EQ(
        warnings("00:02:01"),
        std::vector<std::string>{"x.cue:3: the audio before INDEX 01 is kept as the pregap of track 1"});
}

} // namespace
} // namespace redbook
