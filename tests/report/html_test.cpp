#include "redbook/report/html.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(Html, TextStaysTextWhateverItSays) {
    EXPECT_EQ(html_text("<script>alert(\"x\")</script> & 'y'"),
              "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;");
    EXPECT_EQ(html_text("&lt;"), "&amp;lt;");
    EXPECT_EQ(html_text(""), "");
}

TEST(Html, TextInAnyScriptStaysAsItIs) {
    EXPECT_EQ(html_text("Café Noir, 夜の音楽, Ночь, 🎵"), "Café Noir, 夜の音楽, Ночь, 🎵");
}

TEST(Html, WhatNoPageMayHoldIsReplaced) {
    EXPECT_EQ(html_text(std::string_view("a\0b", 3)), "a\uFFFDb");
    EXPECT_EQ(html_text("a\tb\nc\x1B[31m\x7F"), "a\uFFFDb\uFFFDc\uFFFD[31m\uFFFD");
    EXPECT_EQ(html_text("\xC2\x85"), "\uFFFD") << "a control character of ISO 8859-1";
    EXPECT_EQ(html_text("\xEF\xBF\xBF \xEF\xB7\x90 \xF0\x9F\xBF\xBE"), "\uFFFD \uFFFD \uFFFD")
        << "U+FFFF, U+FDD0, U+1FFFE";
    EXPECT_EQ(page_text("a\tb\xFF <&>"), "a\uFFFDb\uFFFD <&>");
    EXPECT_EQ(html_text("B\xE4r"), "B\uFFFDr") << "no UTF-8";
}

} // namespace
} // namespace redbook
