#include <gmock/gmock.h>

#include "redbook/image/toc/toc_writer.h"

#include "tests/image/image_support.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(TocWriter, APlainDiscIsATrackAfterTheOther) {
    Disc disc = plain_disc({300, 400});
    disc.mcn = Mcn::parse("4006381333931");
    disc.first_track = 3;
    disc.tracks[1].pause = BlockCount{75};
    disc.tracks[1].indexes = {BlockCount{100}};
    disc.tracks[1].flags = {true, true, true, false};
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    EXPECT_EQ(toc_of(disc, "a\"b.wav"), R"(CD_DA
CATALOG "4006381333931"
FIRST_TRACK_NO 3

TRACK AUDIO
NO COPY
NO PRE_EMPHASIS
TWO_CHANNEL_AUDIO
FILE "a\"b.wav" 00:00:00 00:04:00

TRACK AUDIO
COPY
PRE_EMPHASIS
FOUR_CHANNEL_AUDIO
ISRC "DEXYZ2600001"
FILE "a\"b.wav" 00:04:00 00:06:25
START 00:01:00
INDEX 00:01:25
)");
}

// Without titles and performers cdrdao does not write a disc with CD-TEXT.
TEST(TocWriter, AFieldThatIsGivenAnywhereIsGivenEverywhereAndTitlesAndPerformersAlways) {
    Disc disc = plain_disc({300, 300});
    disc.text_blocks.resize(2);
    disc.text_blocks[1].language = 0x08;
    disc.tracks[1].texts.resize(2);
    disc.tracks[1].texts[1].composer = "Caf\xC3\xA9 \\ \"x\"";
    const std::string toc = toc_of(disc, "a.wav");
    const std::string none = "    TITLE { 0 }\n    PERFORMER { 0 }\n", both = "  LANGUAGE 0 {\n" + none +
                                                                              "  }\n  LANGUAGE 1 {\n" + none +
                                                                              "    COMPOSER { 0 }\n  }\n}\n";
    EXPECT_THAT(toc, testing::HasSubstr("  LANGUAGE_MAP {\n    0 : 9\n    1 : 8\n  }\n" + both));
    EXPECT_THAT(toc, testing::HasSubstr("TWO_CHANNEL_AUDIO\nCD_TEXT {\n" + both));
    EXPECT_THAT(toc, testing::HasSubstr(R"(    COMPOSER "Caf\351 \134 \"x\"")"));
}

TEST(TocWriter, TheRestOfATextBlockIsWrittenInItsItems) {
    Disc disc = plain_disc({300});
    TextBlock& block = disc.text_blocks.emplace_back();
    block.disc_id = "XY";
    block.genre_code = 14;
    block.genre = "J";
    block.closed_info = "no";
    block.copyright = true;
    EXPECT_THAT(toc_of(disc, "a.wav"),
                testing::HasSubstr("    DISC_ID \"XY\"\n    GENRE { 0, 14, 74, 0 }\n    RESERVED4 \"no\"\n"
                                   "    SIZE_INFO { 0, 1, 1, 3, 0, "));
}

TEST(TocWriter, AGenreOfOneLanguageIsGivenForAll) {
    Disc disc = plain_disc({300});
    disc.text_blocks.resize(2);
    disc.text_blocks[1].genre_code = 14;
    const std::string toc = toc_of(disc, "a.wav");
    EXPECT_THAT(toc, testing::HasSubstr("    GENRE { 0, 0, 0 }\n  }\n  LANGUAGE 1 {\n"));
    EXPECT_THAT(toc, testing::HasSubstr("    GENRE { 0, 14, 0 }\n  }\n}\n"));
}

TEST(TocWriter, MsJisIsWrittenAsItsBytes) {
    Disc disc = plain_disc({300});
    edit_track_texts(disc, 0).title = "\u6771";
    disc.text_blocks[0].charset = Charset::ms_jis;
    disc.text_blocks[0].disc_id = "XY";
    std::vector<std::string> changes;
    EXPECT_EQ(as_toc_holds(disc, changes), disc);
    EXPECT_THAT(changes, IsEmpty());
    const std::string toc = toc_of(disc, "a.wav");
    EXPECT_THAT(
        toc, testing::HasSubstr("  LANGUAGE 0 {\n    ENCODING_MS_JIS\n    TITLE { 0 }\n    PERFORMER { 0 }\n"
                                "    DISC_ID \"XY\"\n"));
    EXPECT_THAT(toc, testing::HasSubstr(R"(    TITLE "\223\214")"));
}

TEST(TocWriter, Latin1ThatLooksLikeUtf8IsAListOfBytes) {
    Disc disc = plain_disc({300});
    edit_album_texts(disc).title = "\u00C3\u00A4";
    EXPECT_THAT(toc_of(disc, "a.wav"), testing::HasSubstr("    TITLE { 195, 164, 0 }\n"));
}

TEST(TocWriter, WhatLatin1HoldsIsKept) {
    Disc disc = plain_disc({300});
    edit_album_texts(disc).title = "Caf\xC3\xA9 \"x\"";
    std::vector<std::string> changes;
    EXPECT_EQ(as_toc_holds(disc, changes), disc);
    EXPECT_THAT(changes, IsEmpty());
}

TEST(TocWriter, WhatItDoesNotHoldIsReplacedAndSaid) {
    Disc disc = plain_disc({300});
    edit_track_texts(disc, 0).title = "\xE6\x9D\xB1 1";
    std::vector<std::string> changes;
    const Disc held = as_toc_holds(disc, changes);
    EXPECT_EQ(track_texts(held, 0).title, "? 1");
    EXPECT_THAT(changes,
                ElementsAre("the title of track 1 is written as \"? 1\"; a toc cannot hold it as it is"));
}

TEST(TocWriter, WhatResemblesATextTakesItsPlaceAsInCdText) {
    Disc disc = plain_disc({300});
    edit_album_texts(disc).title = "\u0150szi \u2013 \u201Cdal\u201D\tx";
    std::vector<std::string> changes;
    EXPECT_EQ(album_texts(as_toc_holds(disc, changes)).title, "Oszi - \"dal\" x");
    EXPECT_THAT(changes,
                ElementsAre("the title of the album is written as \"Oszi - \"dal\" x\"; a toc cannot "
                            "hold it as it is"));
}

TEST(TocWriter, AnAsciiBlockHoldsAsciiOnly) {
    Disc disc = plain_disc({300});
    edit_album_texts(disc).title = "Caf\xC3\xA9";
    disc.text_blocks[0].charset = Charset::ascii;
    std::vector<std::string> changes;
    EXPECT_EQ(album_texts(as_toc_holds(disc, changes)).title, "Cafe");
}

} // namespace
} // namespace redbook
