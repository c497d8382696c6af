#include "redbook/image/toc/toc_layout.h"

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
    EXPECT_EQ(title("\"\" ENCODING_ISO_8859_1 TITLE \"\\303\\244\""), "\xC3\x83\xC2\xA4");
    EXPECT_EQ(title("{ 195, 164, 0 }"), "\xC3\x83\xC2\xA4");
    EXPECT_EQ(title("\"Caf\xC3\xA9\""), "Caf\xC3\xA9");
    EXPECT_EQ(title("\"Caf\xE9\""), "Caf\xC3\xA9");
    EXPECT_EQ(title("{ 67, 97, 102, 233, 0, 99 }"), "Caf\xC3\xA9");
}

TEST(TocTexts, Utf8WrittenAsOctalEscapesIsText) {
    const auto [disc, warnings] =
        read("LANGUAGE_MAP { 0 : EN 1 : 105 } LANGUAGE 0 { TITLE \"Caf\\303\\251\" } "
             "LANGUAGE 1 { SIZE_INFO { 128, 1, 1, 0 } TITLE \"\\345\\244\\234\" }");
    EXPECT_EQ(disc.text_blocks[0].album.title, "Caf\u00E9");
    EXPECT_EQ(disc.text_blocks[1].album.title, "\u591C");
    EXPECT_THAT(warnings, IsEmpty());
}

TEST(TocTexts, MsJisIsReadAsSuch) {
    const auto [disc, warnings] = read("LANGUAGE_MAP { 0 : 105 } LANGUAGE 0 { ENCODING_MS_JIS TITLE "
                                       "\"\\226\\351\" PERFORMER { 150, 233, 0, 0 } "
                                       "COMPOSER \"\u591C\" MESSAGE \"\\226\\001\" }");
    EXPECT_EQ(disc.text_blocks[0].album, (Texts{"\u591C", "\u591C", "", "\u591C", "", "\uFFFD\uFFFD"}));
    EXPECT_THAT(warnings, ElementsAre("x.toc:1: a text has bytes that MS-JIS does not have; it is read as "
                                      "\"\uFFFD\uFFFD\""));
}

TEST(TocTexts, OneTabIsTheTextOfTheTrackBefore) {
    const TocSheet sheet = parse_toc(
        "x.toc",
        "CD_DA CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE \"\\011\" PERFORMER \"Band\" } } "
        "TRACK AUDIO CD_TEXT { LANGUAGE 0 { TITLE \"One\" PERFORMER \"\t\" } } SILENCE 00:04:00 "
        "TRACK AUDIO CD_TEXT { LANGUAGE 0 { TITLE \"\\011\" PERFORMER { 9, 0 } } } SILENCE 00:04:00");
    Disc disc;
    disc.tracks.resize(2);
    std::vector<std::string> warnings;
    add_toc_texts(disc, sheet, warnings);
    EXPECT_EQ(album_texts(disc), (Texts{"", "Band", "", "", "", ""}));
    for (size_t k : {0, 1}) EXPECT_EQ(track_texts(disc, k), (Texts{"One", "Band", "", "", "", ""}));
    EXPECT_THAT(warnings, IsEmpty());
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

TEST(TocTexts, ACodeUnlikeTheOneGivenOutsideOfCdTextIsLeftOutAndSaid) {
    const TocSheet sheet = parse_toc(
        "x.toc", "CATALOG \"4006381333931\" CD_DA CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 {\n"
                 "UPC_EAN \"4006381333948\" } } TRACK AUDIO ISRC \"DEXYZ2600001\" CD_TEXT { LANGUAGE 0 {\n"
                 "ISRC \"DE-XYZ-26-00002\" } } SILENCE 00:04:00 TRACK AUDIO ISRC \"DEXYZ2600003\" CD_TEXT {"
                 "LANGUAGE 0 { ISRC \"DE-XYZ-26-00003\" } } SILENCE 00:04:00");
    Disc disc;
    disc.mcn = sheet.mcn;
    for (const TocTrack& track : sheet.tracks) disc.tracks.emplace_back().isrc = track.isrc;
    std::vector<std::string> warnings;
    add_toc_texts(disc, sheet, warnings);
    EXPECT_EQ(disc.mcn, Mcn::parse("4006381333931"));
    EXPECT_EQ(disc.tracks[0].isrc, Isrc::parse("DEXYZ2600001"));
    EXPECT_THAT(
        warnings,
        ElementsAre("x.toc:2: the code 4006381333948 of CD_TEXT is left out; 4006381333931 was given before",
                    "x.toc:3: the code DEXYZ2600002 of CD_TEXT is left out; DEXYZ2600001 was given before"));
}

} // namespace
} // namespace redbook
