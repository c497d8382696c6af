#include "redbook/record/opened.h"

#include "redbook/record/disc_reader.h"
#include "redbook/stage/staging.h"

namespace redbook {

Opened open_any(FileSystem& files, const std::vector<std::string>& paths, const AlbumOptions& options,
                const DiscReadOptions& reading) {
    if (paths.size() == 1 && is_drive(paths[0])) return {open_disc(paths[0], reading), std::nullopt};
    if (paths.size() != 1 || !is_stash(files, paths[0])) return {open_album(paths, options), std::nullopt};
    const auto stash = open_stash(files, paths[0]);
    Album album;
    album.kind = "stash";
    album.path = paths[0];
    album.disc = stash->disc();
    album.audio = stash->audio();
    album.files = {paths[0]};
    album.warnings = stash->warnings();
    return {std::move(album), stash->capacity()};
}

Side side_of(const std::string& name, const Album& album) {
    Side side{name, album.disc, album.audio.get(), album.holds};
    side.subchannel = album.subchannel.get();
    side.contradictions = album.contradictions;
    side.unread = album.unread;
    return side;
}

} // namespace redbook
