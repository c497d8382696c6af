#include "redbook/audio/tags.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace redbook {
namespace {

struct Alias {
    std::string_view from, to;
};

// RIFF INFO ids, the names FFmpeg gives to ID3 and MP4 fields, APE's own names. "ISRC" of RIFF INFO is the
// source of the material, never a recording code, but it is not told apart here: wav_file leaves it out.
constexpr Alias kAliases[] = {
    {"IART", "ARTIST"},
    {"INAM", "TITLE"},
    {"IPRD", "ALBUM"},
    {"ITRK", "TRACKNUMBER"},
    {"IPRT", "TRACKNUMBER"},
    {"IMUS", "COMPOSER"},
    {"ICRD", "DATE"},
    {"IGNR", "GENRE"},
    {"ICMT", "COMMENT"},
    {"ICOP", "COPYRIGHT"},
    {"TRACK", "TRACKNUMBER"},
    {"DISC", "DISCNUMBER"},
    {"DISK", "DISCNUMBER"},
    {"ALBUM ARTIST", "ALBUMARTIST"},
    {"ALBUM_ARTIST", "ALBUMARTIST"},
    {"YEAR", "DATE"},
    {"TSRC", "ISRC"},
    {"UPC", "BARCODE"},
    {"EAN", "BARCODE"},
    {"EAN/UPC", "BARCODE"},
    {"CATALOG", "CATALOGNUMBER"},
    {"CATALOG #", "CATALOGNUMBER"},
    {"CATALOGID", "CATALOGNUMBER"},
    {"TOTALTRACKS", "TRACKTOTAL"},
    {"TOTALDISCS", "DISCTOTAL"},
    {"WRITER", "LYRICIST"},
};

std::string vorbis_name(std::string name) {
    for (char& c : name) c = char(std::toupper(static_cast<unsigned char>(c)));
    for (const Alias& alias : kAliases)
        if (name == alias.from) return std::string(alias.to);
    return name;
}

size_t length_of_utf8(uint8_t first) {
    return first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

bool is_utf8(std::string_view text) {
    for (size_t i = 0; i < text.size();) {
        const size_t n = length_of_utf8(uint8_t(text[i]));
        if (n == 0 || i + n > text.size()) return false;
        for (size_t k = 1; k < n; ++k)
            if ((uint8_t(text[i + k]) & 0xC0) != 0x80) return false;
        i += n;
    }
    return true;
}

// What is not UTF-8 is taken for Latin-1.
std::string to_utf8(const std::string& text) {
    if (is_utf8(text)) return text;
    std::string out;
    for (const char c : text) {
        const auto b = uint8_t(c);
        if (b < 0x80)
            out += c;
        else
            out += {char(0xC0 | b >> 6), char(0x80 | (b & 0x3F))};
    }
    return out;
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.pop_back();
    return text;
}

void add(std::map<std::string, std::string>& tags, const std::string& name, const std::string& value) {
    if (value.empty()) return;
    std::string& have = tags[name];
    if (have.empty())
        have = value;
    else if (have != value)
        have += "; " + value;
}

// "3/12": the number, and the total under a name of its own.
void add_number(std::map<std::string, std::string>& tags, const std::string& name, const std::string& value) {
    const size_t slash = value.find('/');
    add(tags, name, value.substr(0, slash));
    if (slash != value.npos)
        add(tags, name == "TRACKNUMBER" ? "TRACKTOTAL" : "DISCTOTAL", value.substr(slash + 1));
}

} // namespace

std::map<std::string, std::string> vorbis_tags(const std::vector<std::pair<std::string, std::string>>& tags) {
    std::map<std::string, std::string> result;
    for (const auto& [raw_name, raw_value] : tags) {
        const std::string name = vorbis_name(raw_name), value = trimmed(to_utf8(raw_value));
        if (name == "TRACKNUMBER" || name == "DISCNUMBER")
            add_number(result, name, value);
        else
            add(result, name, value);
    }
    return result;
}

} // namespace redbook
