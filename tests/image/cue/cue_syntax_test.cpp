#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/image/cue/cue_syntax.h"

#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kCueTrack = "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";

CueSheet cue_sheet(const std::string& text) { return parse_cue_sheet("x.cue", text); }

TEST(CueSyntax, EverythingKnowsItsLine) {
    const CueSheet sheet = cue_sheet("TITLE \"t\"\r\n\r\n" + kCueTrack +
                                     "  TRACK 02 AUDIO\n    INDEX 00 00:10:05\n"
                                     "FILE b.wav WAVE\n    INDEX 01 00:00:00\n");
    ASSERT_EQ(sheet.files.size(), 2u);
    EXPECT_EQ(sheet.files[0].line, 3);
    EXPECT_EQ(sheet.files[1].line, 8);
    ASSERT_EQ(sheet.tracks.size(), 2u);
    EXPECT_EQ(sheet.tracks[1].line, 6);
    ASSERT_EQ(sheet.tracks[1].indexes.size(), 2u);
    EXPECT_EQ(sheet.tracks[1].indexes[0].line, 7);
    EXPECT_EQ(sheet.tracks[1].indexes[0].file, 0u);
    EXPECT_EQ(sheet.tracks[1].indexes[0].at, BlockCount{755});
    EXPECT_EQ(sheet.tracks[1].indexes[1].file, 1u);
}

TEST(CueSyntax, TextsGoToTheAlbumInFrontOfTheFirstTrackAndThenToTheTrack) {
    const CueSheet sheet =
        cue_sheet("TITLE \"t\"\nPERFORMER \"p\"\nSONGWRITER \"s\"\nCOMPOSER \"c\"\nARRANGER \"a\"\n"
                  "MESSAGE \"m\"\n" +
                  kCueTrack +
                  "TITLE \"1\"\nPERFORMER \"2\"\nSONGWRITER \"3\"\nCOMPOSER \"4\"\nARRANGER "
                  "\"5\"\nMESSAGE \"6\"\n");
    EXPECT_EQ(sheet.texts, (Texts{"t", "p", "s", "c", "a", "m"}));
    EXPECT_EQ(sheet.tracks[0].texts, (Texts{"1", "2", "3", "4", "5", "6"}));
}

TEST(CueSyntax, AQuotedTextGoesToTheLastQuoteOfItsLine) {
    EXPECT_EQ(cue_sheet("TITLE \"He said \"hi\" there\"\n" + kCueTrack).texts.title, "He said \"hi\" there");
    EXPECT_EQ(cue_sheet("TITLE \"a \\\"b\\\" c\"\n" + kCueTrack).texts.title, "a \"b\" c");
    EXPECT_EQ(cue_sheet("TITLE \"open\n" + kCueTrack).texts.title, "open");
    EXPECT_EQ(cue_sheet("TITLE \" blanks \" \n" + kCueTrack).texts.title, " blanks ");
    EXPECT_EQ(cue_sheet("TITLE \"C:\\dir\\\"\n" + kCueTrack).texts.title, "C:\\dir\\");
    EXPECT_EQ(cue_sheet("TITLE \"\n" + kCueTrack).texts.title, "");
}

TEST(CueSyntax, AnUnquotedTextIsTheRestOfItsLine) {
    EXPECT_EQ(cue_sheet("TITLE  two words \n" + kCueTrack).texts.title, "two words");
    EXPECT_EQ(cue_sheet("TITLE 'single quoted'\n" + kCueTrack).texts.title, "single quoted");
    EXPECT_EQ(cue_sheet("TITLE 'Round Midnight\n" + kCueTrack).texts.title, "'Round Midnight");
    EXPECT_EQ(cue_sheet("TITLE '\n" + kCueTrack).texts.title, "'");
}

TEST(CueSyntax, EveryEncodingYieldsUtf8) {
    using namespace std::string_literals;
    EXPECT_EQ(cue_sheet("\xEF\xBB\xBFTITLE \"B\xC3\xA4r\"\n" + kCueTrack).texts.title, "Bär");
    EXPECT_EQ(cue_sheet("TITLE \"B\xE4r\"\n" + kCueTrack).texts.title, "Bär");
    std::string utf16 = "\xFF\xFE"s;
    for (const char c : "TITLE \"B\xE4r\"\n" + kCueTrack) utf16 += {c, '\0'};
    EXPECT_EQ(cue_sheet(utf16).texts.title, "Bär");
}

TEST(CueSyntax, AFileHasANameAndAType) {
    const auto file = [](const std::string& line) { return cue_sheet(line + "\n" + kCueTrack).files[0]; };
    EXPECT_EQ(file("FILE \"a b.wav\" wave").name, "a b.wav");
    EXPECT_EQ(file("FILE \"a b.wav\" wave").type, "WAVE");
    EXPECT_EQ(file("FILE a b.wav BINARY").name, "a b.wav");
    EXPECT_EQ(file("FILE a b.wav BINARY").type, "BINARY");
    EXPECT_EQ(file("FILE \"a \"b\".wav\" MOTOROLA").name, "a \"b\".wav");
    EXPECT_EQ(file("FILE \"a.wav\"").type, "");
}

TEST(CueSyntax, FlagsAreReadInAnyCaseAndOrder) {
    const CueSheet sheet = cue_sheet(kCueTrack + "FLAGS  pre dcp\t4CH SCMS DATA\n");
    EXPECT_EQ(sheet.tracks[0].flags, (Flags{true, true, true, true}));
    EXPECT_THAT(sheet.warnings, IsEmpty());
}

