// An album of audio files, one a track: a list of them, or a folder.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/holds.h"
#include "redbook/image/album.h"

namespace redbook {

// What one file a track can tell: with tags, and as WAV without them.
inline constexpr Holds kTaggedFilesHold{.first_150 = false,
                                        .pauses = false,
                                        .indexes = false,
                                        .flags = false,
                                        .scms = false,
                                        .text_blocks = 1,
                                        .text_extras = false,
                                        .first_track = false,
                                        .remarks = false};
inline constexpr Holds kPlainFilesHold{.first_150 = false,
                                       .pauses = false,
                                       .indexes = false,
                                       .flags = false,
                                       .scms = false,
                                       .isrc = false,
                                       .mcn = false,
                                       .text_blocks = 0,
                                       .text_extras = false,
                                       .first_track = false,
                                       .remarks = false};

// The path in this format.
Album open_as(const Format& format, const std::string& path, const AlbumOptions& options);

// The files in the order given. Throws what open_audio_file() throws; Errc::breaks_rule for more than 99.
Album open_file_list(const std::vector<std::string>& paths, const AlbumOptions& options);

// The audio files of a folder, not of folders in it; other files are ignored. A folder that is in a format of
// its own (a DDP set) is opened as that. Exactly one sheet in it is opened instead, which the warnings say, of
// the first format that has any; several are refused, and so are files of several discs by their DISCNUMBER.
Album open_album_folder(const std::string& path, const AlbumOptions& options);

} // namespace redbook
