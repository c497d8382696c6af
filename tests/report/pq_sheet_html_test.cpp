// The page as a reader without eyes sees it; tests/cli/pq_sheet_test.py holds it against other programs.
#include "redbook/report/pq_sheet_html.h"

#include <random>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/page_kit.h"
#include "tests/report/pq_kit.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::album;
using test::fact;
using test::kWhen;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string pq_page(const Disc& disc, PqSheetNotes notes = {kWhen, "Redbook 9.9", "", {}}) {
    return pq_sheet_html(pq_sheet({.path = "night.cue", .kind = "CUE sheet", .disc = disc}, notes));
}

// The cells of every row of the table's bodies, joined by '|'.
std::vector<std::string> pq_rows(const std::string& page) {
    const std::string table = page.substr(page.find("</thead>"));
    const std::regex row("<tr[^>]*>(.*?)</tr>"), end_of_cell("</td>"), tag("<[^>]*>");
    std::vector<std::string> rows;
    for (std::sregex_iterator it(table.begin(), table.end(), row), end; it != end; ++it) {
        const std::string cells = std::regex_replace((*it)[1].str(), end_of_cell, "|");
        rows.push_back(std::regex_replace(cells, tag, " "));
    }
    for (std::string& r : rows) {
        r = std::regex_replace(r, std::regex(" +"), " ");
        r = std::regex_replace(r, std::regex(" ?\\| ?"), "|");
        r = std::regex_replace(r, std::regex("^ "), "");
    }
    return rows;
}

TEST(PqSheetHtml, ALongOneSaysOnEachPageWhoseItIs) {
    Disc disc = test::plain_disc(std::vector<int32_t>(99, 300));
    disc.mcn = Mcn::parse("4006381333931");
    edit_album_texts(disc) = {"Night & Day", "The Band", "", "", "", ""};
    EXPECT_THAT(pq_page(disc),
                HasSubstr("<tfoot>\n<tr><td class=\"more\" colspan=\"11\">Night &amp; Day, The Band, UPC/EAN "
                          "4006381333931</td></tr>\n</tfoot>\n</table>"));
    EXPECT_THAT(pq_page(test::plain_disc(std::vector<int32_t>(99, 300))),
                HasSubstr(">night.cue</td></tr>\n</tfoot>"));
    EXPECT_THAT(pq_page(album()), Not(HasSubstr("<tfoot>")));
}

TEST(PqSheetHtml, HasARowForEveryIndexWithItsTimesAndForEveryTrackWhatTheDiscSaysOfIt) {
    EXPECT_THAT(
        pq_rows(pq_page(album())),
        ElementsAre(
            "01|00|00:00:00|-00:02:00|00:02:00|pause|",
            "01|01|00:02:00|00:00:00|00:04:00|One||no|prohibited|2||",
            "02|00|00:06:00|-00:02:00|00:02:00|pause|",
            "02|01|00:08:00|00:00:00|00:05:25|Two A Guest, Bach (composer)|DEXYZ2600002|yes|permitted|2||",
            "03|00|00:13:25|-00:00:30|00:00:30|pause, the last 00:00:20 of it with audio|",
            "03|01|00:13:55|00:00:00|00:06:50|||no|SCMS|4||", "03|02|00:15:05|00:01:25|00:02:25||",
            "03|03|00:17:30|00:03:50|00:03:00||", "Lead-out|00:20:30||"));
}

TEST(PqSheetHtml, SaysOfTheDiscWhatAPlantAsksFor) {
    const std::string page = pq_page(album());
    EXPECT_EQ(fact(page, "UPC/EAN \\(MCN\\)"), "4006381333931");
    EXPECT_EQ(fact(page, "Tracks"), "3");
    EXPECT_EQ(fact(page, "Total time"), "00:18:30");
    EXPECT_EQ(fact(page, "Lead-out"), "00:20:30");
    EXPECT_EQ(fact(page, "CD-TEXT"), "ISO 8859-1");
    EXPECT_EQ(fact(page, "Master"), "night.cue (CUE sheet)");
    EXPECT_EQ(fact(page, "MusicBrainz disc id"), ids_of(toc_of(album())).musicbrainz);
    EXPECT_EQ(fact(page, "freedb"), ids_of(toc_of(album())).freedb);
    EXPECT_EQ(fact(page, "AccurateRip"), to_string(ids_of(toc_of(album())).accurate_rip));
    EXPECT_THAT(page, HasSubstr("<h1>Night Music</h1><p class=\"artist\">The Band</p>"));
    EXPECT_THAT(page, HasSubstr("PQ sheet</strong><br/>2026-11-25 09:46 UTC</p>"));
    EXPECT_THAT(page, HasSubstr("<p>Made by Redbook 9.9.</p>"));
}

