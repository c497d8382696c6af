#include "redbook/disc/cd_text_charset.h"

#include <cstdint>
#include <optional>

#include "redbook/base/ms_jis.h"
#include "redbook/base/text.h"

namespace redbook {
namespace {

struct Resembling {
    std::string_view ascii;
    std::u32string_view characters;
};

// clang-format off
constexpr Resembling kResembling[] = {
    {"'", U"\u2018\u2019‚‛′‵\u02BC\u02B9´"},
    {"\"", U"“”„‟″‶"},
    {"<", U"‹"},
    {">", U"›"},
    {"<<", U"«"},
    {">>", U"»"},
    {"-", U"‐‑‒–—―−⁃"},
    {"...", U"…"},
    {"*", U"•·∗"},
    {"x", U"×"},
    {"/", U"⁄∕÷"},
    {" ", U"\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000\u2028\u2029"},
    {"", U"\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF"},
    {"ff", U"ﬀ"},
    {"fi", U"ﬁ"},
    {"fl", U"ﬂ"},
    {"ffi", U"ﬃ"},
    {"ffl", U"ﬄ"},
    {"st", U"ﬅﬆ"},
    {"OE", U"Œ"},
    {"oe", U"œ"},
    {"AE", U"ÆǢǼ"},
    {"ae", U"æǣǽ"},
    {"ss", U"ß"},
    {"SS", U"ẞ"},
    {"IJ", U"Ĳ"},
    {"ij", U"ĳ"},
    {"DZ", U"ǄǱ"},
    {"Dz", U"ǅǲ"},
    {"dz", U"ǆǳ"},
    {"LJ", U"Ǉ"},
    {"Lj", U"ǈ"},
    {"lj", U"ǉ"},
    {"NJ", U"Ǌ"},
    {"Nj", U"ǋ"},
    {"nj", U"ǌ"},
    {"Th", U"Þ"},
    {"th", U"þ"},
    {"N", U"Ŋ"},
    {"n", U"ŋ"},
    {"'n", U"ŉ"},
    {"s", U"ſ"},
    {"(C)", U"©"},
    {"(R)", U"®"},
    {"(P)", U"℗"},
    {"TM", U"™"},
    {"No.", U"№"},
    {"EUR", U"€"},
    {"GBP", U"£"},
    {"1/4", U"¼"},
    {"1/2", U"½"},
    {"3/4", U"¾"},
    {"0", U"⁰₀"},
    {"1", U"¹₁"},
    {"2", U"²₂"},
    {"3", U"³₃"},
    {"4", U"⁴₄"},
    {"5", U"⁵₅"},
    {"6", U"⁶₆"},
    {"7", U"⁷₇"},
    {"8", U"⁸₈"},
    {"9", U"⁹₉"},
    {"!", U"¡"},
    {"?", U"¿"},
    {"u", U"µμ"},
    {"A", U"ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶÅ"},
    {"B", U"ḂḄḆ"},
    {"C", U"ÇĆĈĊČḈ"},
    {"D", U"ĎḊḌḎḐḒĐÐ"},
    {"E", U"ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ"},
    {"F", U"Ḟ"},
    {"G", U"ĜĞĠĢǦǴḠ"},
    {"H", U"ĤȞḢḤḦḨḪĦ"},
    {"I", U"ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ"},
    {"J", U"Ĵ"},
    {"K", U"ĶǨḰḲḴ"},
    {"L", U"ĹĻĽḶḸḺḼŁ"},
    {"M", U"ḾṀṂ"},
    {"N", U"ÑŃŅŇǸṄṆṈṊ"},
    {"O", U"ÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢØ"},
    {"P", U"ṔṖ"},
    {"R", U"ŔŖŘȐȒṘṚṜṞ"},
    {"S", U"ŚŜŞŠȘṠṢṤṦṨ"},
    {"T", U"ŢŤȚṪṬṮṰŦ"},
    {"U", U"ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ"},
    {"V", U"ṼṾ"},
    {"W", U"ŴẀẂẄẆẈ"},
    {"X", U"ẊẌ"},
    {"Y", U"ÝŶŸȲẎỲỴỶỸ"},
    {"Z", U"ŹŻŽẐẒẔ"},
    {"a", U"àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"},
    {"b", U"ḃḅḇ"},
    {"c", U"çćĉċčḉ"},
    {"d", U"ďḋḍḏḑḓđð"},
    {"e", U"èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"},
    {"f", U"ḟ"},
    {"g", U"ĝğġģǧǵḡ"},
    {"h", U"ĥȟḣḥḧḩḫẖħ"},
    {"i", U"ìíîïĩīĭįǐȉȋḭḯỉịı"},
    {"j", U"ĵǰ"},
    {"k", U"ķǩḱḳḵ"},
    {"l", U"ĺļľḷḹḻḽł"},
    {"m", U"ḿṁṃ"},
    {"n", U"ñńņňǹṅṇṉṋ"},
    {"o", U"òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø"},
    {"p", U"ṕṗ"},
    {"q", U"ĸ"},
    {"r", U"ŕŗřȑȓṙṛṝṟ"},
    {"s", U"śŝşšſșṡṣṥṧṩẛ"},
    {"t", U"ţťțṫṭṯṱẗŧ"},
    {"u", U"ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"},
    {"v", U"ṽṿ"},
    {"w", U"ŵẁẃẅẇẉẘ"},
    {"x", U"ẋẍ"},
    {"y", U"ýÿŷȳẏẙỳỵỷỹ"},
    {"z", U"źżžẑẓẕ"},
};
// clang-format on

// A letter and a combining accent are one character of ISO 8859-1.
struct Accent {
    char32_t combining;
    std::u32string_view letters, composed;
};
constexpr Accent kAccents[] = {{0x300, U"AEIOUaeiou", U"ÀÈÌÒÙàèìòù"},
                               {0x301, U"AEIOUYaeiouy", U"ÁÉÍÓÚÝáéíóúý"},
                               {0x302, U"AEIOUaeiou", U"ÂÊÎÔÛâêîôû"},
                               {0x303, U"ANOano", U"ÃÑÕãñõ"},
                               {0x308, U"AEIOUaeiouy", U"ÄËÏÖÜäëïöüÿ"},
                               {0x30A, U"Aa", U"Åå"},
                               {0x327, U"Cc", U"Çç"}};

// Half-width katakana, U+FF61..FF9F, at their usual width.
constexpr std::u32string_view kKatakana = U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタ"
                                          U"チツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

constexpr char32_t kFullWidth = 0xFEE0; // from ASCII to the full-width forms
constexpr char32_t kReplacement = 0xFFFD;

bool is_ascii(char32_t code) { return code >= 0x20 && code <= 0x7E; }
bool is_combining(char32_t code) { return code >= 0x300 && code <= 0x36F; }
bool is_half_width_katakana(char32_t code) { return code >= 0xFF61 && code <= 0xFF9F; }

char32_t composed(char32_t letter, char32_t combining) {
    for (const Accent& accent : kAccents)
        if (accent.combining == combining)
            if (const size_t at = accent.letters.find(letter); at != accent.letters.npos)
                return accent.composed[at];
    return 0;
}

std::optional<std::string_view> in_ascii(char32_t code) {
    for (const Resembling& r : kResembling)
        if (r.characters.find(code) != r.characters.npos) return r.ascii;
    return std::nullopt;
}

// In ASCII; nullopt: nothing does.
std::optional<std::string_view> resembling(char32_t code) {
    if (const auto ascii = in_ascii(code)) return ascii;
    if (code < 0x20) return " ";
    if (is_combining(code)) return "";
    return std::nullopt;
}

char32_t widened(char32_t code) {
    if (code == U' ') return 0x3000;
    if (is_ascii(code)) return code + kFullWidth;
    return is_half_width_katakana(code) ? kKatakana[code - 0xFF61] : code;
}

char32_t narrowed(char32_t code) {
    return code > 0x20 + kFullWidth && is_ascii(code - kFullWidth) ? code - kFullWidth : code;
}

// At the width that the set has.
char32_t in_width(Charset charset, char32_t code) {
    return charset == Charset::ms_jis ? widened(code) : narrowed(code);
}

void append_resembling(std::string& out, Charset charset, char32_t code) {
    const char32_t wide = in_width(charset, code);
    if (holds(charset, wide)) return append_utf8(out, wide);
    for (const char c : resembling(code).value_or("?"))
        append_utf8(out, in_width(charset, char32_t(uint8_t(c))));
}

DecodedText decode_single_bytes(Charset charset, std::string_view bytes) {
    DecodedText decoded{to_utf8(bytes, Encoding::windows_1252), true};
    for (const char32_t code : code_points(decoded.text))
        if (!holds(charset, code)) decoded.as_the_set_says = false;
    return decoded;
}

DecodedText decode_ms_jis(std::string_view bytes) {
    DecodedText decoded{{}, true};
    while (!bytes.empty()) {
        const char32_t code = take_shift_jis(bytes);
        const bool known = code > 0x7F ? code != kReplacement : is_ascii(code);
        decoded.as_the_set_says &= known;
        append_utf8(decoded.text, known ? code : kReplacement);
    }
    return decoded;
}

} // namespace

std::string_view to_string(Charset charset) {
    switch (charset) {
    case Charset::latin1: return "ISO 8859-1";
    case Charset::ascii: return "ASCII";
    case Charset::ms_jis: break;
    }
    return "MS-JIS";
}

bool holds(Charset charset, char32_t code) {
    if (charset == Charset::ms_jis) return to_ms_jis(code) != 0;
    return is_ascii(code) || (charset == Charset::latin1 && code >= 0xA0 && code <= 0xFF);
}

std::u32string not_held(Charset charset, std::string_view text) {
    std::u32string out;
    for (const char32_t code : code_points(text))
        if (!holds(charset, code) && out.find(code) == out.npos) out += code;
    return out;
}

std::u32string not_resembled(Charset charset, std::string_view text) {
    std::u32string out;
    for (const char32_t code : not_held(charset, text))
        if (!holds(charset, in_width(charset, code)) && !resembling(code)) out += code;
    return out;
}

std::string encode_text(Charset charset, std::string_view text) {
    std::string bytes;
    for (const char32_t code : code_points(text)) {
        if (charset != Charset::ms_jis) {
            bytes += char(code);
            continue;
        }
        const uint16_t pair = to_ms_jis(code);
        bytes += char(pair >> 8);
        bytes += char(pair & 0xFF);
    }
    return bytes;
}

DecodedText decode_text(Charset charset, std::string_view bytes) {
    return charset == Charset::ms_jis ? decode_ms_jis(bytes) : decode_single_bytes(charset, bytes);
}

std::string transliterated(Charset charset, std::string_view text) {
    const std::u32string codes = code_points(text);
    std::string out;
    for (size_t i = 0; i < codes.size(); ++i) {
        const char32_t joined = i + 1 < codes.size() ? composed(codes[i], codes[i + 1]) : 0;
        const char32_t code = joined != 0 ? joined : codes[i];
        if (joined != 0) ++i;
        if (holds(charset, code))
            append_utf8(out, code);
        else
            append_resembling(out, charset, code);
    }
    return out;
}

std::string without_accents(std::string_view text) {
    constexpr char32_t kVoiced = 0x3099, kHalfVoiced = 0x309A; // combining: か and this is が, one further
    std::u32string letters;
    for (const char32_t wide : code_points(text)) {
        const char32_t code = narrowed(wide);
        if (code == kVoiced || code == kHalfVoiced) {
            if (!letters.empty()) letters.back() += code - kVoiced + 1;
        } else if (const auto ascii = in_ascii(code)) {
            letters.append(ascii->begin(), ascii->end());
        } else if (!is_combining(code)) {
            letters += code;
        }
    }
    std::string out;
    for (const char32_t code : letters) append_utf8(out, code);
    return ascii_upper(out);
}

} // namespace redbook
