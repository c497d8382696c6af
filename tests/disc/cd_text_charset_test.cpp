#include "redbook/disc/cd_text_charset.h"

#include <gtest/gtest.h>

#include "redbook/base/text.h"

namespace redbook {
namespace {

constexpr Charset kAll[] = {Charset::latin1, Charset::ascii, Charset::ms_jis};

std::string utf8(char32_t code) {
    std::string text;
    append_utf8(text, code);
    return text;
}

TEST(CdTextCharset, ReadsBackEveryCharacterThatItHolds) {
    for (const Charset charset : kAll)
        for (char32_t code = 0; code < 0x10100; ++code) {
            if (!holds(charset, code)) continue;
            const DecodedText read = decode_text(charset, encode_text(charset, utf8(code)));
            ASSERT_EQ(read.text, utf8(code)) << uint32_t(code);
            ASSERT_TRUE(read.as_the_set_says);
        }
}

TEST(CdTextCharset, HoldsNoControlCharacters) {
    for (const Charset charset : kAll)
        for (char32_t code = 0; code < 0xA0; ++code)
            if (code < 0x20 || code >= 0x7F) {
                EXPECT_FALSE(holds(charset, code)) << uint32_t(code);
            }
}

TEST(CdTextCharset, OfIso8859HasWesternAccentsAndNoTypography) {
    EXPECT_EQ(not_held(Charset::latin1, "Café «ß» Ÿ – ‘’ – ’"), U"Ÿ–‘’");
    EXPECT_EQ(not_held(Charset::ascii, "Café"), U"é");
    EXPECT_EQ(not_held(Charset::ms_jis, "夜のＡ線a"), U"a");
}

TEST(CdTextCharset, WritesTwoBytesForEveryCharacterOfMsJis) {
    EXPECT_EQ(encode_text(Charset::ms_jis, "夜の線"), "\x96\xE9\x82\xCC\x90\xFC");
    EXPECT_EQ(encode_text(Charset::latin1, "Café"), "Caf\xE9");
}

TEST(CdTextCharset, ReadsBytesThatItDoesNotDefineAndSaysSo) {
    const DecodedText quotes = decode_text(Charset::latin1, "\x93"
                                                            "a\x94");
    EXPECT_EQ(quotes.text, "“a”");
    EXPECT_FALSE(quotes.as_the_set_says);
    const DecodedText accent = decode_text(Charset::ascii, "\xE9");
    EXPECT_EQ(accent.text, "é");
    EXPECT_FALSE(accent.as_the_set_says);
    const DecodedText cut = decode_text(Charset::ms_jis, "\x96\xE9\x82");
    EXPECT_EQ(cut.text, "夜\uFFFD");
    EXPECT_FALSE(cut.as_the_set_says);
}

TEST(CdTextCharset, ReadsCharactersOfOneByteInMsJis) {
    const DecodedText mixed = decode_text(Charset::ms_jis, "A\x96\xE9\xB1");
    EXPECT_EQ(mixed.text, "A夜ｱ");
    EXPECT_TRUE(mixed.as_the_set_says);
}

TEST(CdTextCharset, PutsWhatResemblesInPlaceOfWhatItDoesNotHold) {
    const struct {
        Charset charset;
        const char *text, *expected;
    } kCases[] = {
        {Charset::latin1, "It’s “here” – now — or…", "It's \"here\" - now - or..."},
        {Charset::latin1, "ﬁn œuvre ĳ Ǆ", "fin oeuvre ij DZ"},
        {Charset::latin1, "Dvořák, Łódź, Čapek, Ÿ", "Dvorák, Lódz, Capek, Y"},
        {Charset::latin1, "Cafe\u0301 o\u0308 c\u0327 c\u030C", "Café ö ç c"},
        {Charset::latin1, "Straße «à»", "Straße «à»"},
        {Charset::ascii, "Straße «à» Þór, Æ, ½, ©", "Strasse <<a>> Thor, AE, 1/2, (C)"},
        {Charset::latin1, "ＡＢＣ１　夜", "ABC1 ?"},
        {Charset::latin1, "a\u200Bb\u00A0c\u2003d", "ab\u00A0c d"},
        {Charset::latin1, "a\tb\nc", "a b c"},
        {Charset::ascii, "a\x7F\U0001F4BF", "a??"},
        {Charset::ms_jis, "夜 Café-1", "夜　Ｃａｆｅ－１"},
        {Charset::ms_jis, "ｱｲｰ", "アイー"},
        {Charset::ms_jis, "It’s", "Ｉｔ’ｓ"},
    };
    for (const auto& c : kCases) EXPECT_EQ(transliterated(c.charset, c.text), c.expected) << c.text;
}

TEST(CdTextCharset, HoldsWhateverItPutsInPlace) {
    for (const Charset charset : kAll)
        for (char32_t code = 0; code < 0x11000; ++code) {
            if (code >= 0xD800 && code <= 0xDFFF) continue;
            ASSERT_EQ(not_held(charset, transliterated(charset, utf8(code))), U"") << uint32_t(code);
        }
}

TEST(CdTextCharset, LeavesWhatItHoldsAsItIs) {
    for (const Charset charset : kAll)
        for (char32_t code = 0; code < 0x10000; ++code)
            if (holds(charset, code)) {
                ASSERT_EQ(transliterated(charset, utf8(code)), utf8(code)) << uint32_t(code);
            }
}

TEST(CdTextCharset, NamesAreAlikeWithoutAccentsHoweverTheyAreWritten) {
    const struct {
        const char *text, *expected;
    } kCases[] = {
        {"\u00C9t\u00E9 \u0150szi.wav", "ETE OSZI.WAV"},
        {"E\u0301te\u0301 O\u030Bszi.wav", "ETE OSZI.WAV"},
        {"Don\u2019t \u2013 stop", "DON'T - STOP"},
        {"ＡＢ１", "AB1"},
        {"\u304B\u3099\u306F\u309A\u591C", "がぱ夜"},
        {"がぱ夜?", "がぱ夜?"},
        {"\u3099a\u0301", "A"},
        {"", ""},
    };
    for (const auto& c : kCases) EXPECT_EQ(without_accents(c.text), c.expected) << c.text;
}

} // namespace
} // namespace redbook
