#include "redbook/report/pq_sheet_pdf.h"

#include "tests/support/expect_error.h"

namespace redbook {
namespace {

TEST(PqSheetPdfStub, SaysWhatTheBuildLacks) {
    std::vector<std::string> warnings;
    EXPECT_EQ(pq_sheet_pdf_missing(), "this build has no Pango and Cairo and writes no PDF; write .html");
    EXPECT_EQ(test::error_of(Errc::unsupported, [&] { pq_sheet_pdf({}, warnings); }), pq_sheet_pdf_missing());
}

} // namespace
} // namespace redbook