TEST(PqSheetHtml, ShowsWhatIsDeliveredAndNoPathOfThisMachine) {
    DiscReport report{.path = "/home/me/night.ddp/", .kind = "DDP 2.00 set", .disc = test::plain_disc({300})};
    report.md5 = "dd89c874714f94418b20feea4d9b2ac6";
    PqSheetNotes notes;
    notes.delivery = {"Blue", "BL-7", "The Client", "An Engineer", "a@b.example", "Rush & ship", "AB-123"};
    const std::string page = pq_sheet_html(pq_sheet(report, notes));
    EXPECT_EQ(fact(page, "Label"), "Blue");
    EXPECT_EQ(fact(page, "Catalogue number"), "BL-7");
    EXPECT_EQ(fact(page, "Client"), "The Client");
    EXPECT_EQ(fact(page, "Engineer"), "An Engineer");
    EXPECT_EQ(fact(page, "Contact"), "a@b.example");
    EXPECT_EQ(fact(page, "Notes"), "Rush &amp; ship");
    EXPECT_EQ(fact(page, "Master ID"), "AB-123");
    EXPECT_EQ(fact(page, "Master"), "night.ddp/ (DDP 2.00 set)");
    EXPECT_EQ(fact(page, "MD5 of the audio file"), "dd89c874714f94418b20feea4d9b2ac6");
    EXPECT_THAT(page, Not(HasSubstr("/home")));
}

TEST(PqSheetHtml, HasTheChecksumsWhereTheyAreKnown) {
    DiscReport report{
        .path = "x", .kind = "stash", .disc = test::plain_disc({300, 300}), .capacity = kDefaultCapacity};
    EXPECT_EQ(fact(pq_sheet_html(pq_sheet(report, {})), "CRC-32 of the disc"), "");
    report.crcs = {1, 0xABCDEF01};
    report.crc = 0x12;
    const std::string page = pq_sheet_html(pq_sheet(report, {}));
    EXPECT_EQ(fact(page, "CRC-32 of the disc"), "00000012");
    EXPECT_EQ(pq_rows(page)[1], "01|01|00:02:00|00:00:00|00:04:00|||no|prohibited|2|00000001|");
    EXPECT_EQ(pq_rows(page)[2], "02|01|00:06:00|00:00:00|00:04:00|||no|prohibited|2|ABCDEF01|");
}

TEST(PqSheetHtml, TellsWhatWasProvenAndWhatTheMasterDoesNotHold) {
    Disc disc = test::plain_disc({300});
    disc.remarks = {"REM GENRE Jazz"};
    const std::string page = pq_page(disc, {kWhen, "Redbook 9.9", "read back: verified", {"Not held: MCN"}});
    EXPECT_EQ(fact(page, "Proof"), "read back: verified");
    EXPECT_THAT(
        page, HasSubstr("<h2>Remarks</h2>\n<ul>\n<li>Not held: MCN</li>\n<li>REM GENRE Jazz</li>\n</ul>\n"));
    EXPECT_THAT(pq_page(test::plain_disc({300})), Not(HasSubstr("Remarks")));
}

TEST(PqSheetHtml, OfADiscWithoutTextsIsHeadedByItsName) {
    const std::string page = pq_page(test::plain_disc({300}));
    EXPECT_THAT(page, HasSubstr("<title>PQ sheet: night.cue</title>"));
    EXPECT_EQ(fact(page, "UPC/EAN \\(MCN\\)"), "none");
    EXPECT_EQ(fact(page, "CD-TEXT"), "none");
}

