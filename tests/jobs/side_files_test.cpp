#include "redbook/jobs/side_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/jobs/check.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(SideFiles, AreRefusedBeforeTheWorkWhereTheyWouldReplaceWhatItIsAbout) {
    const test::TempFolder folder;
    test::write_file(folder / "a.cue", "");
    const auto refusal = [&](const SideFileOptions& options, const std::vector<std::string>& sources) {
        return error_of(options.pq_sheet == options.report ? Errc::bad_value : Errc::exists,
                        [&] { SideFiles(options, folder / "out.cue", false, sources); });
    };
    EXPECT_EQ(refusal({.pq_sheet = folder / "x", .report = folder / "x"}, {}),
              folder / "x" + ": is the PQ sheet; give the report another name");
    EXPECT_EQ(refusal({.pq_sheet = folder / "a.cue", .force = true}, {folder / "a.cue"}),
              folder / "a.cue" + ": is what the image is made from; give another name");
    EXPECT_EQ(error_of(Errc::bad_value,
                       [&] { SideFiles({.pq_sheet = folder / "out.cue"}, folder / "out.cue", false, {}); }),
              folder / "out.cue" + ": is the image itself; give another name");
}

TEST(SideFiles, InsideTheFolderThatIsWrittenAreKnownByName) {
    const test::TempFolder folder;
    const SideFiles sides({.pq_sheet = folder / "set/PQ.html", .report = folder / "report.json"},
                          folder / "set/", true, {});
    EXPECT_THAT(sides.names_inside(), ElementsAre("PQ.html"));
}

TEST(SideFiles, APqSheetIsOfTheDiscAsItIsRecorded) {
    const test::TempFolder folder;
    Album album = test::album_of(test::plain_disc({300, 400}));
    album.disc.mode = Mode::tao;
    const DiscReport described = describe(album, true);
    EXPECT_EQ(described.crc, checksum(album).crc);
    Report report;
    write_pq_sheet(album, described, {.pq_sheet = folder / "PQ.html"}, report);
    EXPECT_EQ(report.pq_sheet, folder / "PQ.html");
    EXPECT_THAT(test::read_file(folder / "PQ.html"), HasSubstr("00:08:02")) << "track 2, after the gap";
}

TEST(SideFiles, AReportIsJsonIfItsNameSaysSo) {
    Report report;
    report.discs.push_back({.path = "a.cue", .kind = {}, .disc = test::plain_disc({300})});
    EXPECT_THAT(report_text("x.JSON", report), testing::StartsWith("{"));
    EXPECT_THAT(report_text("x.html", report), testing::StartsWith("<!DOCTYPE html>"));
}

} // namespace
} // namespace redbook
