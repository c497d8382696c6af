// Text of foreign origin: which encoding it is in, UTF-8 out of it, and comparing names as people do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "redbook/base/export.h"

namespace REDBOOK_API redbook {

// What a text file may be encoded in.
enum class Encoding {
    utf8,
    utf16_le,
    utf16_be,
    windows_1250, // Central European
    windows_1251, // Cyrillic
    windows_1252, // Western
    iso_8859_1,
    shift_jis // as code page 932 has it
};
std::string_view to_string(Encoding encoding); // "UTF-8", ...: for people

// By the names that users give: "utf-8", "utf-16le", "windows-1252", ..., in any case.
std::optional<Encoding> encoding_named(std::string_view name);
std::string encoding_names(); // all of them, with commas between

// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. ASCII is UTF-8.
bool is_utf8(std::string_view bytes);

// What a text file is in: a byte order mark says it; else UTF-8 if it is valid, else Windows-1252.
Encoding guess_encoding(std::string_view bytes);

// What a byte order mark says; nullopt: there is none.
std::optional<Encoding> marked_encoding(std::string_view bytes);

// The text in UTF-8, without its byte order mark. What the encoding does not define becomes U+FFFD.
std::string to_utf8(std::string_view bytes, Encoding encoding);

// The characters of a text in UTF-8; what is not well-formed is U+FFFD.
std::u32string code_points(std::string_view utf8);

// U+0000..U+10FFFF as UTF-8.
void append_utf8(std::string& out, char32_t code);

// Text of foreign origin as a terminal may get it: it can neither break a line, nor steer the terminal, nor
// change the order in which a line is shown. Control characters, Unicode's bidi controls and line separators,
// and what is not UTF-8 become U+FFFD.
std::string printable(std::string_view text);

// The longest beginning of valid UTF-8 that is at most `bytes` long and splits no character.
std::string_view utf8_prefix(std::string_view text, size_t bytes);

// ASCII letters only; all other bytes stay as they are.
std::string ascii_upper(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

// ASCII only.
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

// A non-negative decimal number and nothing else, of at most nine digits; -1: it is not that.
int parse_number(std::string_view text);

// Names in the order that people expect: runs of digits count as numbers ("2" before "10"), ASCII letters
// without case. Names that differ only in case or leading zeros are ordered by their bytes, so that the order
// is total.
bool natural_less(std::string_view a, std::string_view b);

} // namespace redbook
