// What the sheets of the corpus do not show; ccd_layout_test.cpp has the corpus.
#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/image/ccd/ccd_syntax.h"

#include "tests/image/ccd/ccd_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

TEST(CcdSyntax, ASheetIsKnownByItsFirstLine) {
    EXPECT_TRUE(looks_like_ccd(ccd_data("good.001.as_clonecd_writes_it")));
    EXPECT_TRUE(looks_like_ccd(ccd_data("good.002.lower_case_blanks_and_lf")));
    EXPECT_TRUE(looks_like_ccd(ccd_data("good.004.byte_order_mark_and_comment")));
    for (const char* text : {"", "[Disc]\n[CloneCD]\n", "REM [CloneCD]\n", "[CloneCD", "RIFF"})
        EXPECT_FALSE(looks_like_ccd(text)) << text;
}

TEST(CcdSyntax, UnderstandsTheEntriesOfTheFullToc) {
    const CcdSheet sheet = parse_ccd("x.ccd", ccd_data("good.001.as_clonecd_writes_it"));
    std::vector<std::string> entries;
    for (const CcdEntry& e : sheet.entries)
        entries.push_back(fmt::format("{}: {:#x} control {} minute {} at {}", e.line, e.point, e.control,
                                      e.minute, e.at.value));
    EXPECT_THAT(entries,
                ElementsAre("12: 0xa0 control 0 minute 1 at 4350", "27: 0xa1 control 2 minute 3 at 13350",
                            "42: 0xa2 control 2 minute 0 at 1050", "57: 0x1 control 0 minute 0 at 0",
                            "72: 0x2 control 1 minute 0 at 450", "87: 0x3 control 2 minute 0 at 750"));
}

TEST(CcdSyntax, AThousandthEntryIsRefused) {
    std::string text = "[CloneCD]\n";
    for (int n = 0; n < 1000; ++n) text += fmt::format("[Entry {}]\nPoint=1\nControl=0\nPLBA=0\n", n);
    EXPECT_EQ(error_of(Errc::malformed, [&] { parse_ccd("x.ccd", text); }),
              "x.ccd:3998: there are more than 999 entries");
}

TEST(CcdSyntax, OnlyWhatIsToldTwiceIsAContradiction) {
    EXPECT_THAT(parse_ccd("x.ccd", ccd_data("good.014.unknown_section_and_key")).contradictions,
                testing::IsEmpty());
    EXPECT_EQ(parse_ccd("x.ccd", ccd_data("good.010.plba_and_msf_do_not_agree")).contradictions.size(), 1u);
}

} // namespace
} // namespace redbook
