#include "redbook/report/pdf_canvas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/page_kit.h"

namespace redbook {
namespace {

using test::kWhen;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const PdfDocument kDocument{"Title", "Author", "Subject", "Redbook 9.9", kWhen};

std::string page_with(const std::string& text) {
    std::string file;
    PdfCanvas canvas(&file, kDocument);
    canvas.draw(canvas.set(text, {10}), 50, 50);
    canvas.rule(50, 80, 100, 1);
    canvas.end_page();
    canvas.finish();
    return file;
}

TEST(PdfCanvas, MakesAFileThatSaysWhatItIsAndWhen) {
    const std::string file = page_with("Night");
    EXPECT_THAT(file, StartsWith("%PDF-1."));
    EXPECT_THAT(file, EndsWith("%%EOF\n"));
    EXPECT_THAT(file, HasSubstr("/Title (Title)"));
    EXPECT_THAT(file, HasSubstr("/Author (Author)"));
    EXPECT_THAT(file, HasSubstr("/Creator (Redbook 9.9)"));
    EXPECT_THAT(file, HasSubstr("/CreationDate (D:20261125094640"));
}

TEST(PdfCanvas, TheSameCallsGiveTheSameBytes) { EXPECT_EQ(page_with("Night"), page_with("Night")); }

TEST(PdfCanvas, WrapsATextAtItsWidth) {
    PdfCanvas canvas(nullptr, kDocument);
    const std::string text = "a title that is much longer than its column is wide";
    const PdfText line = canvas.set(text, {10}), wrapped = canvas.set(text, {10}, 60);
    EXPECT_GT(line.width, 100);
    EXPECT_LE(wrapped.width, 60);
    EXPECT_GT(wrapped.height, 3 * line.height);
    EXPECT_LT(wrapped.baseline, line.height);
    EXPECT_LE(canvas.set(std::string(200, 'A'), {10}, 60).width, 60) << "a word without blanks too";
    EXPECT_THAT(canvas.warnings(), IsEmpty());
}

TEST(PdfCanvas, CutsATextOfMoreThanFortyLinesAndSaysSo) {
    PdfCanvas canvas(nullptr, kDocument);
    const double line = canvas.set("A", {10}).height;
    EXPECT_LE(canvas.set(std::string(2000, 'A'), {10}, 60).height, (kPdfMostLines + 1) * line);
    EXPECT_THAT(canvas.warnings(), ElementsAre("\"" + std::string(30, 'A') +
                                               "...\" is cut after 40 lines; .html shows all of it"));
}

TEST(PdfCanvas, WarnsOfTextsThatNoFontCanShow) {
    const std::string no_ones = "\U0010FFFD"; // for private use: no font of a distribution has it
    PdfCanvas canvas(nullptr, kDocument);
    canvas.set("A" + no_ones, {10});
    EXPECT_THAT(canvas.warnings(), ElementsAre("no installed font can show all of \"A" + no_ones +
                                               "\"; install fonts-noto-core"));
    canvas.set("A" + no_ones, {12});
    EXPECT_EQ(canvas.warnings().size(), 1u) << "the same text is not reported twice";
    canvas.set("B" + no_ones, {10});
    EXPECT_THAT(canvas.warnings(), ElementsAre("no installed font can show all of \"A" + no_ones +
                                               "\" and another text; install fonts-noto-core"));
    canvas.set("C" + no_ones, {10});
    EXPECT_THAT(canvas.warnings(), ElementsAre("no installed font can show all of \"A" + no_ones +
                                               "\" and 2 other texts; install fonts-noto-core"));
}

} // namespace
} // namespace redbook
