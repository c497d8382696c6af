// Playlists (.m3u, .m3u8, .pls): the files of an album in order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/image/album.h"

namespace redbook {

inline constexpr size_t kLargestPlaylist = 1 << 20; // bytes

struct PlaylistEntry {
    std::string name; // a path as the playlist has it; of a file:// URL, the path in it
    int line = 0;
};

struct Playlist {
    std::vector<PlaylistEntry> entries; // 1..99
    std::vector<std::string> warnings;
};

// True if it begins as playlists do: "#EXTM3U" or "[playlist]". A list of names alone does not.
bool looks_like_playlist(std::string_view bytes);

// Lines that begin with '#' or ';' are comments. After a line [playlist] only lines FileN=NAME count, in the
// order of N.
//   throws  Errc::malformed (no file in it), unsupported (http://...), breaks_rule (100 files): "x.m3u:4:
//   ..."
Playlist parse_playlist(const std::string& path, std::string_view bytes,
                        std::optional<Encoding> encoding = std::nullopt);

// The files are looked for as those of a sheet are, and opened as a list of files. Throws what
// open_file_list() throws, and Errc::not_found.
Album open_playlist(const std::string& path, const AlbumOptions& options);

} // namespace redbook
