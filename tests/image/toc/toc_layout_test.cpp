// The corpus of tests/data/toc: the file names state the rule and the verdict. The files that the sheets name
// need not be there; their names say how many blocks they would have.
#include "redbook/image/toc/toc_layout.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/toc.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

SheetLayout laid_out_toc(const TocSheet& sheet) {
    std::vector<SampleCount> lengths;
    for (const TocFile& file : sheet.files)
        lengths.push_back(samples_in(BlockCount{parse_number(file.name.substr(0, file.name.find('.')))}));
    return lay_out_toc(sheet, lengths);
}

std::string toc_outcome(const std::string& name) {
    try {
        const TocSheet sheet = parse_toc(name, read_file(test::data_path("toc/") + name));
        const SheetLayout layout = laid_out_toc(sheet);
        EXPECT_EQ(layout.lead_out, layout_of(layout.disc).lead_out);
        std::string outcome;
        for (const std::string& warning : sheet.warnings) outcome += warning + '\n';
        for (const std::string& warning : layout.warnings) outcome += warning + '\n';
        outcome += layout_line(layout.disc);
        for (size_t i = 0; i < layout.disc.data.size(); ++i) {
            const DataTrack& data = layout.disc.data[i];
            outcome += fmt::format(", data {} after {}", data_track_numbers(layout.disc)[i], data.gap.value);
            if (data.length) outcome += fmt::format(", {} long", data.length->value);
        }
        return outcome;
    } catch (const Error& e) {
        return e.what();
    }
}

