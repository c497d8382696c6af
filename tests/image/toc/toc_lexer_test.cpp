#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/image/toc/toc_lexer.h"

#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

const std::string kPath = "x.toc";

std::vector<std::string> tokens_of(const std::string& text) {
    std::vector<std::string> tokens;
    TocLexer lexer(kPath, text);
    for (TocToken t = lexer.next(); t.kind != TocTokenKind::end; t = lexer.next())
        tokens.push_back(fmt::format("{}:{}", t.line, t.text));
    return tokens;
}

TocToken first(const std::string& text) { return TocLexer(kPath, text).next(); }

TEST(TocLexer, TokensNeedNoBlanksBetweenThemAndKnowTheirLines) {
    EXPECT_THAT(tokens_of("CD_TEXT{0:EN}// gone\r\n#4 00:02:00\"a b\"5x"),
                ElementsAre("1:CD_TEXT", "1:{", "1:0", "1::", "1:EN", "1:}", "2:#", "2:4", "2:00",
                            "2::", "2:02", "2::", "2:00", "2:a b", "2:5", "2:x"));
}

TEST(TocLexer, EscapesAreResolved) {
    EXPECT_EQ(first(R"("say \"hi\" a\\b \x \101")").text, R"(say "hi" a\b \x A)");
    EXPECT_FALSE(first(R"("\101")").is_bytes);
    EXPECT_EQ(first(R"("\351")").text, "\xE9");
    EXPECT_TRUE(first(R"("\351")").is_bytes);
}

TEST(TocLexer, AStringHasALimit) {
    const std::string words(3072, 'x');
    EXPECT_EQ(first('"' + words + '"').text, words);
    EXPECT_EQ(error_of(Errc::malformed, [&] { first("\"x" + words + '"'); }),
              "x.toc:1: the string is longer than 3072 bytes");
}

} // namespace
} // namespace redbook
