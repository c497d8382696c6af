// A cue sheet and the audio files it names, opened.
#pragma once

#include <string>

#include "redbook/image/album.h"

namespace redbook {

// Of the options gain and downmix apply, and gain not to raw audio (Errc::unsupported); encoding,
// allow_outside and cue_origin. What a file is its content decides; BINARY and MOTOROLA mean raw audio,
// little- and big-endian, if the file does not begin like one with a header. The texts of a CDTEXTFILE take
// the place of the sheet's, and the warnings name those that differ; its MCN and ISRC count where the sheet
// has none.
//   throws  what parse_cue_sheet(), lay_out_cue_sheet(), open_audio_file() and read_cd_text() throw;
//           Errc::not_found "disc.cue:3: there is no file ..."
Album open_cue_sheet(const std::string& path, const AlbumOptions& options);

} // namespace redbook