TEST(PqSheetHtml, TellsATitleInEveryLanguage) {
    Disc disc = test::plain_disc({300});
    disc.text_blocks = {{0x09, Charset::latin1, {}, "", 0, "", "", false},
                        {0x69, Charset::ms_jis, {}, "", 0, "", "", false}};
    disc.tracks[0].texts = {{"Night", "", "", "", "", ""}, {"夜", "", "", "", "", ""}};
    const std::string page = pq_page(disc);
    EXPECT_EQ(fact(page, "CD-TEXT"), "2 languages: ISO 8859-1, MS-JIS");
    EXPECT_THAT(page, HasSubstr("<strong>Night</strong><br/><strong>夜</strong></td>"));
}

TEST(PqSheetHtml, OfTrackAtOnceHasTheTimesOfTheRecording) {
    Disc disc = test::plain_disc({300, 300});
    disc.mode = Mode::tao;
    EXPECT_THAT(pq_rows(pq_page(disc)),
                ElementsAre("01|00|00:00:00|-00:02:00|00:02:00|pause|",
                            "01|01|00:02:00|00:00:00|00:04:02|||no|prohibited|2||",
                            "02|00|00:06:02|-00:02:00|00:02:00|pause|",
                            "02|01|00:08:02|00:00:00|00:04:02|||no|prohibited|2||", "Lead-out|00:12:04||"));
}

TEST(PqSheetHtml, CountsTracksFromTheFirstOnesNumber) {
    Disc disc = test::plain_disc({300, 300});
    disc.first_track = 12;
    EXPECT_EQ(fact(pq_page(disc), "Tracks"), "2 (12 to 13)");
    EXPECT_THAT(pq_rows(pq_page(disc)).back(), "Lead-out|00:10:00||");
    EXPECT_THAT(pq_rows(pq_page(disc))[2], testing::StartsWith("13|01|"));
}

// Elements open and close in order; what is between them holds no markup. Names of what is left open.
std::vector<std::string> left_open(const std::string& page) {
    std::vector<std::string> open;
    const std::regex tag("<(/?)([a-z0-9]+)[^<>]*?(/?)>");
    for (std::sregex_iterator it(page.begin(), page.end(), tag), end; it != end; ++it) {
        if ((*it)[3].length() > 0) continue;
        if ((*it)[1].length() == 0)
            open.push_back((*it)[2]);
        else if (!open.empty() && open.back() == (*it)[2])
            open.pop_back();
        else
            return {"</" + (*it)[2].str()};
    }
    return open;
}

TEST(PqSheetHtml, NoTextCanBreakThePage) {
    std::mt19937 random(7);
    const std::string_view pieces[] = {"</td></tr></table>",
                                       "<script>alert(1)</script>",
                                       "\"",
                                       "'",
                                       "&amp;",
                                       "<!--",
                                       "]]>",
                                       "</style>",
                                       "\x01",
                                       "\n",
                                       "é",
                                       "\xFF",
                                       "{}",
                                       "{0}",
                                       "%s"};
    const size_t elements = pq_rows(pq_page(album())).size();
    for (int n = 0; n < 300; ++n) {
        const auto hostile = [&] {
            std::string text;
            for (auto i = random() % 5; i > 0; --i) text += pieces[random() % std::size(pieces)];
            return text;
        };
        Disc disc = album();
        for (const TextField& field : kTextFields) {
            edit_album_texts(disc).*field.member = hostile();
            edit_track_texts(disc, random() % 3).*field.member = hostile();
        }
        disc.text_blocks[0].disc_id = hostile();
        disc.remarks = {hostile()};
        const std::string page = pq_page(disc, {kWhen, hostile(), hostile(), {hostile()}});
        ASSERT_THAT(left_open(page), IsEmpty()) << page;
        ASSERT_EQ(pq_rows(page).size(), elements) << page;
        ASSERT_THAT(page, Not(HasSubstr("<script")));
    }
}

TEST(PqSheetHtml, AsksForNothingThatLiesElsewhere) {
    const std::string page = pq_page(album());
    for (const char* word : {"src=", "href=", "url(", "@import", "<link", "<script", "onload"})
        EXPECT_THAT(page, Not(HasSubstr(word)));
}

} // namespace
} // namespace redbook
