#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/image/cdtext/text_sheet_syntax.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using test::error_of;

TEST(TextSheetSyntax, SplitsAFileIntoSheetsOfItemsWithTheirLines) {
    const auto sheets =
        parse_text_sheets("x.v07t", "\nInput Sheet Version = 0.7T\r\n  album\tTitle=  A = B \r\n"
                                    "Artist Name =\rRemarks = none\n\n"
                                    "INPUT SHEET VERSION = 0.7t\nTrack 01 Title = One");
    ASSERT_EQ(sheets.size(), 2u);
    EXPECT_EQ(sheets[0].line, 2);
    ASSERT_EQ(sheets[0].items.size(), 1u);
    EXPECT_EQ(sheets[0].items[0].name, "album\tTitle");
    EXPECT_EQ(sheets[0].items[0].key, "ALBUMTITLE");
    EXPECT_EQ(sheets[0].items[0].value, "A = B");
    EXPECT_EQ(sheets[0].items[0].line, 3);
    EXPECT_EQ(sheets[1].line, 7);
    ASSERT_EQ(sheets[1].items.size(), 1u);
    EXPECT_EQ(sheets[1].items[0].line, 8);
}

TEST(TextSheetSyntax, KnowsASheetByTheLineOfItsVersion) {
    EXPECT_TRUE(looks_like_text_sheet("Input Sheet Version = 0.7T"));
    EXPECT_TRUE(looks_like_text_sheet("\xEF\xBB\xBF\n\n  input sheet version=0.9\n"));
    EXPECT_FALSE(looks_like_text_sheet("TITLE \"Input Sheet Version\"\n"));
    EXPECT_FALSE(looks_like_text_sheet(""));
    EXPECT_FALSE(looks_like_text_sheet(std::string(1024, '\n') + "Input Sheet Version = 0.7T"));
}

TEST(TextSheetSyntax, RefusesAFileThatIsTooLarge) {
    const std::string large(kLargestTextSheet + 1, '\n');
    EXPECT_EQ(error_of(Errc::malformed, [&] { parse_text_sheets("x.v07t", large); }),
              "x.v07t: is larger than 1 MiB, which no text sheet is");
}

} // namespace
} // namespace redbook
