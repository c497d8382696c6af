#include "redbook/report/html_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/page_kit.h"

namespace redbook {
namespace {

using test::kWhen;
using testing::HasSubstr;
using testing::Not;

TEST(HtmlPage, IsOneFileWithItsTitleAndBody) {
    const std::string page = html_page("A & B", false, "<p>body</p>\n");
    EXPECT_EQ(page.find("<!DOCTYPE html>\n"), 0u);
    EXPECT_THAT(page, HasSubstr("<title>A &amp; B</title>"));
    EXPECT_THAT(page, HasSubstr("<body>\n<p>body</p>\n</body>\n</html>\n"));
    EXPECT_THAT(html_page("x", true, ""), HasSubstr("<body class=\"dense\">"));
}

TEST(HtmlPage, HasAHeaderWithKindAndDay) {
    EXPECT_EQ(html_header("Night", "The Band", "PQ sheet", kWhen),
              "<header>\n<div><h1>Night</h1><p class=\"artist\">The Band</p></div>\n<p "
              "class=\"sheet\"><strong>PQ sheet</strong><br/>2026-11-25 09:46 UTC</p>\n</header>\n");
    EXPECT_THAT(html_header("Night", "", "PQ sheet", kWhen), Not(HasSubstr("artist")));
}

TEST(HtmlPage, WhatIsEmptyTakesNoPlace) {
    EXPECT_EQ(html_fact("Proof", ""), "");
    EXPECT_EQ(html_fact("Proof", "<none>", "wide"),
              "<dl class=\"wide\"><dt>Proof</dt><dd>&lt;none&gt;</dd></dl>\n");
    EXPECT_EQ(html_list("Remarks", {}), "");
    EXPECT_EQ(html_list("Remarks", {"a", "<b>"}),
              "<h2>Remarks</h2>\n<ul>\n<li>a</li>\n<li>&lt;b&gt;</li>\n</ul>\n");
}

} // namespace
} // namespace redbook
