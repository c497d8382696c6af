#include "redbook/image/tracks/playlist.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/image/sheet.h"
#include "redbook/image/tracks/file_album.h"

namespace redbook {
namespace {

constexpr std::string_view kM3uHead = "#EXTM3U", kPlsHead = "[playlist]";

bool begins_with(std::string_view text, std::string_view head) {
    return equal_ignoring_case(text.substr(0, head.size()), head);
}

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    const char letter = char(c | 0x20);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

// "%20" becomes a blank; a '%' without two digits stays.
std::string percent_decoded(std::string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
        if (low < 0 || high * 16 + low == 0) {
            out += text[i];
        } else {
            out += char(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

class PlaylistParser {
  public:
    PlaylistParser(const std::string& path, std::string_view bytes, std::optional<Encoding> encoding)
        : path_(path) {
        text_ = sheet_text(path, bytes, encoding, result_.warnings);
    }

    Playlist run() {
        bool is_pls = false;
        int line = 0;
        for (std::string_view rest = text_; !rest.empty();) {
            const size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
            const std::string_view words = trimmed(rest.substr(0, end));
            rest.remove_prefix(std::min(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1), rest.size()));
            ++line;
            if (words.find('\0') != words.npos)
                fail(line, "the line has a zero byte in it; this is not a text file");
            is_pls = is_pls || equal_ignoring_case(words, kPlsHead);
            is_pls ? take_key(words, line) : take_name(words, line);
        }
        for (auto& [number, entry] : numbered_) result_.entries.push_back(std::move(entry));
        if (result_.entries.empty())
            throw Error(Errc::malformed,
                        path_ + ": there is no file in this playlist; give one that names some");
        if (result_.entries.size() > size_t(kMostTracks))
            throw Error(Errc::breaks_rule,
                        fmt::format("{}: there are {} files in this playlist; a disc holds at most 99 "
                                    "tracks",
                                    path_, result_.entries.size()));
        return std::move(result_);
    }

  private:
    [[noreturn]] void fail(int line, std::string_view why, Errc code = Errc::malformed) const {
        throw Error(code, at_line(path_, line, why));
    }

    void take_name(std::string_view words, int line) {
        if (!words.empty() && !words.starts_with('#') && !words.starts_with(';'))
            result_.entries.push_back(entry(words, line));
    }

    // "File12=name"
    void take_key(std::string_view words, int line) {
        const size_t equals = words.find('=');
        if (!begins_with(words, "File") || equals == words.npos) return;
        const int number = parse_number(trimmed(words.substr(4, equals - 4)));
        const std::string_view name = trimmed(words.substr(equals + 1));
        if (number < 0 || name.empty()) return;
        if (!numbered_.try_emplace(number, entry(name, line)).second)
            result_.warnings.push_back(
                at_line(path_, line, fmt::format("a second File{} is left out", number)));
    }

    PlaylistEntry entry(std::string_view name, int line) const {
        const size_t scheme = name.find("://");
        if (scheme == name.npos || name.find('/') < scheme) return {std::string(name), line};
        if (!begins_with(name, "file://"))
            fail(line,
                 fmt::format("{} is not a file of this machine; a disc is made of files", quoted_word(name)),
                 Errc::unsupported);
        std::string path = percent_decoded(name.substr(scheme + 3));
        if (path.empty()) fail(line, fmt::format("{} names no file", quoted_word(name)));
        if (begins_with(path, "localhost/")) path.erase(0, path.find('/'));
        if (path.size() > 2 && path[0] == '/' && path[2] == ':') path.erase(0, 1); // "/C:/Music"
        return {is_utf8(path) ? path : to_utf8(path, Encoding::windows_1252), line};
    }

    const std::string& path_;
    std::string text_;
    std::map<int, PlaylistEntry> numbered_;
    Playlist result_;
};

} // namespace

bool looks_like_playlist(std::string_view bytes) {
    const std::string text = to_utf8(bytes.substr(0, 64), guess_encoding(bytes.substr(0, 64)));
    const std::string_view words =
        std::string_view(text).substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return begins_with(words, kM3uHead) || begins_with(words, kPlsHead);
}

Playlist parse_playlist(const std::string& path, std::string_view bytes, std::optional<Encoding> encoding) {
    return PlaylistParser(path, bytes, encoding).run();
}

Album open_playlist(const std::string& path, const AlbumOptions& options) {
    const Playlist list =
        parse_playlist(path, read_whole_file(system_files(), path, kLargestPlaylist), options.encoding);
    Album named;
    named.path = path;
    named.kind = AlbumKind::playlist;
    named.warnings = list.warnings;
    std::vector<std::string> paths;
    for (const PlaylistEntry& entry : list.entries)
        paths.push_back(find_named_file(named, entry.line, entry.name, options));
    Album album = open_file_list(paths, options);
    if (album.kind == AlbumKind::audio_files) album.kind = AlbumKind::playlist, album.path = path;
    album.files.insert(album.files.begin(), path);
    album.warnings.insert(album.warnings.begin(), named.warnings.begin(), named.warnings.end());
    return album;
}

} // namespace redbook