// Warnings and the layout, or the error.
const std::vector<CorpusCase> kTocCases{
    {"bad.001.empty", "$:1: the file ends where CD_DA, CATALOG, CD_TEXT or TRACK should stand"},
    {"bad.002.no_track", "$:3: the file ends where CD_DA, CATALOG, CD_TEXT or TRACK should stand"},
    {"bad.003.unknown_word", "$:2: there is 'TRAK' where CD_DA, CATALOG, CD_TEXT or TRACK should stand"},
    {"bad.004.lower_case", "$:1: there is 'cd_da' where CD_DA, CATALOG, CD_TEXT or TRACK should stand"},
    {"bad.005.string_over_two_lines", "$:3: the string does not end on its line; close it with '\"'"},
    {"bad.006.octal_that_is_no_byte", "$:3: '\\400' is not a byte; they go from \\001 to \\377"},
    {"bad.007.character_that_is_no_word", "$:3: '-1' is not understood"},
    {"bad.008.line_too_long", "$:2: the line is 16385 bytes long; at most 16384 are read"},
    {"bad.009.zero_byte", "$:3: the string has a zero byte in it; this is not a text file"},
    {"bad.010.data_track", "$: there is no audio track in it"},
    {"bad.011.unknown_mode", "$:2: 'VIDEO' is not the mode of a track; write AUDIO"},
    {"bad.012.subchannel_data", "$:2: track 1 has data in subchannels R to W (RW), which are not handled"},
    {"bad.013.datafile_in_an_audio_track", "$:2: track 1 has no audio; give it FILE or SILENCE"},
    {"bad.014.fifo", "$:3: FIFO is not handled in an AUDIO track; give the audio with FILE"},
    {"bad.015.zero_of_data", "$:3: ZERO 'MODE1' is not audio; only AUDIO is handled"},
    {"bad.020.track_without_audio", "$:2: track 1 has no audio; give it FILE or SILENCE"},
    {"bad.021.hundred_tracks", "$:200: a disc holds at most 99 tracks"},
    {"bad.022.track_numbers_run_over_99", "$:5: the track numbers run over 99"},
    {"bad.023.first_track_number_0", "$:2: tracks are numbered from 1 to 99"},
    {"bad.030.file_without_name", "$:3: FILE names no file"},
    {"bad.031.file_name_without_quotes", "$:3: there is 'a' where the name of a file in quotes should stand"},
    {"bad.032.file_without_start",
     "$:4: the file ends where the beginning of the audio in the file, 0 for all of it, should stand"},
    {"bad.033.start_behind_the_end_of_the_file",
     "$:3: there is no audio after sample 529200 of '900.wav', which has 529200"},
    {"bad.034.longer_than_its_file",
     "$:3: 220500 samples after sample 352800 are asked of '900.wav', which has 529200"},
    {"bad.035.offset_inside_a_sample", "$:3: #6 skips no whole number of samples of 4 bytes"},
    {"bad.036.disc_longer_than_any", "$:5: the disc becomes longer than any can be; discs end at 99:59:74"},
    {"bad.040.second_60", "$:3: '00:60:00' is not a time; seconds go to 59"},
    {"bad.041.frame_75", "$:3: '00:00:75' is not a time; frames go to 74"},
    {"bad.042.time_with_two_parts", "$:4: there is 'FILE' where ':' of a time MM:SS:FF should stand"},
    {"bad.043.time_without_colon", "$:3: '150' is not a time; write it as MM:SS:FF"},
    {"bad.044.silence_0", "$:3: SILENCE is 0 long; leave it out"},
    {"bad.045.pregap_0", "$:3: PREGAP is 0 long; leave it out"},
    {"bad.046.zero_inside_a_sample", "$:3: 6 bytes are not a whole number of samples of 4 bytes"},
    {"bad.050.cd_text_behind_pregap", "$:4: CD_TEXT comes after PREGAP; it belongs before it"},
    {"bad.051.flags_behind_file", "$:4: COPY comes after FILE; it belongs before it"},
    {"bad.052.file_behind_index", "$:5: FILE comes after INDEX; it belongs before it"},
    {"bad.053.start_and_pregap", "$:5: the START of the track was already given, by START or PREGAP"},
    {"bad.054.start_at_the_end",
     "$:4: START of track 1 at 00:05:00 is at or past the end of the track at 00:05:00"},
    {"bad.055.start_behind_all_data",
     "$:4: START of track 1 at 00:05:00 is at or past the end of the track at 00:05:00"},
    {"bad.056.end_in_the_pause", "$:5: END of track 1 is not after its INDEX 01"},
    {"bad.057.end_twice", "$:5: the END of the track was already given"},
    {"bad.058.end_at_the_end",
     "$:4: END of track 1 at 00:05:00 is at or past the end of the track at 00:05:00"},
    {"bad.060.index_at_index_01", "$:4: INDEX 02 of track 1 is at INDEX 01"},
    {"bad.061.index_out_of_order", "$:5: INDEX 03 of track 1 at 00:01:00 is not after INDEX 02 at 00:02:00"},
    {"bad.062.index_at_the_end",
     "$:5: INDEX 02 of track 1 at 00:03:00 is at or past the end of the track at 00:03:00"},
    {"bad.063.hundred_indexes", "$:102: a track has at most 98 INDEX lines"},
    {"bad.070.cd_text_not_closed", "$:4: the file ends where LANGUAGE or '}' of CD_TEXT should stand"},
    {"bad.071.language_8", "$:3: '8' is too large for the number of a language; at most 7"},
    {"bad.072.language_map_in_a_track",
     "$:4: there is 'LANGUAGE_MAP' where LANGUAGE or '}' of CD_TEXT should stand"},
    {"bad.073.unknown_item", "$:4: 'TITEL' is not an item of CD-TEXT"},
    {"bad.074.byte_256", "$:4: '256' is too large for a byte of CD-TEXT; at most 255"},
    {"bad.075.bytes_without_comma", "$:4: there is '14' where ',' of a list of bytes should stand"},
    {"bad.076.item_without_text", "$:4: there is '}' where '{' of TITLE should stand"},
    {"bad.077.language_code_256", "$:3: '256' is too large for a language code; at most 255"},
    {"bad.078.unknown_encoding", "$:4: 'ENCODING_EBCDIC' is not an item of CD-TEXT"},
    {"good.001.two_tracks", "1 -150/0, 2 375/375, lead-out 900"},
    {"good.002.to_the_end_of_the_file", "1 -150/0, lead-out 525"},
    {"good.003.length_0_is_to_the_end", "1 -150/0, lead-out 900"},
    {"good.004.samples", "1 -150/0, lead-out 400"},
    {"good.005.offset_and_swap", "1 -150/0, lead-out 825"},
    {"good.006.pregap", "1 -150/0, 2 375/525/600/675, lead-out 900"},
    {"good.007.start_in_the_data", "1 -150/0, 2 375/525, lead-out 900"},
    {"good.008.start_without_time", "$:4: track 2 ends inside a block and is filled up with 488 silent "
                                    "samples\n1 -150/0, 2 375/376, lead-out 751"},
    {"good.009.silence_and_data_in_front_of_start", "1 -150/0, 2 375/525, lead-out 900"},
    {"good.010.pregap_of_the_first_track", "1 -150/225, lead-out 600"},
    {"good.011.end_is_an_index", "1 -150/0/75/300/330, lead-out 375"},
    {"good.012.end_without_time", "1 -150/0/375, lead-out 525"},
    {"good.013.zero", "1 -150/0, 2 150/150, lead-out 450"},
    {"good.014.filled_up_to_a_block", "$:2: track 1 ends inside a block and is filled up with 508 silent "
                                      "samples\n1 -150/0, 2 341/341, lead-out 716"},
    {"good.015.all_on_one_line", "1 -150/0, lead-out 375"},
    {"good.016.comments_and_crlf", "1 -150/0, lead-out 900"},
    {"good.017.flags_are_taken_back", "1 -150/0, lead-out 375"},
    {"good.018.first_track_number", "5 -150/0, lead-out 375"},
    {"good.019.catalog_and_isrc_that_are_none",
     "$:2: CATALOG '123' is left out; a catalogue number has 13 digits\n$:4: ISRC 'XX' is left out; it has 5 "
     "letters or digits, then 7 digits\n1 -150/0, lead-out 375"},
    {"good.020.cd_rom_without_data", "1 -150/0, lead-out 375"},
    {"good.040.data_first", "2 -150/0/225, 3 750/750, lead-out 1125, data 1 after 0, 1650 long"},
    {"good.041.data_at_the_end", "1 -150/0, lead-out 900, data 2 after 150, 1000 long"},
    {"good.042.data_of_unknown_length_between_audio",
     "$:5: the length of data track 4 is not known, and so not all disc IDs\n"
     "$:7: track 5 is taken as track 4, as the data before it is not copied\n"
     "3 -150/0, 4 900/1050, lead-out 1950, data 4 after 0"},
    {"bad.070.audio_in_a_data_track", "$:3: FILE is of audio; give data with DATAFILE"},
    {"good.021.two_languages", "1 -150/0, lead-out 375"},
    {"good.022.language_that_is_not_mapped",
     "$:3: LANGUAGE 0 is not in LANGUAGE_MAP; it is taken as English\n1 -150/0, lead-out 375"},
    {"good.023.utf8_byte_order_mark", "1 -150/0, lead-out 375"},
    {"good.024.items_in_the_wrong_place",
     "$:4: a reserved item of CD-TEXT is left out\n$:4: a second text for the same item is left out\n$:7: an "
     "item that only an album has is left out\n1 -150/0, lead-out 375"},
    {"good.025.ms_jis", "1 -150/0, lead-out 375"},
    {"good.026.datafile_in_an_audio_track",
     "$:4: DATAFILE in an AUDIO track is skipped; audio is given with FILE\n"
     "$:5: DATAFILE in an AUDIO track is skipped; audio is given with FILE\n"
     "1 -150/0, 2 900/900, lead-out 1800"},
};

