#include "redbook/base/code_pages.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include "redbook/base/text.h"

namespace redbook {
namespace {

// What the C library makes of one byte; U+FFFD: it refuses.
char32_t judged(const char* page, uint8_t byte) {
    const iconv_t converter = iconv_open("UTF-8", page);
    char in[] = {char(byte)}, out[8];
    char *from = in, *to = out;
    size_t left = 1, room = sizeof out;
    const bool failed = iconv(converter, &from, &left, &to, &room) == size_t(-1);
    iconv_close(converter);
    return failed ? 0xFFFD : code_points({out, size_t(to - out)})[0];
}

TEST(CodePages, EveryByteIsReadAsTheCLibraryDoes) {
    for (const auto& [page, name] : {std::pair(CodePage::windows_1250, "CP1250"),
                                     {CodePage::windows_1251, "CP1251"},
                                     {CodePage::windows_1252, "CP1252"}})
        for (int byte = 0; byte <= 0xFF; ++byte)
            ASSERT_EQ(from_code_page(page, uint8_t(byte)), judged(name, uint8_t(byte)))
                << name << ' ' << byte;
}

} // namespace
} // namespace redbook
