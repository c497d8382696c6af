#include "redbook/base/text.h"

#include <algorithm>
#include <cstdint>

#include "redbook/base/code_pages.h"
#include "redbook/base/ms_jis.h"

namespace redbook {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

char upper(char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; }

// The length of the well-formed character at the beginning, 0 if there is none. Unicode 15, table 3-7.
size_t utf8_length(std::string_view s) {
    struct Row {
        uint8_t first, last, second_from, second_to;
        size_t length;
    };
    static constexpr Row kRows[] = {
        {0x00, 0x7F, 0x00, 0x00, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
    const auto byte = [&](size_t i) { return uint8_t(s[i]); };
    for (const Row& row : kRows) {
        if (byte(0) < row.first || byte(0) > row.last) continue;
        if (s.size() < row.length) return 0;
        if (row.length > 1 && (byte(1) < row.second_from || byte(1) > row.second_to)) return 0;
        for (size_t i = 2; i < row.length; ++i)
            if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
        return row.length;
    }
    return 0;
}

std::string from_single_bytes(std::string_view bytes, CodePage page) {
    std::string out;
    for (const char c : bytes) append_utf8(out, from_code_page(page, uint8_t(c)));
    return out;
}

std::string from_latin_1(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) append_utf8(out, uint8_t(c));
    return out;
}

std::string from_shift_jis(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) append_utf8(out, take_shift_jis(bytes));
    return out;
}

bool is_high_surrogate(char32_t u) { return u >= 0xD800 && u <= 0xDBFF; }
bool is_low_surrogate(char32_t u) { return u >= 0xDC00 && u <= 0xDFFF; }

std::string from_utf16(std::string_view bytes, bool big_endian) {
    const size_t units = bytes.size() / 2;
    const auto unit = [&](size_t i) {
        const auto a = uint8_t(bytes[2 * i]), b = uint8_t(bytes[2 * i + 1]);
        return char32_t(big_endian ? a << 8 | b : b << 8 | a);
    };
    std::string out;
    for (size_t i = 0; i < units; ++i) {
        const char32_t u = unit(i);
        if (is_high_surrogate(u) && i + 1 < units && is_low_surrogate(unit(i + 1)))
            append_utf8(out, 0x10000 + ((u - 0xD800) << 10) + (unit(++i) - 0xDC00));
        else
            append_utf8(out, is_high_surrogate(u) || is_low_surrogate(u) ? kReplacement : u);
    }
    if (bytes.size() % 2 != 0) append_utf8(out, kReplacement);
    return out;
}

std::string utf8_repaired(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
        const size_t n = utf8_length(bytes);
        if (n > 0)
            out += bytes.substr(0, n);
        else
            append_utf8(out, kReplacement);
        bytes.remove_prefix(std::max<size_t>(n, 1));
    }
    return out;
}

struct Mark {
    std::string_view bytes;
    Encoding encoding;
};
constexpr Mark kByteOrderMarks[] = {
    {"\xEF\xBB\xBF", Encoding::utf8}, {"\xFF\xFE", Encoding::utf16_le}, {"\xFE\xFF", Encoding::utf16_be}};

struct EncodingRow {
    Encoding encoding;
    std::string_view name, title;
};
constexpr EncodingRow kEncodings[] = {
    {Encoding::utf8, "utf-8", "UTF-8"},
    {Encoding::utf16_le, "utf-16le", "UTF-16 (little-endian)"},
    {Encoding::utf16_be, "utf-16be", "UTF-16 (big-endian)"},
    {Encoding::windows_1250, "windows-1250", "Windows-1250"},
    {Encoding::windows_1251, "windows-1251", "Windows-1251"},
    {Encoding::windows_1252, "windows-1252", "Windows-1252"},
    {Encoding::iso_8859_1, "iso-8859-1", "ISO 8859-1"},
    {Encoding::shift_jis, "shift-jis", "Shift-JIS"},
};

const EncodingRow& row_of(Encoding encoding) {
    return *std::find_if(std::begin(kEncodings), std::end(kEncodings),
                         [&](const EncodingRow& row) { return row.encoding == encoding; });
}

