#include "redbook/imapi/com_text.h"

#include <gtest/gtest.h>

namespace redbook::imapi {
namespace {

TEST(ComText, GoesToUtf16AndBack) {
    for (const std::string text :
         {"", "WriteSpeed", "Gr\xC3\xBC\xC3\x9F", "\xF0\x9D\x84\x9E clef", "\xE2\x82\xAC"})
        EXPECT_EQ(to_utf8(to_utf16(text).c_str()), text);
    EXPECT_EQ(to_utf16("\xF0\x9D\x84\x9E"), OLESTR("\xD834\xDD1E"));
}

TEST(ComText, HalfACharacterIsReplaced) {
    const OLECHAR high[] = {'a', 0xD834, 'b', 0};
    const OLECHAR low[] = {0xDD1E, 0};
    EXPECT_EQ(to_utf8(high), "a\xEF\xBF\xBD"
                             "b");
    EXPECT_EQ(to_utf8(low), "\xEF\xBF\xBD");
    EXPECT_EQ(to_utf8(nullptr), "");
}

TEST(ComText, ABstrCarriesItsLength) {
    const BSTR string = to_bstr("\\Device\\CdRom0");
    EXPECT_EQ(SysStringLen(string), 14u);
    EXPECT_EQ(to_utf8(string), "\\Device\\CdRom0");
    SysFreeString(string);
}

TEST(ComText, TaskMemoryHoldsTheText) {
    const LPOLESTR text = to_task_memory("AudioGapSize");
    EXPECT_EQ(to_utf8(text), "AudioGapSize");
    CoTaskMemFree(text);
}

} // namespace
} // namespace redbook::imapi
