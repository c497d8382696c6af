// A CloneCD image, opened: the sheet (.ccd), the audio (.img) and, if it is there, the subchannel (.sub).
#pragma once

#include <string>

#include "redbook/image/album.h"

namespace redbook {

// The other files are those with the sheet's stem, in any case. Of the options none applies (gain:
// Errc::unsupported).
//   throws  what parse_ccd(), toc_of_ccd() and lay_out_ccd() throw; Errc::not_found (no .img), malformed
//           (.img is truncated), unsupported (.img with 2448 bytes a block)
Album open_ccd(const std::string& path, const AlbumOptions& options);

} // namespace redbook
