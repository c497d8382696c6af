#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <set>

#include "redbook/base/error.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/cdtext/text_sheet_reader.h"
#include "tests/support/cd_text_examples.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using Warnings = std::vector<std::string>;

std::string sheet_file(const std::string& name) {
    std::ifstream file(test::data_path("v07t/") + name + ".v07t", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The files of tests/data/v07t. Their names state the rule and the verdict.
struct Bad {
    const char* name;
    Errc code;
    const char* sentence;
};
const Bad kBad[] = {
    {"bad.001.empty", Errc::malformed, "x.v07t: there is no 'Input Sheet Version = 0.7T' in it"},
    {"bad.002.no_version_line", Errc::malformed,
     "x.v07t:1: a sheet begins with 'Input Sheet Version = 0.7T'"},
    {"bad.003.another_version", Errc::unsupported,
     "x.v07t:1: sheets of version '0.8' are not known; version 0.7T is"},
    {"bad.004.line_without_equals_sign", Errc::malformed,
     "x.v07t:3: 'Track 01 Title' is not a line of 'name = value'"},
    {"bad.005.name_is_missing", Errc::malformed, "x.v07t:2: '= Night' is not a line of 'name = value'"},
    {"bad.006.unknown_item", Errc::malformed, "x.v07t:2: there is no item 'Albm Title' in a text sheet"},
    {"bad.007.unknown_item_of_a_track", Errc::malformed,
     "x.v07t:2: there is no item 'Track 01 Titel' in a text sheet"},
    {"bad.008.item_twice", Errc::malformed, "x.v07t:4: 'Album Title' is given a second time; line 2 has it"},
    {"bad.009.unknown_character_set", Errc::unsupported,
     "x.v07t:2: the character set 'Korean' is not known; 8859, ASCII and MS-JIS are"},
    {"bad.010.unknown_language", Errc::malformed,
     "x.v07t:2: 'Klingon' is not a language; give its English name, or its code like 0x09"},
    {"bad.011.unknown_genre", Errc::malformed,
     "x.v07t:2: 'Polka' is not a genre of CD-TEXT; give its name, or its code like 0x000E"},
    {"bad.012.upc_too_short", Errc::malformed,
     "x.v07t:2: '40063813339' is no UPC/EAN, which has 12 or 13 digits"},
    {"bad.013.isrc_too_long", Errc::malformed, "x.v07t:2: 'DEXYZ26000011' is no ISRC"},
    {"bad.014.track_behind_the_last", Errc::malformed,
     "x.v07t:4: track 4 is not among the tracks 1 to 3 that the sheet is for"},
    {"bad.015.track_number_100", Errc::malformed,
     "x.v07t:2: there is no item 'Track 100 Title' in a text sheet"},
    {"bad.016.last_track_in_front_of_first", Errc::malformed,
     "x.v07t:1: this sheet is for tracks 3 to 2; the last is before the first"},
    {"bad.017.first_track_is_no_number", Errc::malformed,
     "x.v07t:2: 'one' is not a track number; give 1 to 99"},
    {"bad.018.sheets_for_other_tracks", Errc::malformed,
     "x.v07t:3: this sheet is for tracks 1 to 3, the first one for 1 to 2"},
    {"bad.019.ninth_language", Errc::breaks_rule, "x.v07t:9: this is a ninth language; a disc has 8"},
    {"bad.020.copy_protection_is_no_switch", Errc::malformed, "x.v07t:2: 'MAYBE' is neither ON nor OFF"},
    {"bad.021.zero_byte", Errc::malformed, "x.v07t:2: there is a zero byte in it; this is not a text file"},
    {"bad.022.line_too_long", Errc::malformed, "x.v07t:2: the line is longer than 16384 bytes"},
    {"bad.023.more_lines_than_a_sheet_has", Errc::malformed,
     "x.v07t:1002: the sheet has more than 1000 lines with a value"},
};

struct Good {
    const char* name;
    Disc disc;
    Warnings warnings{};
};

Disc german() {
    Disc disc = told(cafe_noir_in_two_languages());
    disc.mcn.reset();
    disc.text_blocks.erase(disc.text_blocks.begin());
    for (Track& track : disc.tracks) {
        track.isrc.reset();
        track.texts.erase(track.texts.begin());
    }
    return disc;
}

Disc in(Charset charset, Disc disc) {
    disc.text_blocks[0].charset = charset;
    return disc;
}

Disc from_5_on() {
    Disc disc;
    disc.first_track = 5;
    disc.tracks.resize(2);
    for (Track& track : disc.tracks) track.texts.resize(1);
    disc.tracks[1].texts[0].title = "Six";
    disc.text_blocks.resize(1);
    disc.text_blocks[0].copyright = true;
    disc.text_blocks[0].closed_info = "for the plant";
    return disc;
}

const Disc kOne = told(cafe_noir()), kTwo = told(cafe_noir_in_two_languages());
const Good kGood[] = {
    {"ex1", kOne},
    {"ex2-german", german()},
    {"good.001.lower_case_and_blanks", kOne},
    {"good.002.codes_in_place_of_names", kOne},
    {"good.003.two_sheets_in_one_file", kTwo},
    {"good.004.line_ends_of_dos", kOne},
    {"good.005.utf8",
     kOne,
     {"x.v07t: is in UTF-8, not in a character set of CD-TEXT; it is read as what it is"}},
    {"good.006.remarks_and_disc_information", kOne},
    {"good.007.without_last_track_number", kOne},
    {"good.008.without_text_code", kOne},
    {"good.009.ascii_with_an_accent",
     in(Charset::ascii, kOne),
     {"x.v07t:4: there are bytes that ASCII does not have; it is read as \"Café Noir\""}},
    {"good.010.ms_jis", told(night_train())},
    {"good.011.tracks_from_5_on", from_5_on()},
    {"good.012.another_isrc_in_the_second_sheet",
     kTwo,
     {"x.v07t:43: 'DEXYZ2600009' is left out; the sheet before has DEXYZ2600002"}},
};

TEST(TextSheetReader, ReadsTheGoodFilesOfTheCorpusAndWarnsAsItShould) {
    for (const Good& good : kGood) {
        const CdText text = read_text_sheets("x.v07t", sheet_file(good.name));
        EXPECT_TRUE(text.disc == good.disc) << good.name;
        EXPECT_EQ(text.warnings, good.warnings) << good.name;
    }
}

TEST(TextSheetReader, RefusesTheBadFilesOfTheCorpus) {
    for (const Bad& bad : kBad)
        EXPECT_EQ(error_of(bad.code, [&] { read_text_sheets("x.v07t", sheet_file(bad.name)); }), bad.sentence)
            << bad.name;
}

TEST(TextSheetReader, EveryFileOfTheCorpusHasACase) {
    std::set<std::string> files, cases;
    for (const auto& entry : std::filesystem::directory_iterator(test::data_path("v07t")))
        files.insert(entry.path().stem().string());
    for (const Bad& bad : kBad) cases.insert(bad.name);
    for (const Good& good : kGood) cases.insert(good.name);
    EXPECT_EQ(files, cases);
}

TEST(TextSheetReader, TakesAnyBytesWithoutHarmAndWhatItReadsCanBeWrittenAsPacks) {
    std::mt19937 random(1);
    const std::string whole = sheet_file("good.003.two_sheets_in_one_file");
    int read = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string bytes = whole;
        for (int n = 1 + int(random() % 3); n > 0; --n) bytes[random() % bytes.size()] = char(random());
        try {
            std::vector<std::string> changes;
            cd_text_packs(as_cd_text_holds(read_text_sheets("x.v07t", bytes).disc, changes));
            ++read;
        } catch (const Error& e) {
            EXPECT_TRUE(std::string(e.what()).starts_with("x.v07t:")) << e.what();
        }
    }
    EXPECT_GT(read, 100);
}

// ex1.cdt and ex2blocks.cdt were made by another program of the same sheets.
TEST(TextSheetReader, MakesThePacksThatAnotherProgramMakes) {
    const std::string sheets[] = {sheet_file("ex1"), sheet_file("good.003.two_sheets_in_one_file")};
    EXPECT_EQ(dump(cd_text_packs(read_text_sheets("x.v07t", sheets[0]).disc)), dump(cdt_file("ex1.cdt")));
    EXPECT_EQ(dump(cd_text_packs(read_text_sheets("x.v07t", sheets[1]).disc)),
              dump(cdt_file("ex2blocks.cdt")));
}

} // namespace
} // namespace redbook
