// What can be told of the file itself; tests/cli/pq_sheet_test.py reads it with other programs.
#include "redbook/report/pq_sheet_pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/page_kit.h"
#include "tests/report/pq_kit.h"

namespace redbook {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct PdfOfSheet {
    std::string file;
    std::vector<std::string> warnings;
};

PdfOfSheet pdf_of(const Disc& disc) {
    PdfOfSheet pdf;
    pdf.file = pq_sheet_pdf(
        pq_sheet({.path = "night.cue", .kind = "CUE sheet", .disc = disc}, {test::kWhen, "Redbook 9.9"}),
        pdf.warnings);
    return pdf;
}

size_t count(const std::string& text, const std::string& part) {
    size_t n = 0;
    for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
    return n;
}

TEST(PqSheetPdf, CanBeWrittenHere) { EXPECT_EQ(pq_sheet_pdf_missing(), ""); }

TEST(PqSheetPdf, TheSameSheetGivesTheSameBytes) {
    EXPECT_EQ(pdf_of(test::album()).file, pdf_of(test::album()).file);
}

TEST(PqSheetPdf, HasItsTitleAndAsManyPagesAsItNeeds) {
    const std::string file = pdf_of(test::album()).file;
    EXPECT_THAT(file, HasSubstr("/Title (PQ sheet: Night Music)"));
    EXPECT_EQ(count(file, "/Type /Page %"), 1u);
    Disc twenty = test::plain_disc(std::vector<int32_t>(20, 300));
    for (size_t k = 1; k < 20; ++k) twenty.tracks[k].pause = {150};
    EXPECT_EQ(count(pdf_of(twenty).file, "/Type /Page %"), 1u);
    Disc many = test::plain_disc(std::vector<int32_t>(99, 300));
    EXPECT_EQ(count(pdf_of(many).file, "/Type /Page %"), 2u);
}

TEST(PqSheetPdf, ATrackThatIsLongerThanAPageIsParted) {
    Disc disc = test::plain_disc({10000});
    for (int32_t n = 1; n < 99; ++n) disc.tracks[0].indexes.push_back({n * 100});
    EXPECT_EQ(count(pdf_of(disc).file, "/Type /Page %"), 2u);
}

TEST(PqSheetPdf, WarnsOfTextsThatItDoesNotShowAsTheyAre) {
    Disc disc = test::plain_disc({300});
    edit_track_texts(disc, 0).title = "\U0010FFFD";
    edit_track_texts(disc, 0).message = std::string(9000, 'A');
    EXPECT_THAT(pdf_of(disc).warnings,
                ElementsAre(testing::StartsWith("no installed font can show all of \"\U0010FFFD\""),
                            testing::EndsWith("...\" is cut after 40 lines; .html shows all of it")));
    EXPECT_THAT(pdf_of(test::album()).warnings, testing::IsEmpty());
}

} // namespace
} // namespace redbook
