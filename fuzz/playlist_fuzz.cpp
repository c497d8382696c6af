// Any bytes as a playlist: refused with an Error, or 1 to 99 names of files.
#include "fuzz/target.h"
#include "redbook/image/cue_files.h"
#include "redbook/image/tracks/playlist.h"

namespace redbook {

FUZZ_TARGET(playlist, "playlist") {
    using enum Encoding;
    for (const auto& encoding :
         {std::optional<Encoding>{}, std::optional(utf8), std::optional(utf16_le), std::optional(shift_jis)})
        unless_refused([&] {
            const Playlist list = parse_playlist("x.m3u", text_of(input), encoding);
            must_hold(!list.entries.empty() && list.entries.size() <= size_t(kMostTracks));
            for (const PlaylistEntry& entry : list.entries)
                must_hold(!entry.name.empty() && is_utf8(entry.name));
        });
}

} // namespace redbook
