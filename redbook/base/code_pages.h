// Windows' character sets of one byte a character.
#pragma once

#include <cstdint>
#include <string_view>

namespace redbook {

enum class CodePage { windows_1250, windows_1251, windows_1252 }; // Central European, Cyrillic, Western

// The character of a byte; U+FFFD where the page does not define it.
char32_t from_code_page(CodePage page, uint8_t byte);

} // namespace redbook
