#include <gmock/gmock.h>

#include "redbook/image/cue/cue_writer.h"

#include "redbook/base/text.h"
#include "redbook/image/cue/cue_syntax.h"
#include "tests/image/image_support.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

Disc held(const Disc& disc) {
    std::vector<std::string> changes;
    return as_cue_holds(disc, changes);
}

TEST(CueWriter, ASheetHasEverythingInItsOrder) {
    Disc disc = plain_disc({300, 400});
    disc.mcn = Mcn::parse("4006381333931");
    disc.remarks = {"REM DATE 2026"};
    edit_album_texts(disc) = {"Album", "Band", "Poet", "Composer", "Arranger", "Hello"};
    edit_track_texts(disc, 1) = {"Zwölf", "Sänger", "", "", "", ""};
    disc.tracks[0].indexes = {{75}, {150}};
    disc.tracks[1].pause = {150};
    disc.tracks[1].pregap = {10};
    disc.tracks[1].postgap = {75};
    disc.tracks[1].flags = {true, true, true, false};
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    disc.tracks[1].remarks = {"REM COMMENT x"};
    EXPECT_EQ(cue_sheet_of(held(disc), "disc.bin", "BINARY"), "REM DATE 2026\n"
                                                              "CATALOG 4006381333931\n"
                                                              "TITLE \"Album\"\n"
                                                              "PERFORMER \"Band\"\n"
                                                              "SONGWRITER \"Poet\"\n"
                                                              "COMPOSER \"Composer\"\n"
                                                              "ARRANGER \"Arranger\"\n"
                                                              "MESSAGE \"Hello\"\n"
                                                              "FILE \"disc.bin\" BINARY\n"
                                                              "  TRACK 01 AUDIO\n"
                                                              "    INDEX 01 00:00:00\n"
                                                              "    INDEX 02 00:01:00\n"
                                                              "    INDEX 03 00:02:00\n"
                                                              "  TRACK 02 AUDIO\n"
                                                              "    TITLE \"Zwölf\"\n"
                                                              "    PERFORMER \"Sänger\"\n"
                                                              "    REM COMMENT x\n"
                                                              "    FLAGS DCP 4CH PRE\n"
                                                              "    ISRC DEXYZ2600001\n"
                                                              "    INDEX 00 00:04:00\n"
                                                              "    INDEX 01 00:06:10\n");
}

TEST(CueWriter, TheFirstTrackHasAnIndex00OnlyForAudioBehindLba0) {
    Disc disc = plain_disc({300});
    disc.tracks[0].pause = {0};
    disc.tracks[0].pregap = {150};
    EXPECT_EQ(cue_sheet_of(disc, "x.wav", "WAVE"),
              "FILE \"x.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    disc.tracks[0].pregap = {160};
    EXPECT_EQ(cue_sheet_of(disc, "x.wav", "WAVE"),
              "FILE \"x.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:00:10\n");
}

TEST(CueWriter, TracksAreNumberedFromTheFirst) {
    Disc disc = plain_disc({300, 300});
    disc.first_track = 98;
    EXPECT_THAT(cue_sheet_of(disc, "x.bin", "BINARY"),
                testing::AllOf(testing::HasSubstr("TRACK 98 AUDIO"), testing::HasSubstr("TRACK 99 AUDIO")));
}

TEST(CueWriter, ScmsIsAFlag) {
    Disc disc = plain_disc({300});
    disc.tracks[0].flags.scms = true;
    EXPECT_THAT(cue_sheet_of(disc, "x.bin", "BINARY"), testing::HasSubstr("    FLAGS SCMS\n"));
}

TEST(CueWriter, QuotesAndControlCharactersAreReplacedAndSaid) {
    Disc disc = plain_disc({300});
    edit_album_texts(disc).performer = "a \"b\"";
    edit_track_texts(disc, 0).title = "two\nlines";
    std::vector<std::string> changes;
    const Disc fitting = as_cue_holds(disc, changes);
    EXPECT_EQ(album_texts(fitting).performer, "a 'b'");
    EXPECT_EQ(track_texts(fitting, 0).title, "two lines");
    EXPECT_THAT(
        changes,
        ElementsAre("the performer of the album is written as \"a 'b'\"; a cue sheet cannot hold it as it is",
                    "the title of track 1 is written as \"two lines\"; a cue sheet cannot hold it as it is"));
}

TEST(CueWriter, WhatFitsIsNotTouched) {
    std::vector<std::string> changes;
    const Disc disc = random_disc(7);
    EXPECT_EQ(lines_of(as_cue_holds(disc, changes)), lines_of(disc));
    EXPECT_THAT(changes, IsEmpty());
}

TEST(CueWriter, ATextTooLongForALineIsCutBetweenCharacters) {
    Disc disc = plain_disc({300});
    for (int i = 0; i < 3000; ++i) edit_track_texts(disc, 0).message += "ä";
    std::vector<std::string> changes;
    const Disc fitting = as_cue_holds(disc, changes);
    EXPECT_EQ(changes.size(), 1u);
    const CueSheet sheet = parse_cue_sheet("x.cue", cue_sheet_of(fitting, "x.bin", "BINARY"));
    EXPECT_EQ(sheet.tracks[0].texts, track_texts(fitting, 0));
    EXPECT_TRUE(is_utf8(sheet.tracks[0].texts.message));
    EXPECT_GT(sheet.tracks[0].texts.message.size(), 4000u);
}

TEST(CueWriter, RemarksBeginWithRemAndStayOnTheirLine) {
    Disc disc = plain_disc({300});
    disc.remarks = {"REM DATE 2026", "GENRE Rock", "rem x", "REMIX", "two\nlines", "REM \x13 y", ""};
    const Disc fitting = held(disc);
    EXPECT_THAT(fitting.remarks, ElementsAre("REM DATE 2026", "REM GENRE Rock", "REM x", "REM REMIX",
                                             "REM two lines", "REM y", "REM"));
    EXPECT_EQ(parse_cue_sheet("x.cue", cue_sheet_of(fitting, "x.bin", "BINARY")).remarks, fitting.remarks);
}

} // namespace
} // namespace redbook
