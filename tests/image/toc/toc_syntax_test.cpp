#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/image/toc/toc_syntax.h"

#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::IsEmpty;

const std::string kTocTrack = "TRACK AUDIO\nFILE \"a.wav\" 0\n";

TocSheet toc_sheet(const std::string& text) { return parse_toc("x.toc", text); }

TEST(TocSyntax, EverythingKnowsItsLine) {
    const TocSheet sheet =
        toc_sheet("CD_DA\n\nTRACK AUDIO\nISRC \"DEXYZ2600001\"\nFILE \"a.bin\" SWAP #8 588 "
                  "00:05:00\nSTART 00:01:00\nEND\nINDEX 00:02:00\n");
    EXPECT_THAT(sheet.warnings, IsEmpty());
    ASSERT_EQ(sheet.tracks.size(), 1u);
    const TocTrack& track = sheet.tracks[0];
    EXPECT_EQ(track.line, 3);
    EXPECT_EQ(track.isrc, Isrc::parse("DEXYZ2600001"));
    ASSERT_EQ(track.parts.size(), 1u);
    EXPECT_EQ(track.parts[0].line, 5);
    EXPECT_EQ(track.parts[0].skipped_bytes, 8);
    EXPECT_EQ(track.parts[0].from, SampleCount{588});
    EXPECT_EQ(track.parts[0].length, samples_in(BlockCount{375}));
    EXPECT_EQ(sheet.files[0].name, "a.bin");
    EXPECT_TRUE(sheet.files[0].swapped);
    EXPECT_EQ(track.start->line, 6);
    EXPECT_EQ(track.start->at, BlockCount{75});
    EXPECT_EQ(track.end->line, 7);
    EXPECT_EQ(track.end->at, std::nullopt);
    EXPECT_EQ(track.end->parts, 1u);
    EXPECT_EQ(track.indexes[0].line, 8);
}

TEST(TocSyntax, FlagsAreThoseOfTheirTrack) {
    const TocSheet sheet = toc_sheet(
        "CD_DA TRACK AUDIO COPY PRE_EMPHASIS FOUR_CHANNEL_AUDIO SILENCE 588 TRACK AUDIO NO COPY SILENCE 1");
    EXPECT_EQ(sheet.tracks[0].flags, (Flags{true, true, true, false}));
    EXPECT_EQ(sheet.tracks[1].flags, Flags{});
}

TEST(TocSyntax, AFileWithSwapIsAnotherThanWithout) {
    const TocSheet sheet = toc_sheet("CD_DA TRACK AUDIO FILE \"a\" 0 FILE \"a\" SWAP 0 AUDIOFILE \"a\" 0");
    EXPECT_EQ(sheet.files.size(), 2u);
    EXPECT_EQ(sheet.tracks[0].parts[2].file, 0u);
}

TEST(TocSyntax, NamesAreUtf8ElseLatin1) {
    EXPECT_EQ(toc_sheet("CD_DA TRACK AUDIO FILE \"B\xC3\xA4r\" 0").files[0].name, "B\xC3\xA4r");
    EXPECT_EQ(toc_sheet("CD_DA TRACK AUDIO FILE \"B\xE4r\" 0").files[0].name, "B\xC3\xA4r");
    EXPECT_EQ(toc_sheet("CD_DA TRACK AUDIO FILE \"B\\344r\" 0").files[0].name, "B\xC3\xA4r");
}

TEST(TocSyntax, ErrorsCarryTheCodeOfTheirKind) {
    EXPECT_EQ(error_of(Errc::unsupported, [] { toc_sheet("CD_ROM\nTRACK MODE1\nZERO MODE1 00:10:00"); }),
              "x.toc: there is no audio track in it");
    std::string hundred = "CD_DA\n";
    for (int i = 0; i < 100; ++i) hundred += kTocTrack;
    EXPECT_EQ(error_of(Errc::breaks_rule, [&] { toc_sheet(hundred); }),
              "x.toc:200: a disc holds at most 99 tracks");
}

TEST(TocSyntax, TheNumberOfPiecesAndFilesHasALimit) {
    std::string pieces = "CD_DA TRACK AUDIO\n", files = pieces;
    for (int i = 0; i < 9999; ++i) pieces += "SILENCE 1\n";
    for (int i = 0; i < 999; ++i) files += fmt::format("FILE \"{}\" 0\n", i);
    EXPECT_EQ(toc_sheet(pieces).tracks[0].parts.size(), 9999u);
    EXPECT_EQ(error_of(Errc::malformed, [&] { toc_sheet(pieces + "SILENCE 1\n"); }),
              "x.toc:10001: a toc may have at most 9999 pieces of audio and silence");
    EXPECT_EQ(error_of(Errc::malformed, [&] { toc_sheet(files + "FILE \"x\" 0\n"); }),
              "x.toc:1001: a toc may name at most 999 files");
}

TEST(TocSyntax, ATocIsKnownByItsFirstWords) {
    for (const char* text : {"CD_DA", "// x\nCD_ROM_XA\n",
                             "\xEF\xBB\xBF"
                             "CD_I",
                             "CATALOG \"1\" CD_DA", "CATALOG \"4006381333931\"\nTRACK AUDIO"})
        EXPECT_TRUE(looks_like_toc(text)) << text;
    for (const char* text :
         {"", "cd_da", "CATALOG 4006381333931", "CATALOG \"4006381333931\"\nFILE \"a\" WAVE",
          "TRACK 01 AUDIO", "REM CD_DA", "fLaC", "\"CD_DA"})
        EXPECT_FALSE(looks_like_toc(text)) << text;
}

} // namespace
} // namespace redbook
