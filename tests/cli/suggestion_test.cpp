#include "cli/suggestion.h"

#include <gtest/gtest.h>

namespace redbook::cli {
namespace {

TEST(Suggestion, IsTheNearestWordWithinAFewKeystrokes) {
    const std::vector<std::string> known{"info", "export", "edit", "--json", "--progress"};
    EXPECT_EQ(perhaps_meant("inof", known), "; perhaps 'info' was meant");
    EXPECT_EQ(perhaps_meant("exprot", known), "; perhaps 'export' was meant");
    EXPECT_EQ(perhaps_meant("exprots", known), "; perhaps 'export' was meant");
    EXPECT_EQ(perhaps_meant("--jsn", known), "; perhaps '--json' was meant");
    EXPECT_EQ(perhaps_meant("--progess", known), "; perhaps '--progress' was meant");
    EXPECT_EQ(perhaps_meant("--pogresses", known), "; perhaps '--progress' was meant");
}

TEST(Suggestion, IsMadeForPartOfAWord) {
    const std::vector<std::string> known{"--output", "--no-verify", "--accuraterip"};
    EXPECT_EQ(perhaps_meant("--out", known), "; perhaps '--output' was meant");
    EXPECT_EQ(perhaps_meant("--verify", known), "; perhaps '--no-verify' was meant");
    EXPECT_EQ(perhaps_meant("--accurate", known), "; perhaps '--accuraterip' was meant");
    EXPECT_EQ(perhaps_meant("--output-file", known), "; perhaps '--output' was meant");
}

TEST(Suggestion, IsNotMadeForWordsThatAreFarFromAll) {
    const std::vector<std::string> known{"info", "edit", "-h", "--json"};
    for (const char* word : {"", "-", "--", "-x", "ed", "bake", "--jxyz", "--exposition"})
        EXPECT_EQ(perhaps_meant(word, known), "") << word;
}

} // namespace
} // namespace redbook::cli
