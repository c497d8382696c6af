#include "redbook/image/toc_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redbook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Read {
    Disc disc;
    std::vector<std::string> warnings;
};

Read read(const std::string& album, const std::string& track = "") {
    Read read;
    const TocSheet sheet = parse_toc("x.toc", "CD_DA CD_TEXT { " + album + " } TRACK AUDIO CD_TEXT { " +
                                                  track + " } SILENCE 00:04:00");
    read.disc.tracks.resize(1);
    add_toc_texts(read.disc, sheet, read.warnings);
    return read;
}

const std::string kEnglish = "LANGUAGE_MAP { 0 : EN } ";

TEST(TocTexts, EachLanguageIsABlockInTheOrderOfItsNumber) {
    const auto [disc, warnings] =
        read("LANGUAGE_MAP { 3 : 8 0 : EN } LANGUAGE 0 { TITLE \"Night\" } LANGUAGE 3 { TITLE \"Nacht\" }",
             "LANGUAGE 3 { PERFORMER \"wer\" }");
    ASSERT_EQ(disc.text_blocks.size(), 2u);
    EXPECT_EQ(disc.text_blocks[0].album.title, "Night");
    EXPECT_EQ(disc.text_blocks[1].album.title, "Nacht");
    EXPECT_EQ(disc.text_blocks[1].language, 8);
    ASSERT_EQ(disc.tracks[0].texts.size(), 2u);
    EXPECT_EQ(disc.tracks[0].texts[1].performer, "wer");
    EXPECT_THAT(warnings, IsEmpty());
}

TEST(TocTexts, EveryItemHasItsPlace) {
    const auto [disc, warnings] =
        read(kEnglish + "LANGUAGE 0 { TITLE \"t\" PERFORMER \"p\" SONGWRITER \"s\" COMPOSER \"c\" ARRANGER "
                        "\"a\" MESSAGE \"m\" DISC_ID \"id\" GENRE { 1, 2, 82, 0 } RESERVED4 \"closed\" "
                        "UPC_EAN \"4006381333931\" SIZE_INFO { 1, 1, 1, 3 } TOC_INFO1 { 1 } }",
             "LANGUAGE 0 { ISRC \"DEXYZ2600001\" }");
    TextBlock expected;
    expected.album = {"t", "p", "s", "c", "a", "m"};
    expected.disc_id = "id";
    expected.genre_code = 0x0102;
    expected.genre = "R";
    expected.closed_info = "closed";
    expected.charset = Charset::ascii;
    expected.copyright = true;
    ASSERT_EQ(disc.text_blocks.size(), 1u);
    EXPECT_EQ(disc.text_blocks[0], expected);
    EXPECT_EQ(disc.mcn, Mcn::parse("4006381333931"));
    EXPECT_EQ(disc.tracks[0].isrc, Isrc::parse("DEXYZ2600001"));
    EXPECT_THAT(warnings, IsEmpty());
}

TEST(TocTexts, BytesAreLatin1AndLettersUtf8) {
    const auto title = [](const std::string& text) {
        return read(kEnglish + "LANGUAGE 0 { TITLE " + text + " }").disc.text_blocks[0].album.title;
    };
    EXPECT_EQ(title(R"("Caf\351")"), "Caf\xC3\xA9");
    EXPECT_EQ(title(R"("\303\244")"), "\xC3\x83\xC2\xA4");
    EXPECT_EQ(title("\"Caf\xC3\xA9\""), "Caf\xC3\xA9");
    EXPECT_EQ(title("\"Caf\xE9\""), "Caf\xC3\xA9");
    EXPECT_EQ(title("{ 67, 97, 102, 233, 0, 99 }"), "Caf\xC3\xA9");
}

TEST(TocTexts, WhatIsLeftOutIsSaid) {
    EXPECT_THAT(read(kEnglish + "LANGUAGE 0 { TITLE \"a\" TITLE \"b\" }").warnings,
                ElementsAre("x.toc:1: a second text for the same item is left out"));
}

TEST(TocTexts, CodesThatAreNoneAreSaid) {
    const auto [disc, warnings] =
        read(kEnglish + "LANGUAGE 0 { UPC_EAN \"40063\" }", "LANGUAGE 0 { ISRC \"DEXYZ26\" }");
    EXPECT_FALSE(disc.mcn || disc.tracks[0].isrc);
    EXPECT_THAT(warnings,
                ElementsAre("x.toc:1: the code '40063' is left out; a catalogue number has 13 digits",
                            "x.toc:1: the code 'DEXYZ26' is left out; an ISRC has 5 letters or "
                            "digits, then 7 digits"));
    EXPECT_THAT(read(kEnglish + "LANGUAGE 0 { UPC_EAN \"\" }").warnings, IsEmpty());
}

} // namespace
} // namespace redbook
