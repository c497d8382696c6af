// Anything that holds a disc, opened by path: a stash, an image, a sheet, audio files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/check/verify.h"
#include "redbook/image/album.h"

namespace redbook {

// Album::kind is "stash" for a stash. `capacity` is what a stash was made for.
struct Opened {
    Album album;
    std::optional<BlockCount> capacity;
};

// A single path that begins like a stash is one; all else is open_album()'s.
Opened open_any(FileSystem& files, const std::vector<std::string>& paths, const AlbumOptions& options = {});

// The album as one side of a comparison, called `name`; it must outlive the side.
Side side_of(const std::string& name, const Album& album);

} // namespace redbook
