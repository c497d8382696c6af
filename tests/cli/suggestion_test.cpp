#include "cli/suggestion.h"

#include <gtest/gtest.h>

namespace redbook::cli {
namespace {

TEST(Suggestion, IsTheNearestWordWithinTwoKeystrokes) {
    const std::vector<std::string> known{"info", "export", "edit", "--json", "--progress"};
    EXPECT_EQ(perhaps_meant("inof", known), "; perhaps 'info' was meant");
    EXPECT_EQ(perhaps_meant("exprot", known), "; perhaps 'export' was meant");
    EXPECT_EQ(perhaps_meant("exprots", known), "; perhaps 'export' was meant");
    EXPECT_EQ(perhaps_meant("--jsn", known), "; perhaps '--json' was meant");
    EXPECT_EQ(perhaps_meant("--progess", known), "; perhaps '--progress' was meant");
}

TEST(Suggestion, IsNotMadeForWordsThatAreFarFromAll) {
    const std::vector<std::string> known{"info", "edit", "-h", "--json"};
    for (const char* word : {"", "-", "--", "-x", "ed", "bake", "--jxyz", "information"})
        EXPECT_EQ(perhaps_meant(word, known), "") << word;
}

} // namespace
} // namespace redbook::cli
