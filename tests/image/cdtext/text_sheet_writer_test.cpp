#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <random>

#include "redbook/base/text.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/cdtext/text_sheet_reader.h"
#include "redbook/image/cdtext/text_sheet_writer.h"
#include "tests/image/toc/cdrdao.h"
#include "tests/support/cd_text_examples.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

Disc disc_with_everything() {
    Disc disc = cafe_noir_in_two_languages();
    disc.first_track = 3;
    disc.text_blocks[0].charset = Charset::ascii;
    disc.text_blocks[0].album.title = "Cafe Noir";
    disc.text_blocks[0].album.songwriter = "Various";
    disc.text_blocks[0].album.composer = "V. Arious";
    disc.text_blocks[0].album.arranger = "Tom";
    disc.text_blocks[0].album.message = "Hello = goodbye";
    disc.text_blocks[0].closed_info = "not shown by players";
    disc.text_blocks[0].copyright = true;
    disc.text_blocks[1].genre_code = 0x1234;
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        Texts& texts = disc.tracks[k].texts[0];
        texts.songwriter = texts.composer = texts.arranger = texts.message = fmt::format("of {}", k);
    }
    return disc;
}

TEST(TextSheetWriter, WritesOneSheetALanguageOfWhatTheDiscTells) {
    EXPECT_EQ(text_sheets_of(joyful_nights()), "Input Sheet Version = 0.7T\n"
                                               "Text Code           = 8859\n"
                                               "Language Code       = English\n"
                                               "Album Title         = Joyful Nights\n"
                                               "UPC / EAN           = 4006381333931\n"
                                               "Text Data Copy Protection = OFF\n"
                                               "First Track Number  = 1\n"
                                               "Last Track Number   = 3\n"
                                               "Track 01 Title      = Song of Joy\n"
                                               "Track 01 Artist     = Felix and The Purrs\n"
                                               "ISRC 01             = XYBLG1101234\n"
                                               "Track 02 Title      = Humpty Dumpty\n"
                                               "Track 02 Artist     = Catwalk Beauties\n"
                                               "Track 03 Title      = Mee Owwww\n"
                                               "Track 03 Artist     = Mia Kitten\n");
}

TEST(TextSheetWriter, IsReadBackAsWhatWasWritten) {
    for (const Disc& disc : {cafe_noir(), cafe_noir_in_two_languages(), joyful_nights(), night_train(),
                             disc_with_everything()}) {
        const CdText text = read_text_sheets("x.v07t", text_sheets_of(disc));
        EXPECT_TRUE(text.disc == told(disc)) << text_sheets_of(disc);
        EXPECT_EQ(text.warnings, std::vector<std::string>{});
    }
}

TEST(TextSheetWriter, SaysEveryLanguageAndGenreSoThatItIsReadBack) {
    Disc disc = joyful_nights();
    for (int code = 0; code < 512; ++code) {
        disc.text_blocks[0].language = uint8_t(code);
        disc.text_blocks[0].genre_code = uint16_t(code);
        EXPECT_TRUE(read_text_sheets("x.v07t", text_sheets_of(disc)).disc == told(disc)) << code;
    }
}

TEST(TextSheetWriter, TakesBlanksAtTheEndsOfTextsAwayAndSaysSo) {
    Disc disc = joyful_nights();
    disc.text_blocks[0].album.title = " Joyful Nights";
    disc.tracks[1].texts[0].performer = "Catwalk Beauties ";
    std::vector<std::string> changes;
    EXPECT_TRUE(as_text_sheet_holds(disc, changes) == joyful_nights());
    EXPECT_EQ(
        changes,
        (std::vector<std::string>{
            "the title of the album is written as \"Joyful Nights\"; a text sheet cannot hold it as it is",
            "the performer of track 2 is written as \"Catwalk Beauties\"; a text sheet cannot hold it as "
            "it is"}));
}

// Without its banner, its remarks, and lines that have no value.
std::string sheets_of_cdrskin(const std::string& cdt) {
    std::string sheets, lines = output_of("cdrskin textfile_to_v07t='" + cdt + "' 2>/dev/null");
    for (size_t at = 0; at < lines.size();) {
        const std::string line = lines.substr(at, lines.find('\n', at) + 1 - at);
        at += line.size();
        if (!line.starts_with("cdrskin") && !line.starts_with("Remarks") && !line.ends_with("= \n"))
            sheets += line;
    }
    return sheets;
}

// cdrskin reads the packs that we write, and writes the sheets that we write.
TEST(TextSheetWriter, WritesWhatCdrskinReadsInOurPacks) {
    const TempFolder folder;
    Disc eight = cafe_noir();
    for (const int language : {0x08, 0x0F, 0x15, 0x1D, 0x20, 0x2B, 0x69}) {
        TextBlock block;
        block.language = uint8_t(language);
        block.album.title = "Naïve";
        add_language(eight, block, {texts("Un"), texts("Deux", "Moi"), texts("Trois")});
    }
    eight.text_blocks[6].language = 0x28;
    Disc from_3 = disc_with_everything();
    from_3.text_blocks[1].genre = "Polka";
    from_3.text_blocks[1].copyright = true; // cdrskin 1.5.4 tells the first block's for all
    for (const Disc& disc :
         {cafe_noir(), joyful_nights(), cafe_noir_in_two_languages(), night_train(), eight, from_3}) {
        const auto packs = cd_text_packs(disc);
        write_file(folder / "x.cdt", std::string(reinterpret_cast<const char*>(packs.data()), packs.size()));
        EXPECT_EQ(text_sheets_of(disc), sheets_of_cdrskin(folder / "x.cdt"));
    }
}

TEST(TextSheetWriter, IsReadBackWhateverTheTextsAre) {
    std::mt19937 random(7);
    const auto pick = [&](int n) { return int(random() % unsigned(n)); };
    for (int round = 0; round < 200; ++round) {
        Disc disc = joyful_nights();
        const Charset sets[] = {Charset::latin1, Charset::ascii, Charset::ms_jis};
        disc.text_blocks[0].charset = sets[pick(3)];
        const auto any = [&] {
            std::string text;
            for (int i = pick(40); i > 0; --i)
                append_utf8(text, char32_t(pick(4) ? 0x20 + pick(0x60) : pick(0x3100)));
            return text;
        };
        for (const TextField& field : kTextFields) {
            disc.text_blocks[0].album.*field.member = any();
            for (Track& track : disc.tracks) track.texts[0].*field.member = any();
        }
        std::vector<std::string> changes;
        disc = as_text_sheet_holds(as_cd_text_holds(disc, changes), changes);
        EXPECT_TRUE(read_text_sheets("x.v07t", text_sheets_of(disc)).disc == told(disc))
            << text_sheets_of(disc);
    }
}

} // namespace
} // namespace redbook
