#include "redbook/report/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(TextTable, LinesColumnsUpAndLeavesEmptyOnesOut) {
    TextTable table({{"#", Cells::right}, {"start", Cells::left, "mm:ss:ff"}, {"flags"}, {"title"}});
    table.add({"9", "00:02:00", "", "\u6771\u4eac"});
    table.add({"10", "00:06:00", "", "Two"});
    EXPECT_EQ(table.text(80), "   #  start     title\n"
                              "      mm:ss:ff\n"
                              "   9  00:02:00  \u6771\u4eac\n"
                              "  10  00:06:00  Two\n");
}

TEST(TextTable, WrapsTextsAtBlanksAndLongWordsWhereTheLineEnds) {
    TextTable table({{"#"}, {"title", Cells::text}});
    table.add({"1", "A title with more words than fit"});
    table.add({"2", std::string(30, 'x') + " y"});
    table.add({"3", "\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771"});
    EXPECT_EQ(table.text(29),
              "  #  title\n"
              "  1  A title with more words\n"
              "     than fit\n"
              "  2  xxxxxxxxxxxxxxxxxxxxxxxx\n"
              "     xxxxxx y\n"
              "  3  \u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\n"
              "     \u6771\n");
    EXPECT_EQ(table.text(0),
              "  #  title\n"
              "  1  A title with more words than fit\n"
              "  2  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y\n"
              "  3  \u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\u4eac\u6771\n");
}

TEST(TextTable, ContinuesBelowWithColumnsForWhichThereIsNoRoom) {
    TextTable table({{"#"}, {"first"}, {"second"}, {"third", Cells::right, "s"}});
    table.add({"1", "aaaaaaaa", "bbbbbbbb", "1.0"});
    table.add({"2", "aaaaaaaa", "bbbbbbbb", ""});
    EXPECT_EQ(table.text(16), "  #  first\n"
                              "  1  aaaaaaaa\n"
                              "  2  aaaaaaaa\n"
                              "  #  second\n"
                              "  1  bbbbbbbb\n"
                              "  2  bbbbbbbb\n"
                              "  #  third\n"
                              "         s\n"
                              "  1    1.0\n");
}

TEST(TextTable, SharesWhatIsLeftOfTheLineAmongTexts) {
    TextTable table({{"#"}, {"a", Cells::text}, {"b", Cells::text}});
    table.add({"1", std::string(40, 'a'), std::string(26, 'b')});
    EXPECT_EQ(table.text(65), "  #  " + std::string("a") + std::string(31, ' ') + "  b\n" + "  1  " +
                                  std::string(32, 'a') + "  " + std::string(26, 'b') + "\n     " +
                                  std::string(8, 'a') + "\n");
}

TEST(TextTable, CountsTheColumnsOfATerminal) {
    EXPECT_EQ(display_width("abc"), 3);
    EXPECT_EQ(display_width("\u00e9t\u00e9"), 3);
    EXPECT_EQ(display_width("\u6771\u4eac"), 4);
    EXPECT_EQ(display_width("e\u0301"), 1);
    EXPECT_EQ(display_width("\xC3"), 1) << "a torn sequence is no trap";
}

} // namespace
} // namespace redbook