TEST(CueSyntax, RemarksAreKeptWithTheirPlace) {
    const CueSheet sheet =
        cue_sheet("REM GENRE Rock \nrem date 1999\n" + kCueTrack + "REM REPLAYGAIN_TRACK_GAIN -7.2 dB\n");
    EXPECT_THAT(sheet.remarks, ElementsAre("REM GENRE Rock", "REM date 1999"));
    EXPECT_THAT(sheet.tracks[0].remarks, ElementsAre("REM REPLAYGAIN_TRACK_GAIN -7.2 dB"));
}

TEST(CueSyntax, TheCatalogueNumberMayBeAUpc) {
    EXPECT_EQ(cue_sheet("UPC_EAN 012345678905\n" + kCueTrack).mcn, Mcn::parse("0012345678905"));
    EXPECT_EQ(cue_sheet("CATALOG \"4006381333931\"\n" + kCueTrack).mcn, Mcn::parse("4006381333931"));
    EXPECT_EQ(cue_sheet("MCN \"4006381333931\"\n" + kCueTrack).mcn, Mcn::parse("4006381333931"));
}

TEST(CueSyntax, AnUnknownCommandIsWarnedOfOnceAndSkipped) {
    const CueSheet sheet = cue_sheet("DATE 2024\n" + kCueTrack + "date 1999\nSCMS\n");
    EXPECT_THAT(
        sheet.warnings,
        ElementsAre("x.cue:1: 'DATE' is not a cue sheet command; lines that begin with it are skipped",
                    "x.cue:6: 'SCMS' is not a cue sheet command; lines that begin with it are skipped"));
    EXPECT_EQ(sheet.tracks[0].flags, Flags{});
}

TEST(CueSyntax, RemarksThatNameATextFieldFillItWhereTheSheetDoesNot) {
    const CueSheet sheet = cue_sheet("REM COMPOSER \"Anna\"\nREM GENRE Rock\nREM composer\n" + kCueTrack +
                                     "REM COMPOSER \"Bob\"\nREM ARRANGER Two Words\nREM PERFORMER \"x\"\n"
                                     "PERFORMER \"Band\"\n");
    EXPECT_EQ(sheet.texts, (Texts{"", "", "", "Anna", "", ""}));
    EXPECT_EQ(sheet.tracks[0].texts, (Texts{"", "Band", "", "Bob", "Two Words", ""}));
    EXPECT_EQ(sheet.genre, "");
    EXPECT_THAT(sheet.warnings, ElementsAre("x.cue:9: a second PERFORMER is left out"));
    EXPECT_THAT(sheet.remarks, ElementsAre("REM COMPOSER \"Anna\"", "REM GENRE Rock", "REM composer"));
}

TEST(CueSyntax, ATrackNumberThatIsRepeatedContinuesTheTrackWithoutIndex01) {
    const std::string text = "FILE a WAVE\nTRACK 01 AUDIO\nTITLE \"One\"\nINDEX 00 00:00:00\nFILE b WAVE\n"
                             "TRACK 01 AUDIO\nTITLE \"One\"\nISRC DEXYZ2600001\nINDEX 01 00:00:00\n";
    const CueSheet sheet = cue_sheet(text);
    ASSERT_EQ(sheet.tracks.size(), 1u);
    EXPECT_EQ(sheet.tracks[0].texts.title, "One");
    EXPECT_EQ(sheet.tracks[0].isrc, Isrc::parse("DEXYZ2600001"));
    EXPECT_EQ(sheet.tracks[0].indexes.size(), 2u);
    EXPECT_THAT(sheet.warnings, IsEmpty());
    EXPECT_THAT(cue_sheet(text + "TRACK 01 AUDIO\nINDEX 01 00:10:00\n").warnings,
                ElementsAre("x.cue:10: track 1 is taken as track 2, which is next"));
}

TEST(CueSyntax, LongMinutesAreRead) {
    EXPECT_EQ(cue_sheet(kCueTrack + "TRACK 2 AUDIO\nINDEX 1 99:59:74\n").tracks[1].indexes[0].at,
              BlockCount{449999});
}

TEST(CueSyntax, ALineOf4096BytesIsReadAndALongerOneRefused) {
    const std::string words(4096 - 8, 'x');
    EXPECT_EQ(cue_sheet("TITLE \"" + words + "\"\n" + kCueTrack).texts.title.size(), words.size());
    EXPECT_EQ(error_of(Errc::malformed, [&] { cue_sheet("\nTITLE \"x" + words + "\"\n" + kCueTrack); }),
              "x.cue:2: the line is 4097 bytes long; at most 4096 are read");
}

TEST(CueSyntax, ErrorsCarryTheCodeOfTheirKind) {
    EXPECT_EQ(error_of(Errc::unsupported, [] { cue_sheet("FILE a.bin BINARY\nTRACK 01 CDG\n"); }),
              "x.cue:2: track 1 is 'CDG'; only AUDIO and data tracks like MODE1/2352 are handled");
    std::string hundred = "FILE a WAVE\n";
    for (int i = 1; i <= 100; ++i)
        hundred += fmt::format("TRACK {} AUDIO\nINDEX 1 0:{}:{}\n", std::min(i, 99), i / 60, i % 60);
    EXPECT_EQ(error_of(Errc::breaks_rule, [&] { cue_sheet(hundred); }),
              "x.cue:200: a disc holds at most 99 tracks");
}

TEST(CueSyntax, ASheetIsKnownByItsFirstWord) {
    for (const char* text :
         {"FILE \"a.wav\" WAVE", "\n\n  rem x", "REM", "\xEF\xBB\xBFTITLE x", "\tcatalog 1"})
        EXPECT_TRUE(looks_like_cue_sheet(text)) << text;
    for (const char* text : {"", "\n", "FILES", "fLaC", "CD_DA\nTRACK AUDIO", "#EXTM3U"})
        EXPECT_FALSE(looks_like_cue_sheet(text)) << text;
}

} // namespace
} // namespace redbook
