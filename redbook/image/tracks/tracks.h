// Audio files, one per track: folders of FLAC and WAV files, and playlists. A folder is opened as its tags say
// (open_album_folder).
#pragma once

#include "redbook/image/format.h"

namespace redbook {

extern const Format kTrackFormats[3];

} // namespace redbook
