#include "redbook/report/pq_sheet.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/page_kit.h"
#include "tests/report/pq_kit.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using test::album;
using test::kWhen;
using testing::ElementsAre;

PqSheet pq_sheet_of(const Disc& disc, const PqSheetNotes& notes = {}) {
    return pq_sheet({.path = "out/night.cue", .kind = "CUE sheet", .disc = disc}, notes);
}

std::string pq_fact(const PqSheet& sheet, std::string_view name) {
    for (const PqFact& fact : sheet.facts)
        if (fact.name == name) return fact.value;
    return "there is no such fact";
}

TEST(PqSheet, HasARowForEveryIndexAndTheLeadOut) {
    std::vector<std::string> rows;
    for (const PqRow& row : pq_sheet_of(album()).rows)
        rows.push_back(fmt::format("{} {} {} {}", row.track, row.index, fmt::join(time_cells(row), " "),
                                   row.about ? row.about->copy : row.remark));
    EXPECT_THAT(
        rows,
        ElementsAre("01 00 00:00:00 -00:02:00 00:02:00 pause", "01 01 00:02:00 00:00:00 00:04:00 prohibited",
                    "02 00 00:06:00 -00:02:00 00:02:00 pause", "02 01 00:08:00 00:00:00 00:05:25 permitted",
                    "03 00 00:13:25 -00:00:30 00:00:30 pause, the last 00:00:20 of it with audio",
                    "03 01 00:13:55 00:00:00 00:06:50 SCMS", "03 02 00:15:05 00:01:25 00:02:25 ",
                    "03 03 00:17:30 00:03:50 00:03:00 ", "Lead-out  00:20:30   "));
}

TEST(PqSheet, SaysOfATrackWhatTheDiscSaysBeyondTheAlbum) {
    const PqTrack track = pq_sheet_of(album()).rows[3].about.value();
    ASSERT_EQ(track.lines.size(), 1u);
    EXPECT_EQ(track.lines[0].title, "Two");
    EXPECT_EQ(track.lines[0].more, "A Guest, Bach (composer)");
    EXPECT_EQ(track.texts[0].performer, "A Guest");
    EXPECT_EQ(track.isrc, "DEXYZ2600002");
    EXPECT_EQ(track.emphasis, "yes");
    EXPECT_EQ(track.channels, "2");
    EXPECT_EQ(track.crc, "");
}

TEST(PqSheet, SaysWhoseItIs) {
    const PqSheet sheet = pq_sheet_of(album(), {.made_ns = kWhen, .made_by = "Redbook 9.9"});
    EXPECT_EQ(sheet.title, "Night Music");
    EXPECT_EQ(sheet.artist, "The Band");
    EXPECT_EQ(sheet.whose, "Night Music, The Band, UPC/EAN 4006381333931");
    EXPECT_EQ(sheet.made_ns, kWhen);
    EXPECT_EQ(sheet.made_by, "Redbook 9.9");
    EXPECT_THAT(sheet.languages, ElementsAre("English"));
    EXPECT_EQ(pq_sheet_of(test::plain_disc({300})).whose, "night.cue");
}

TEST(PqSheet, KeepsFactsThatAreNotKnownWithoutAValue) {
    EXPECT_EQ(pq_fact(pq_sheet_of(album()), "MD5 of the audio file"), "");
    EXPECT_EQ(pq_fact(pq_sheet_of(album()), "Label"), "");
    EXPECT_EQ(pq_fact(pq_sheet_of(album()), "Master"), "night.cue (CUE sheet)");
}

TEST(PqSheet, ReplacesInEveryTextWhatNoPageMayHold) {
    Disc disc = test::plain_disc({300});
    edit_album_texts(disc).title = "A\x01";
    edit_track_texts(disc, 0).title = "B\n";
    disc.remarks = {"C\xFF"};
    const PqSheet sheet = pq_sheet_of(disc, {.made_by = "D\t", .delivery = {.label = "E\x7F"}});
    EXPECT_EQ(sheet.title, "A\uFFFD");
    EXPECT_EQ(sheet.rows[1].about->lines[0].title, "B\uFFFD");
    EXPECT_EQ(sheet.rows[1].about->texts[0].title, "B\uFFFD");
    EXPECT_THAT(sheet.remarks, ElementsAre("C\uFFFD"));
    EXPECT_EQ(sheet.made_by, "D\uFFFD");
    EXPECT_EQ(pq_fact(sheet, "Label"), "E\uFFFD");
}

TEST(PqSheet, OfADiscWithoutTracksIsRefused) {
    EXPECT_EQ(test::error_of(Errc::breaks_rule, [] { pq_sheet_of({}); }),
              "out/night.cue: a PQ sheet is of tracks, and there is none; stage one first");
}

} // namespace
} // namespace redbook
