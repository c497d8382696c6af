// The page as a reader without eyes sees it; tests/cli/burn_report_test.py holds it against other programs.
#include "redbook/report/burn_report.h"

#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/page_kit.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::fact;
using test::kWhen;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Report verified() {
    Disc disc = test::plain_disc({300, 400});
    edit_album_texts(disc) = {"Night Music", "The Band", "", "", "", ""};
    edit_track_texts(disc, 0).title = "One <1>";
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    Report report;
    report.discs.push_back({.path = "/dev/sr0",
                            .kind = "recording",
                            .disc = disc,
                            .capacity = kDefaultCapacity,
                            .crcs = {0x1234, 0xABCDEF01},
                            .crc = 0xFF});
    report.recording =
        RecordingReport{.drive = {.path = "/dev/sr0",
                                  .vendor = "PLEXTOR",
                                  .model = "PX-716A",
                                  .revision = "1.11",
                                  .medium = MediumReport{"CD-R", true, false, false, {359849}}},
                        .seconds = 18.5,
                        .speed = 15.97,
                        .write_offset = {30},
                        .read_offset = {-30}};
    report.comparison = Comparison{{{"TOC", ItemState::equal, ""},
                                    {"MCN", ItemState::not_checkable, "the drive tells none"},
                                    {"audio of track 1", ItemState::equal, ""},
                                    {"audio of track 2", ItemState::equal, ""}},
                                   Verdict::verified};
    return report;
}

std::string report_page(const Report& report) { return burn_report(report, kWhen, "Redbook 9.9"); }

// The cells of every row of all tables' bodies, joined by '|'.
std::vector<std::string> report_rows(const std::string& page) {
    const std::regex row("<tbody><tr>(.*?)</tr></tbody>"), end_of_cell("</td>"), tag("<[^>]*>");
    std::vector<std::string> rows;
    for (std::sregex_iterator it(page.begin(), page.end(), row), end; it != end; ++it)
        rows.push_back(std::regex_replace(std::regex_replace((*it)[1].str(), end_of_cell, "|"), tag, ""));
    return rows;
}

TEST(BurnReport, SaysWithWhatItWasRecordedAndWhatItIsWorth) {
    const std::string page = report_page(verified());
    EXPECT_THAT(page, HasSubstr("<h1>Night Music</h1><p class=\"artist\">The Band</p>"));
    EXPECT_EQ(fact(page, "Verdict"), "verified");
    EXPECT_EQ(fact(page, "Recorder"), "PLEXTOR PX-716A 1.11 (/dev/sr0)");
    EXPECT_EQ(fact(page, "Medium"), "CD-R, 79:57:74");
    EXPECT_EQ(fact(page, "Mode"), "Session-at-Once");
    EXPECT_EQ(fact(page, "Speed"), "16.0x, 00:19 (min:s)");
    EXPECT_EQ(fact(page, "Write offset"), "+30 samples");
    EXPECT_EQ(fact(page, "Read offset"), "-30 samples");
    EXPECT_EQ(fact(page, "Copy"), "") << "there is only one";
    EXPECT_EQ(fact(page, "Total time"), "00:09:25");
    EXPECT_EQ(fact(page, "CRC-32 of the disc"), "000000FF");
}

TEST(BurnReport, HasARowForEveryTrackAndForEveryOtherItem) {
    EXPECT_THAT(report_rows(report_page(verified())),
                ElementsAre("01|00:02:00|00:04:00|One &lt;1&gt;||00001234|equal|",
                            "02|00:06:00|00:05:25||DEXYZ2600002|ABCDEF01|equal|", "TOC|equal||",
                            "MCN|not checkable|the drive tells none|"));
}

