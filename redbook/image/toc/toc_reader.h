// A cdrdao .toc file and the audio files it names, opened.
#pragma once

#include <string>

#include "redbook/image/album.h"

namespace redbook {

// Of the options gain and downmix apply, and gain not to raw audio (Errc::unsupported); encoding and
// allow_outside. A file that begins like one with a header is what its content says; ".wav" must be such a
// file; all else is raw audio, big-endian, or little-endian with SWAP.
//   throws  what parse_toc(), lay_out_toc() and open_audio_file() throw; Errc::not_found
//           "disc.toc:3: there is no file ..."
Album open_toc(const std::string& path, const AlbumOptions& options);

} // namespace redbook
