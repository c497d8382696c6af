#include "redbook/base/text.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redbook {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;

TEST(CodePoints, AreTheCharactersOfUtf8) {
    EXPECT_EQ(code_points("aé\u20AC\U0001F4BF"), U"a\u00E9\u20AC\U0001F4BF");
    EXPECT_EQ(code_points("a\xFF"
                          "b\xC3"),
              U"a\uFFFD"
              U"b\uFFFD");
    EXPECT_EQ(code_points(""), U"");
    std::string all;
    for (char32_t code = 0; code < 0x11000; code += 7)
        if (code < 0xD800 || code > 0xDFFF) append_utf8(all, code);
    std::string again;
    for (const char32_t code : code_points(all)) append_utf8(again, code);
    EXPECT_EQ(again, all);
}

TEST(Text, AsciiAndWellFormedUtf8AreUtf8) {
    for (const char* text :
         {"", "plain", "B\xC3\xA4r", "\xE2\x82\xAC", "\xF0\x9F\x8E\xB5", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_utf8(text)) << text;
}

TEST(Text, OverlongTruncatedAndSurrogateFormsAreNotUtf8) {
    for (const char* text : {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                             "\xF8\x88\x80\x80\x80", "\xE2\x82", "\xE2\x82 ", "B\xE4r", "\xFF"})
        EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(text);
}

TEST(Text, AByteOrderMarkSaysTheEncoding) {
    EXPECT_EQ(guess_encoding("\xEF\xBB\xBF"
                             "abc"),
              Encoding::utf8);
    EXPECT_EQ(guess_encoding("\xFF\xFE"
                             "a\0"s),
              Encoding::utf16_le);
    EXPECT_EQ(guess_encoding("\xFE\xFF\0a"s), Encoding::utf16_be);
}

TEST(Text, WithoutAMarkItIsUtf8IfValidElseWindows1252) {
    EXPECT_EQ(guess_encoding("B\xC3\xA4r"), Encoding::utf8);
    EXPECT_EQ(guess_encoding("B\xE4r"), Encoding::windows_1252);
}

TEST(Text, EveryEncodingHasItsName) {
    EXPECT_EQ(to_string(Encoding::utf8), "UTF-8");
    EXPECT_EQ(to_string(Encoding::utf16_le), "UTF-16 (little-endian)");
    EXPECT_EQ(to_string(Encoding::utf16_be), "UTF-16 (big-endian)");
    EXPECT_EQ(to_string(Encoding::windows_1250), "Windows-1250");
    EXPECT_EQ(to_string(Encoding::windows_1251), "Windows-1251");
    EXPECT_EQ(to_string(Encoding::windows_1252), "Windows-1252");
    EXPECT_EQ(to_string(Encoding::iso_8859_1), "ISO 8859-1");
    EXPECT_EQ(to_string(Encoding::shift_jis), "Shift-JIS");
}

TEST(Text, AnEncodingIsKnownByTheNameThatUsersGive) {
    EXPECT_EQ(encoding_names(),
              "utf-8, utf-16le, utf-16be, windows-1250, windows-1251, windows-1252, iso-8859-1, shift-jis");
    EXPECT_EQ(encoding_named("Shift-JIS"), Encoding::shift_jis);
    EXPECT_EQ(encoding_named("utf-16be"), Encoding::utf16_be);
    for (const char* name : {"", "latin", "utf8", "ebcdic"}) EXPECT_EQ(encoding_named(name), std::nullopt);
}

TEST(Text, EncodingsOfOneByteAndShiftJisBecomeUtf8) {
    EXPECT_EQ(to_utf8("\243\363d\237", Encoding::windows_1250), "Łódź");
    EXPECT_EQ(to_utf8("\xCA\xE8\xED\xEE \x88", Encoding::windows_1251), "Кино €");
    EXPECT_EQ(to_utf8("B\xE4r \x80", Encoding::iso_8859_1), "Bär \xC2\x80");
    EXPECT_EQ(to_utf8("\x83\x41\x83\x8B\x83o\x83\x80 1 \xB1\xFF", Encoding::shift_jis),
              "アルバム 1 ｱ\xEF\xBF\xBD");
}

TEST(Text, OnlyAMarkSaysAnEncodingForCertain) {
    EXPECT_EQ(marked_encoding("\xEF\xBB\xBF"), Encoding::utf8);
    EXPECT_EQ(marked_encoding("\xFF\xFE"), Encoding::utf16_le);
    EXPECT_EQ(marked_encoding("abc"), std::nullopt);
}

TEST(Text, Windows1252BecomesUtf8) {
    EXPECT_EQ(to_utf8("B\xE4r \x80 \x93x\x94 \xFF", Encoding::windows_1252), "Bär € “x” ÿ");
    EXPECT_EQ(to_utf8("\x81", Encoding::windows_1252), "\xEF\xBF\xBD"); // not defined
}

TEST(Text, Utf16OfEitherOrderBecomesUtf8WithoutItsMark) {
    EXPECT_EQ(to_utf8("\xFF\xFE"
                      "B\0\xE4\0\x3C\xD8\xB5\xDF"s,
                      Encoding::utf16_le),
              "Bä🎵");
    EXPECT_EQ(to_utf8("\xFE\xFF\0B\0\xE4\xD8\x3C\xDF\xB5"s, Encoding::utf16_be), "Bä🎵");
}

TEST(Text, HalfASurrogatePairAndHalfAUnitAreReplaced) {
    EXPECT_EQ(to_utf8("\xD8\x3C\0a"s, Encoding::utf16_be), "\xEF\xBF\xBD"
                                                           "a");
    EXPECT_EQ(to_utf8("\xDC\x3C\0"s, Encoding::utf16_be), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Text, Utf8LosesItsMarkAndBrokenCharactersAreReplaced) {
    EXPECT_EQ(to_utf8("\xEF\xBB\xBF"
                      "B\xC3\xA4r",
                      Encoding::utf8),
              "Bär");
    EXPECT_EQ(to_utf8("a\xFFz", Encoding::utf8), "a\xEF\xBF\xBDz");
}

TEST(Text, AppendedCharactersAreWellFormedAtEveryLength) {
    std::string out;
    for (const char32_t code : {U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xFFFF', U'\x10000', U'\x10FFFF'})
        append_utf8(out, code);
    EXPECT_TRUE(is_utf8(out));
    EXPECT_EQ(out, "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
}

TEST(Text, APrefixSplitsNoCharacter) {
    EXPECT_EQ(utf8_prefix("aä€", 6), "aä€");
    EXPECT_EQ(utf8_prefix("aä€", 5), "aä");
    EXPECT_EQ(utf8_prefix("aä€", 3), "aä");
    EXPECT_EQ(utf8_prefix("aä€", 2), "a");
    EXPECT_EQ(utf8_prefix("ä", 0), "");
}

TEST(Text, UpperCaseTouchesAsciiOnly) {
    EXPECT_EQ(ascii_upper("track 01 äöü z"), "TRACK 01 äöü Z");
    EXPECT_TRUE(equal_ignoring_case("Index", "INDEX"));
    EXPECT_FALSE(equal_ignoring_case("Index", "INDEX0"));
    EXPECT_FALSE(equal_ignoring_case("Ä", "ä"));
}

TEST(Text, TrimmingTakesBlanksAndTabsOffBothEnds) {
    EXPECT_EQ(trimmed(" \t a b\t "), "a b");
    EXPECT_EQ(trimmed(" \t "), "");
    EXPECT_EQ(trimmed(""), "");
}

TEST(Text, ForATerminalCanNeitherBreakALineNorSteerItNorTurnItAround) {
    EXPECT_EQ(printable("Motörhead — Ночь 千本桜 👍\u200D"), "Motörhead — Ночь 千本桜 👍\u200D");
    for (char32_t code = 0; code < 0x110000; ++code) {
        const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        const bool separator = code == 0x2028 || code == 0x2029;
        const bool bidi = code == 0x61C || code == 0x200E || code == 0x200F ||
                          (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
        if (code >= 0xD800 && code < 0xE000) continue;
        std::string text;
        append_utf8(text, code);
        ASSERT_EQ(printable(text), control || separator || bidi ? "\uFFFD" : text) << uint32_t(code);
    }
    EXPECT_EQ(printable("a\x9B"
                        "31mb\xC2"),
              "a\uFFFD31mb\uFFFD")
        << "what is not UTF-8 may be a control in another encoding";
}

TEST(Text, ANumberIsDigitsAndNothingElse) {
    EXPECT_EQ(parse_number("007"), 7);
    EXPECT_EQ(parse_number("999999999"), 999999999);
    for (const char* text : {"", " 1", "1 ", "-1", "+1", "1a", "1234567890"})
        EXPECT_EQ(parse_number(text), -1) << text;
}

TEST(Text, NumbersInNamesCountAsNumbers) {
    std::vector<std::string> names{"track 10", "Track 2", "track 1", "01 b",   "1 a",
                                   "a",        "B",       "a10b2",   "a10b10", ""};
    std::sort(names.begin(), names.end(), natural_less);
    EXPECT_THAT(
        names, ElementsAre("", "1 a", "01 b", "a", "a10b2", "a10b10", "B", "track 1", "Track 2", "track 10"));
}

TEST(Text, NamesThatDifferOnlyInCaseOrZerosHaveAnOrderToo) {
    EXPECT_TRUE(natural_less("01", "1"));
    EXPECT_FALSE(natural_less("1", "01"));
    EXPECT_TRUE(natural_less("A", "a"));
    EXPECT_FALSE(natural_less("a", "a"));
    EXPECT_TRUE(natural_less("99999999999999999998", "99999999999999999999"));
}

} // namespace
} // namespace redbook
