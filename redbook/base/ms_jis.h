// Shift-JIS as Microsoft's code page 932 has it. MS-JIS are its characters of two bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace redbook {

// The two bytes of a character, lead byte high; 0: not among them (ASCII and half-width characters are not).
// A character that code page 932 has more than once gets the code that Microsoft gives it.
uint16_t to_ms_jis(char32_t code);

// The character of two bytes; 0: none.
char32_t from_ms_jis(uint8_t lead, uint8_t trail);

// The character at the front of a text in Shift-JIS, of one byte or two; it is taken off. U+FFFD: the byte
// that was taken off begins none. `bytes` must not be empty.
char32_t take_shift_jis(std::string_view& bytes);

} // namespace redbook
