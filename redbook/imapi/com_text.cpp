#include "redbook/imapi/com_text.h"

#include <cstring>
#include <new>

#include "redbook/base/text.h"

namespace redbook::imapi {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// The character that begins at `text`, which is moved after it.
char32_t next_character(const OLECHAR*& text) {
    const char32_t first = char32_t(*text++);
    if (is_low_surrogate(first)) return kReplacement;
    if (!is_high_surrogate(first)) return first;
    const char32_t second = char32_t(*text);
    if (!is_low_surrogate(second)) return kReplacement;
    ++text;
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

} // namespace

std::basic_string<OLECHAR> to_utf16(std::string_view utf8) {
    std::basic_string<OLECHAR> text;
    for (char32_t c : code_points(utf8)) {
        if (c >= 0x10000) text.push_back(OLECHAR(0xD800 + ((c - 0x10000) >> 10)));
        text.push_back(OLECHAR(c >= 0x10000 ? 0xDC00 + (c & 0x3FF) : c));
    }
    return text;
}

std::string to_utf8(const OLECHAR* text) {
    std::string utf8;
    while (text != nullptr && *text != 0) append_utf8(utf8, next_character(text));
    return utf8;
}

BSTR to_bstr(std::string_view utf8) {
    const auto text = to_utf16(utf8);
    BSTR string = SysAllocStringLen(text.data(), UINT(text.size()));
    if (string == nullptr) throw std::bad_alloc();
    return string;
}

LPOLESTR to_task_memory(std::string_view utf8) {
    const auto text = to_utf16(utf8);
    const size_t bytes = (text.size() + 1) * sizeof(OLECHAR);
    void* memory = CoTaskMemAlloc(bytes);
    if (memory == nullptr) throw std::bad_alloc();
    std::memcpy(memory, text.c_str(), bytes);
    return static_cast<LPOLESTR>(memory);
}

} // namespace redbook::imapi
