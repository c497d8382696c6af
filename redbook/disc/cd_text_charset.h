// The character sets of CD-TEXT: what they hold, bytes and back, and what comes near to what they do not
// hold.
#pragma once

#include <string>
#include <string_view>

#include "redbook/disc/disc.h"

namespace redbook {

// "ISO 8859-1", "ASCII", "MS-JIS".
std::string_view to_string(Charset charset);

// Control characters are in no set. ASCII characters are not in MS-JIS, whose characters have two bytes each:
// their full-width forms are.
bool holds(Charset charset, char32_t code);

// The characters of a text (UTF-8) that the set does not hold, each once.
std::u32string not_held(Charset charset, std::string_view text);

// Those of them that nothing in the set resembles, each once: transliterated() would write '?'.
std::u32string not_resembled(Charset charset, std::string_view text);

// A text of characters that the set holds, as bytes; of MS-JIS two each, lead byte first.
std::string encode_text(Charset charset, std::string_view text);

// Bytes as UTF-8. ISO 8859-1 and ASCII are read as Windows-1252, which has characters where those have none.
// Of MS-JIS, characters of one byte are read too. What is no character becomes U+FFFD.
struct DecodedText {
    std::string text;
    bool as_the_set_says; // false: there are bytes that the set does not define
};
DecodedText decode_text(Charset charset, std::string_view bytes);

// What the set holds in place of a text: typographic quotes and dashes, ligatures, accents, full and half
// width become what they resemble; combining accents join their letters; all else '?'.
std::string transliterated(Charset charset, std::string_view text);

// For finding a name that another system has written: letters without accents, however those are put
// together, in one width, dashes and quotes as ASCII has them; ASCII letters in upper case. All else stays as
// it is.
std::string without_accents(std::string_view text);

} // namespace redbook
