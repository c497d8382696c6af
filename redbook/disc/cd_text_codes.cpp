#include "redbook/disc/cd_text_codes.h"

#include <algorithm>
#include <charconv>

#include "redbook/base/text.h"

namespace redbook {
namespace {

struct Name {
    uint16_t code;
    std::string_view name;
};

// clang-format off
constexpr Name kLanguages[] = {
    {0x00, "Unknown"}, {0x01, "Albanian"}, {0x02, "Breton"}, {0x03, "Catalan"}, {0x04, "Croatian"}, {0x05, "Welsh"},
    {0x06, "Czech"}, {0x07, "Danish"}, {0x08, "German"}, {0x09, "English"}, {0x0A, "Spanish"}, {0x0B, "Esperanto"},
    {0x0C, "Estonian"}, {0x0D, "Basque"}, {0x0E, "Faroese"}, {0x0F, "French"}, {0x10, "Frisian"}, {0x11, "Irish"},
    {0x12, "Gaelic"}, {0x13, "Galician"}, {0x14, "Icelandic"}, {0x15, "Italian"}, {0x16, "Lappish"}, {0x17, "Latin"},
    {0x18, "Latvian"}, {0x19, "Luxembourgian"}, {0x1A, "Lithuanian"}, {0x1B, "Hungarian"}, {0x1C, "Maltese"},
    {0x1D, "Dutch"}, {0x1E, "Norwegian"}, {0x1F, "Occitan"}, {0x20, "Polish"}, {0x21, "Portuguese"},
    {0x22, "Romanian"}, {0x23, "Romansh"}, {0x24, "Serbian"}, {0x25, "Slovak"}, {0x26, "Slovenian"},
    {0x27, "Finnish"}, {0x28, "Swedish"}, {0x29, "Turkish"}, {0x2A, "Flemish"}, {0x2B, "Walloon"},
    {0x45, "Zulu"}, {0x46, "Vietnamese"}, {0x47, "Uzbek"}, {0x48, "Urdu"}, {0x49, "Ukrainian"}, {0x4A, "Thai"},
    {0x4B, "Telugu"}, {0x4C, "Tatar"}, {0x4D, "Tamil"}, {0x4E, "Tadzhik"}, {0x4F, "Swahili"}, {0x50, "Sranan Tongo"},
    {0x51, "Somali"}, {0x52, "Sinhalese"}, {0x53, "Shona"}, {0x54, "Serbo-Croat"}, {0x55, "Ruthenian"},
    {0x56, "Russian"}, {0x57, "Quechua"}, {0x58, "Pushtu"}, {0x59, "Punjabi"}, {0x5A, "Persian"},
    {0x5B, "Papamiento"}, {0x5C, "Oriya"}, {0x5D, "Nepali"}, {0x5E, "Ndebele"}, {0x5F, "Marathi"},
    {0x60, "Moldavian"}, {0x61, "Malaysian"}, {0x62, "Malagasy"}, {0x63, "Macedonian"}, {0x64, "Laotian"},
    {0x65, "Korean"}, {0x66, "Khmer"}, {0x67, "Kazakh"}, {0x68, "Kannada"}, {0x69, "Japanese"}, {0x6A, "Indonesian"},
    {0x6B, "Hindi"}, {0x6C, "Hebrew"}, {0x6D, "Hausa"}, {0x6E, "Gurani"}, {0x6F, "Gujarati"}, {0x70, "Greek"},
    {0x71, "Georgian"}, {0x72, "Fulani"}, {0x73, "Dari"}, {0x74, "Churash"}, {0x75, "Chinese"}, {0x76, "Burmese"},
    {0x77, "Bulgarian"}, {0x78, "Bengali"}, {0x79, "Belorussian"}, {0x7A, "Bambora"}, {0x7B, "Azerbaijani"},
    {0x7C, "Assamese"}, {0x7D, "Armenian"}, {0x7E, "Arabic"}, {0x7F, "Amharic"}};
constexpr Name kOtherLanguages[] = {
    {0x2B, "Wallon"}, {0x62, "Malagasay"}, {0x6F, "Gujurati"}, {0x79, "Bielorussian"}};

constexpr Name kGenres[] = {
    {0, "Not Used"}, {1, "Not Defined"}, {2, "Adult Contemporary"}, {3, "Alternative Rock"}, {4, "Childrens Music"},
    {5, "Classical"}, {6, "Contemporary Christian"}, {7, "Country"}, {8, "Dance"}, {9, "Easy Listening"},
    {10, "Erotic"}, {11, "Folk"}, {12, "Gospel"}, {13, "Hip Hop"}, {14, "Jazz"}, {15, "Latin"}, {16, "Musical"},
    {17, "New Age"}, {18, "Opera"}, {19, "Operetta"}, {20, "Pop Music"}, {21, "Rap"}, {22, "Reggae"},
    {23, "Rock Music"}, {24, "Rhythm & Blues"}, {25, "Sound Effects"}, {26, "Soundtrack"}, {27, "Spoken Word"},
    {28, "World Music"}};
constexpr Name kOtherGenres[] = {{4, "Childrens"}, {20, "Pop"}, {23, "Rock"}};
// clang-format on

template <size_t n>
std::string_view name_in(const Name (&names)[n], uint16_t code) {
    const auto* found = std::find_if(names, names + n, [&](const Name& x) { return x.code == code; });
    return found == names + n ? std::string_view{} : found->name;
}

template <size_t n>
std::optional<uint16_t> code_in(const Name (&names)[n], std::string_view name) {
    const auto* found =
        std::find_if(names, names + n, [&](const Name& x) { return equal_ignoring_case(x.name, name); });
    if (found == names + n) return std::nullopt;
    return found->code;
}

} // namespace

std::string_view language_name(uint8_t code) { return name_in(kLanguages, code); }
std::string_view genre_name(uint16_t code) { return name_in(kGenres, code); }

std::optional<uint8_t> language_named(std::string_view name) {
    auto code = code_in(kLanguages, name);
    if (!code) code = code_in(kOtherLanguages, name);
    if (!code) return std::nullopt;
    return uint8_t(*code);
}

std::optional<uint16_t> genre_named(std::string_view name) {
    const auto code = code_in(kGenres, name);
    return code ? code : code_in(kOtherGenres, name);
}

std::optional<uint16_t> parse_hex_code(std::string_view text, uint16_t most) {
    if (text.size() < 3 || text[0] != '0' || (text[1] != 'x' && text[1] != 'X')) return std::nullopt;
    uint16_t code = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 2, end, code, 16);
    if (error != std::errc{} || stop != end || code > most) return std::nullopt;
    return code;
}

} // namespace redbook
