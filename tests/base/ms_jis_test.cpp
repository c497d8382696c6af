#include "redbook/base/ms_jis.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include "redbook/base/text.h"

namespace redbook {
namespace {

// The C library's CP932 as the judge.
class Judge {
  public:
    Judge(const char* to, const char* from) : converter_(iconv_open(to, from)) {
        EXPECT_NE(converter_, iconv_t(-1)) << "the C library has no " << from;
    }
    ~Judge() { iconv_close(converter_); }
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;

    // Empty: it refuses.
    std::string operator()(std::string text) const {
        char out[16];
        char *in = text.data(), *to_here = out;
        size_t left = text.size(), room = sizeof out;
        iconv(converter_, nullptr, nullptr, nullptr, nullptr);
        const bool failed = iconv(converter_, &in, &left, &to_here, &room) == size_t(-1);
        return failed ? std::string() : std::string(out, to_here);
    }

  private:
    iconv_t converter_;
};

bool is_private(char32_t code) { return code >= 0xE000 && code <= 0xF8FF; }

TEST(MsJis, ReadsEveryPairOfBytesAsTheCLibraryDoes) {
    const Judge to_utf8("UTF-8", "CP932");
    int characters = 0;
    for (int lead = 0x81; lead <= 0xFF; ++lead) {
        if (lead >= 0xA0 && lead <= 0xDF) continue; // characters of one byte
        for (int trail = 0; trail <= 0xFF; ++trail) {
            const auto theirs = code_points(to_utf8({char(lead), char(trail)}));
            const char32_t expected = theirs.size() == 1 && !is_private(theirs[0]) ? theirs[0] : 0;
            ASSERT_EQ(from_ms_jis(uint8_t(lead), uint8_t(trail)), expected) << lead << " " << trail;
            characters += expected != 0;
        }
    }
    EXPECT_EQ(characters, 7724);
}

TEST(MsJis, WritesEveryCharacterAsTheCLibraryDoes) {
    const Judge to_cp932("CP932", "UTF-8");
    for (char32_t code = 0; code < 0x10000; ++code) {
        if (code >= 0xD800 && code <= 0xF8FF) continue;
        const uint16_t ours = to_ms_jis(code);
        if (ours == 0) continue;
        std::string text;
        append_utf8(text, code);
        ASSERT_EQ(to_cp932(text), (std::string{char(ours >> 8), char(ours & 0xFF)})) << uint32_t(code);
    }
}

TEST(MsJis, WritesWhateverItReads) {
    for (int lead = 0x81; lead <= 0xFC; ++lead)
        for (int trail = 0x40; trail <= 0xFC; ++trail)
            if (const char32_t code = from_ms_jis(uint8_t(lead), uint8_t(trail)); code != 0) {
                ASSERT_NE(to_ms_jis(code), 0) << lead << " " << trail;
            }
}

TEST(MsJis, HasNoCharactersOfOneByte) {
    for (const char32_t code : {U'A', U' ', U'\uFF71', U'\u00E9', U'\0', U'\uFFFD'})
        EXPECT_EQ(to_ms_jis(code), 0);
    EXPECT_EQ(from_ms_jis(0xB1, 0x41), 0u);
}

TEST(MsJis, ATextIsTakenApartAsTheCLibraryDoes) {
    const Judge to_utf8("UTF-8", "CP932");
    for (int byte = 0; byte <= 0xFF; ++byte) {
        const std::string one{char(byte)};
        std::string_view text = one;
        const auto theirs = code_points(to_utf8(one));
        const bool known =
            byte == 0 || (theirs.size() == 1 && !is_private(theirs[0]) && byte != 0x80 && byte != 0xA0);
        const char32_t expected = byte == 0 ? 0 : known ? theirs[0] : 0xFFFD;
        EXPECT_EQ(take_shift_jis(text), expected) << byte;
        EXPECT_TRUE(text.empty());
    }
    std::string_view mixed = "\x83\x41z\xFF";
    EXPECT_EQ(take_shift_jis(mixed), U'ア');
    EXPECT_EQ(take_shift_jis(mixed), U'z');
    EXPECT_EQ(take_shift_jis(mixed), char32_t(0xFFFD));
}

} // namespace
} // namespace redbook
