// MS-JIS, the double-byte characters of CD-TEXT: Shift-JIS as Microsoft's code page 932 has it.
#pragma once

#include <cstdint>

namespace redbook {

// The two bytes of a character, lead byte high; 0: not among them (ASCII and half-width characters are not).
// A character that code page 932 has more than once gets the code that Microsoft gives it.
uint16_t to_ms_jis(char32_t code);

// The character of two bytes; 0: none.
char32_t from_ms_jis(uint8_t lead, uint8_t trail);

} // namespace redbook
