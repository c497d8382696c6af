// Anything that holds a disc, opened by path: a stash, an image, a sheet, audio files, a drive.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/check/verify.h"
#include "redbook/drive/disc_source.h"
#include "redbook/image/album.h"
#include "redbook/image/image_writer.h"

namespace redbook {

// Album::kind is "stash" for a stash. `capacity` is what a stash was made for.
struct Opened {
    Album album;
    std::optional<BlockCount> capacity;
};

// A single path that is a drive is opened by open_disc(), one that begins like a stash by open_stash(), all
// else by open_album().
Opened open_any(FileSystem& files, const std::vector<std::string>& paths, const AlbumOptions& options = {},
                const DiscReadOptions& reading = {});

// Adds a warning where the sheet names the disc's freedb ID (REM DISCID) and the disc has another: it may be
// the sheet of another disc, or pressing.
void warn_of_other_disc_id(Album& album);

// What was just written, opened again by path. Its Album::damage tells where a byte of its files is not what
// was written, or what the reader has to warn of.
//   throws  Errc::differs where that keeps it from being opened; what open_any() throws
Album open_written(const WrittenImage& image);

// Where an album's files lack audio (Album::missing), what was compared is not all there should be: the item
// of the last track of `disc` from such a file becomes not checkable, and the verdict not verified, if
// nothing differs.
void leave_unverified(Comparison& comparison, const std::vector<MissingFromFile>& missing, const Disc& disc);

// The album as one side of a comparison, called `name`; it must outlive the side.
Side side_of(const std::string& name, const Album& album);

} // namespace redbook
