// A cue sheet and the audio files it names, opened.
#pragma once

#include <string>

#include "redbook/image/album.h"

namespace redbook {

// Of the options only gain, downmix and cue_origin apply, and gain not to raw audio (Errc::unsupported). What
// a file is its content decides; BINARY and MOTOROLA mean raw audio, little- and big-endian, if the file does
// not begin like one with a header.
//   throws  what parse_cue_sheet(), lay_out_cue_sheet() and open_audio_file() throw; Errc::not_found
//           "disc.cue:3: there is no file ..."
Album open_cue_sheet(const std::string& path, const AlbumOptions& options);

} // namespace redbook
