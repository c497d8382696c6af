#include "redbook/audio/tags.h"

#include <string_view>

#include "redbook/base/text.h"

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

std::string vorbis_name(const std::string& raw) {
    const std::string name = ascii_upper(raw);
    for (const Alias& alias : kAliases)
        if (name == alias.from) return std::string(alias.to);
    return name;
}

// ID3v1 and RIFF INFO have no encoding; their NULs and blanks fill a field of fixed size.
std::string clean(const std::string& raw) {
    const std::string text = to_utf8(raw, guess_encoding(raw));
    return std::string(trimmed(text.c_str()));
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
        const std::string name = vorbis_name(raw_name), value = clean(raw_value);
        if (name == "TRACKNUMBER" || name == "DISCNUMBER")
            add_number(result, name, value);
        else
            add(result, name, value);
    }
    return result;
}

} // namespace redbook