TEST(BurnReport, AudioThatDiffersStandsInBothTables) {
    Report report = verified();
    report.comparison->items[3] = {"audio of track 2", ItemState::differs, "track 2 at 00:01:00"};
    report.comparison->verdict = Verdict::differs;
    report.errors = {{Errc::differs, "/dev/sr0: what was read back differs"}};
    const std::string page = report_page(report);
    EXPECT_EQ(fact(page, "Verdict"), "differs");
    EXPECT_THAT(report_rows(page), testing::Contains("02|00:06:00|00:05:25||DEXYZ2600002|ABCDEF01|differs|"));
    EXPECT_THAT(report_rows(page), testing::Contains("audio of track 2|differs|track 2 at 00:01:00|"));
    EXPECT_THAT(page,
                HasSubstr("<h2>What went wrong</h2>\n<ul>\n<li>/dev/sr0: what was read back differs</li>"));
}

TEST(BurnReport, BlocksThatWereReadAgainAreCounted) {
    Report report = verified();
    EXPECT_EQ(fact(report_page(report), "Read again"), "");
    report.comparison->read_again = {75};
    EXPECT_EQ(fact(report_page(report), "Read again"), "75 blocks");
}

TEST(BurnReport, AnOffsetAndWhatItHidesAreTold) {
    Report report = verified();
    EXPECT_EQ(fact(report_page(report), "Offset found"), "none");
    report.comparison->offset = {-6};
    report.comparison->verdict = Verdict::not_verified;
    report.comparison->unread = {{"the first 6 samples of track 1"}, {6}, true};
    EXPECT_EQ(fact(report_page(report), "Offset found"), "-6 samples");
    EXPECT_EQ(fact(report_page(report), "Verdict"), "verified except the first 6 samples of track 1");
}

TEST(BurnReport, ARecordingThatFailedSaysWhy) {
    Report report = verified();
    report.discs.clear();
    report.comparison.reset();
    report.errors = {{Errc::device, "/dev/sr0: 3/0C/00: write error"}};
    const std::string page = report_page(report);
    EXPECT_THAT(page, HasSubstr("<h1>/dev/sr0</h1>"));
    EXPECT_EQ(fact(page, "Verdict"), "failed: /dev/sr0: 3/0C/00: write error");
    EXPECT_THAT(report_rows(page), testing::IsEmpty());
}

TEST(BurnReport, HiddenAudioHasARow) {
    Report report = verified();
    report.discs[0].disc.tracks[0].pregap = {320};
    EXPECT_THAT(
        report_rows(report_page(report)),
        testing::Contains(testing::StartsWith("00|00:02:00|00:04:20|hidden audio before track 1|||")));
}

TEST(BurnReport, ASimulationIsNoRecording) {
    Report report = verified();
    report.simulated = true;
    EXPECT_EQ(fact(report_page(report), "Verdict"), "simulated; nothing was written");
}

TEST(BurnReport, SaysWhyNothingWasComparedWhatIsMissingAndWhichCopyItIs) {
    Report report = verified();
    report.comparison = Comparison{};
    report.why_not_verified = "reading back was not asked for";
    report.lost = {"CD-TEXT (the drive refused it)"};
    report.warnings = {"a warning"};
    report.recording->copy = 2;
    report.recording->copies = 3;
    const std::string page = report_page(report);
    EXPECT_EQ(fact(page, "Verdict"), "not verified: reading back was not asked for");
    EXPECT_EQ(fact(page, "Copy"), "2 of 3");
    EXPECT_THAT(report_rows(page),
                testing::Contains("02|00:06:00|00:05:25||DEXYZ2600002|ABCDEF01|not compared|"));
    EXPECT_THAT(page, HasSubstr("<h2>Not on this disc</h2>\n<ul>\n<li>CD-TEXT (the drive refused it)</li>"));
    EXPECT_THAT(page, HasSubstr("<h2>Warnings</h2>\n<ul>\n<li>a warning</li>"));
    EXPECT_THAT(page, Not(HasSubstr("What went wrong")));
}

} // namespace
} // namespace redbook