// The digits at the beginning, without leading zeros; they are taken off `rest`.
std::string_view take_number(std::string_view& rest) {
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
    std::string_view digits = rest.substr(0, size_t(end - rest.begin()));
    rest.remove_prefix(digits.size());
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

// <0, 0, >0
int compare_numbers(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

// Unicode's controls (Cc), line and paragraph separators (Zl, Zp), and what changes the order of display (the
// characters of Bidi_Control).
bool steers_terminal(char32_t code) {
    const auto between = [&](char32_t first, char32_t last) { return code >= first && code <= last; };
    return code < 0x20 || between(0x7F, 0x9F) || code == 0x061C || between(0x200E, 0x200F) ||
           between(0x2028, 0x202E) || between(0x2066, 0x2069);
}

} // namespace

std::string_view to_string(Encoding encoding) { return row_of(encoding).title; }

std::optional<Encoding> encoding_named(std::string_view name) {
    for (const EncodingRow& row : kEncodings)
        if (equal_ignoring_case(row.name, name)) return row.encoding;
    return std::nullopt;
}

std::string encoding_names() {
    std::string names;
    for (const EncodingRow& row : kEncodings) (names += names.empty() ? "" : ", ") += row.name;
    return names;
}

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const size_t n = utf8_length(bytes);
        if (n == 0) return false;
        bytes.remove_prefix(n);
    }
    return true;
}

std::optional<Encoding> marked_encoding(std::string_view bytes) {
    for (const Mark& mark : kByteOrderMarks)
        if (bytes.starts_with(mark.bytes)) return mark.encoding;
    return std::nullopt;
}

Encoding guess_encoding(std::string_view bytes) {
    return marked_encoding(bytes).value_or(is_utf8(bytes) ? Encoding::utf8 : Encoding::windows_1252);
}

std::string to_utf8(std::string_view bytes, Encoding encoding) {
    for (const Mark& mark : kByteOrderMarks)
        if (mark.encoding == encoding && bytes.starts_with(mark.bytes))
            bytes.remove_prefix(mark.bytes.size());
    switch (encoding) {
    case Encoding::utf8: return utf8_repaired(bytes);
    case Encoding::utf16_le: return from_utf16(bytes, false);
    case Encoding::utf16_be: return from_utf16(bytes, true);
    case Encoding::windows_1250: return from_single_bytes(bytes, CodePage::windows_1250);
    case Encoding::windows_1251: return from_single_bytes(bytes, CodePage::windows_1251);
    case Encoding::windows_1252: return from_single_bytes(bytes, CodePage::windows_1252);
    case Encoding::iso_8859_1: return from_latin_1(bytes);
    case Encoding::shift_jis: break;
    }
    return from_shift_jis(bytes);
}

std::u32string code_points(std::string_view utf8) {
    std::u32string out;
    while (!utf8.empty()) {
        const size_t n = utf8_length(utf8);
        char32_t code = n == 0 ? kReplacement : uint8_t(utf8[0]) & (n == 1 ? 0x7F : 0x7F >> n);
        for (size_t i = 1; i < n; ++i) code = code << 6 | (uint8_t(utf8[i]) & 0x3F);
        out += code;
        utf8.remove_prefix(std::max<size_t>(n, 1));
    }
    return out;
}

void append_utf8(std::string& out, char32_t code) {
    const auto tail = [&](int shift) { out += char(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) {
        out += char(code);
    } else if (code < 0x800) {
        out += char(0xC0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        out += char(0xE0 | code >> 12);
        tail(6), tail(0);
    } else {
        out += char(0xF0 | code >> 18);
        tail(12), tail(6), tail(0);
    }
}

std::string printable(std::string_view text) {
    std::string out;
    for (const char32_t code : code_points(text))
        append_utf8(out, steers_terminal(code) ? kReplacement : code);
    return out;
}

std::string_view utf8_prefix(std::string_view text, size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (uint8_t(text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

std::string ascii_upper(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), upper);
    return out;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return upper(x) == upper(y); });
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t";
    const size_t first = text.find_first_not_of(kBlanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

int parse_number(std::string_view text) {
    if (text.empty() || text.size() > 9 || !std::all_of(text.begin(), text.end(), is_digit)) return -1;
    int value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return value;
}

bool natural_less(std::string_view a, std::string_view b) {
    std::string_view x = a, y = b;
    while (!x.empty() && !y.empty()) {
        if (is_digit(x[0]) && is_digit(y[0])) {
            if (const int order = compare_numbers(take_number(x), take_number(y)); order != 0)
                return order < 0;
            continue;
        }
        const auto cx = uint8_t(upper(x[0])), cy = uint8_t(upper(y[0]));
        if (cx != cy) return cx < cy;
        x.remove_prefix(1);
        y.remove_prefix(1);
    }
    if (x.empty() != y.empty()) return x.empty();
    return a < b;
}

} // namespace redbook