class TocCorpus : public testing::TestWithParam<CorpusCase> {};

TEST_P(TocCorpus, HasItsOutcome) {
    const std::string file = GetParam().name + ".toc";
    std::string expected = GetParam().outcome;
    for (size_t at; (at = expected.find('$')) != expected.npos;) expected.replace(at, 1, file);
    EXPECT_EQ(toc_outcome(file), expected);
}

INSTANTIATE_TEST_SUITE_P(Toc, TocCorpus, testing::ValuesIn(kTocCases), [](const auto& test) {
    std::string name = test.param.name;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST(TocLayout, EveryFileOfTheCorpusHasACase) {
    std::set<std::string> files, cases;
    for (const auto& entry : std::filesystem::directory_iterator(test::data_path("toc")))
        if (entry.is_regular_file()) files.insert(entry.path().stem().string());
    for (const CorpusCase& c : kTocCases) cases.insert(c.name);
    EXPECT_EQ(files, cases);
}

std::vector<std::string> clips_of(const std::string& text) {
    std::vector<std::string> lines;
    for (const SheetClip& c : laid_out_toc(parse_toc("x.toc", text)).clips)
        lines.push_back(
            fmt::format("file {} [{}, +{}) at {}", c.file, c.from.value, c.length.value, c.at.value));
    return lines;
}

TEST(TocLayout, TracksThatGoOnInOneFileAreOneClip) {
    EXPECT_THAT(
        clips_of("CD_DA TRACK AUDIO FILE \"900.wav\" 0 00:05:00 TRACK AUDIO FILE \"900.wav\" 00:05:00"),
        ElementsAre("file 0 [0, +529200) at 0"));
}

TEST(TocLayout, PartsOfATrackFollowEachOtherAtTheSampleAndTracksAtTheBlock) {
    EXPECT_THAT(
        clips_of("CD_DA TRACK AUDIO FILE \"900.wav\" 0 1000 SILENCE 10 FILE \"900.wav\" #8 100 1 "
                 "TRACK AUDIO FILE \"900.wav\" SWAP 0"),
        ElementsAre("file 0 [0, +1000) at 0", "file 0 [102, +1) at 1010", "file 1 [0, +529200) at 1176"));
}

TEST(TocLayout, SilenceInFrontOfStartIsThePauseAndAudioThePregap) {
    const Disc disc =
        laid_out_toc(parse_toc("x.toc", "CD_DA TRACK AUDIO SILENCE 00:01:00 FILE \"900.wav\" 0 1000 START "
                                        "FILE \"900.wav\" 0 00:05:00"))
            .disc;
    EXPECT_EQ(disc.tracks[0].pause, BlockCount{150 + 75});
    EXPECT_EQ(disc.tracks[0].pregap, BlockCount{2});
    EXPECT_EQ(disc.tracks[0].length, BlockCount{375});
}

TEST(TocLayout, ADiscThatIsTooLongDoesNotFit) {
    EXPECT_EQ(error_of(Errc::does_not_fit,
                       [] { laid_out_toc(parse_toc("x.toc", "CD_DA TRACK AUDIO SILENCE 999999999999")); }),
              "x.toc:1: the disc becomes longer than any can be; discs end at 99:59:74");
}

} // namespace
} // namespace redbook
