// The table as a parser of RFC 4180 reads it; tests/cli/pq_sheet_test.py holds it against another one.
#include "redbook/report/pq_sheet_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/page_kit.h"
#include "tests/report/pq_kit.h"

namespace redbook {
namespace {

using test::album;
using test::kWhen;
using testing::ElementsAre;
using testing::HasSubstr;

std::string csv_of(const Disc& disc, const PqSheetNotes& notes = {kWhen, "Redbook 9.9"}) {
    return pq_sheet_csv(pq_sheet({.path = "night.cue", .kind = "CUE sheet", .disc = disc}, notes));
}

std::vector<std::vector<std::string>> parsed(const std::string& csv) {
    std::vector<std::vector<std::string>> rows{{""}};
    bool in_quotes = false;
    for (size_t i = 0; i < csv.size(); ++i) {
        std::string& cell = rows.back().back();
        if (in_quotes && csv.compare(i, 2, "\"\"") == 0)
            cell += csv[++i];
        else if (csv[i] == '"')
            in_quotes = !in_quotes;
        else if (!in_quotes && csv[i] == ',')
            rows.back().emplace_back();
        else if (!in_quotes && csv.compare(i, 2, "\r\n") == 0)
            rows.push_back({""}), ++i;
        else
            cell += csv[i];
    }
    rows.pop_back();
    return rows;
}

// What a row says under a head.
std::string cell_of(const std::string& csv, size_t row, const std::string& head) {
    const auto rows = parsed(csv);
    for (size_t c = 0; c < rows[0].size(); ++c)
        if (rows[0][c] == head) return rows.at(row).at(c);
    return "there is no column " + head;
}

TEST(PqSheetCsv, HasHeadsWithUnits) {
    EXPECT_THAT(
        parsed(csv_of(album()))[0],
        ElementsAre("Track", "Index", "Absolute (mm:ss:ff)", "Absolute (LBA)", "In track (mm:ss:ff)",
                    "Length (mm:ss:ff)", "Length (blocks)", "Remark", "Title", "Performer", "Songwriter",
                    "Composer", "Arranger", "Message", "ISRC", "Pre-emphasis", "Copy", "Channels",
                    "CRC-32 (hexadecimal)", "Album title", "Album performer", "Label", "Catalogue number",
                    "Client", "Engineer", "Contact", "Notes", "Master ID", "UPC/EAN (MCN)", "Tracks",
                    "Total time (mm:ss:ff)", "Lead-out (mm:ss:ff)", "CRC-32 of the disc (hexadecimal)",
                    "CD-TEXT", "Catalogue text", "freedb", "AccurateRip", "MusicBrainz disc id", "Master",
                    "MD5 of the audio file (hexadecimal)", "Proof", "Remarks", "Made (UTC)", "Made by"));
}

TEST(PqSheetCsv, HasARowForEachIndexAndTheLeadOut) {
    std::vector<std::string> rows;
    for (const auto& row : parsed(csv_of(album()))) {
        std::string text;
        for (size_t c = 0; c < 18; ++c) text += (c == 0 ? "" : "|") + row[c];
        rows.push_back(text);
    }
    rows.erase(rows.begin());
    EXPECT_THAT(rows,
                ElementsAre("01|00|00:00:00|-150|-00:02:00|00:02:00|150|pause||||||||||",
                            "01|01|00:02:00|0|00:00:00|00:04:00|300||One|The Band||||||no|prohibited|2",
                            "02|00|00:06:00|300|-00:02:00|00:02:00|150|pause||||||||||",
                            "02|01|00:08:00|450|00:00:00|00:05:25|400||Two|A Guest||Bach|||DEXYZ2600002|yes|"
                            "permitted|2",
                            "03|00|00:13:25|850|-00:00:30|00:00:30|30|pause, the last 00:00:20 of it with "
                            "audio||||||||||",
                            "03|01|00:13:55|880|00:00:00|00:06:50|500|||||||||no|SCMS|4",
                            "03|02|00:15:05|980|00:01:25|00:02:25|175|||||||||||",
                            "03|03|00:17:30|1155|00:03:50|00:03:00|225|||||||||||",
                            "Lead-out||00:20:30|1380||||||||||||||"));
}

TEST(PqSheetCsv, HasTheSameFactsInEveryRow) {
    for (size_t row = 1; row <= 9; ++row) {
        EXPECT_EQ(cell_of(csv_of(album()), row, "Album title"), "Night Music");
        EXPECT_EQ(cell_of(csv_of(album()), row, "UPC/EAN (MCN)"), "4006381333931");
        EXPECT_EQ(cell_of(csv_of(album()), row, "Total time (mm:ss:ff)"), "00:18:30");
        EXPECT_EQ(cell_of(csv_of(album()), row, "Made (UTC)"), "2026-11-25T09:46:40Z");
    }
}

TEST(PqSheetCsv, HasOneColumnForEachTextOfEachLanguage) {
    Disc disc = test::plain_disc({300});
    disc.text_blocks = {{0x09, Charset::latin1, {}, "", 0, "", "", false},
                        {0x69, Charset::ms_jis, {}, "", 0, "", "", false}};
    disc.tracks[0].texts = {{"Night", "", "", "", "", ""}, {"夜", "楽団", "", "", "", ""}};
    EXPECT_EQ(cell_of(csv_of(disc), 2, "Title"), "Night");
    EXPECT_EQ(cell_of(csv_of(disc), 2, "Title (Japanese)"), "夜");
    EXPECT_EQ(cell_of(csv_of(disc), 2, "Performer (Japanese)"), "楽団");
    EXPECT_EQ(cell_of(csv_of(disc), 1, "Title (Japanese)"), "");
}

TEST(PqSheetCsv, QuotesWhatWouldEndACell) {
    Disc disc = test::plain_disc({300});
    edit_track_texts(disc, 0).title = "\"Hot\", cold";
    EXPECT_THAT(csv_of(disc), HasSubstr(",\"\"\"Hot\"\", cold\","));
    EXPECT_EQ(cell_of(csv_of(disc), 2, "Title"), "\"Hot\", cold");
}

TEST(PqSheetCsv, NoTextIsAFormulaAndTakingOneApostropheAwayGivesItBack) {
    for (const std::string text : {"=cmd|' /C calc'!A0", "+44", "-", "@home", "＝1+1", "'=1", "''-1"}) {
        Disc disc = test::plain_disc({300});
        edit_track_texts(disc, 0).title = text;
        const std::string csv = csv_of(disc, {.delivery = {.label = text}});
        EXPECT_EQ(cell_of(csv, 2, "Title"), "'" + text);
        EXPECT_EQ(cell_of(csv, 2, "Label"), "'" + text);
    }
    for (const std::string text : {"A = B", "'n' roll", "", "1-2"}) {
        Disc disc = test::plain_disc({300});
        edit_track_texts(disc, 0).title = text;
        EXPECT_EQ(cell_of(csv_of(disc), 2, "Title"), text);
    }
}

} // namespace
} // namespace redbook
