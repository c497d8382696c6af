// A DDP set, opened: the folder with DDPID, DDPMS and the files that DDPMS names.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/input_file.h"
#include "redbook/disc/block_source.h"
#include "redbook/image/album.h"
#include "redbook/image/ddp/checksum_files.h"

namespace redbook {

// Limits, in bytes.
inline constexpr size_t kLargestDdpText = 1 << 20; // PQ descriptor, DDPMS
inline constexpr size_t kLargestDdpCdText = 1 << 16;

// The path of the DDPMS in a folder, in any case; nullopt: there is none.
std::optional<std::string> find_ddpms(const std::string& folder);

// True if a file begins like a DDPID or a DDPMS.
bool looks_like_ddp(std::string_view bytes);

// `path` is the folder, or a file in it. The first two seconds are the silence that every disc begins with,
// if they are silent, else audio. The small files are compared with the checksums that lie beside them, the
// audio when its last block is read (ddp_audio.h); that there are none is a warning. No options apply, and
// gain is refused (Errc::unsupported).
//   throws  Errc::not_found (DDPMS, or a file it names), malformed "DDPMS: packet 2: ..", unsupported (no
//           audio master, several images)
Album open_ddp(const std::string& path, const AlbumOptions& options);

// The image as audio by address.
struct DdpImageFile {
    Input input;
    Lba begin = kProgramStart; // of the block that the file begins with; silence before it
    Lba end;                   // the lead-out; the file may continue after it
    std::vector<Claim> claims; // its checksums
};

// Whoever reads the last block gets it only when the whole file has been read and has the
// checksums that are claimed: once a source, whatever its clones read. warnings() says when audio was read
// and it did not come to that.
//   throws  Errc::malformed "IMAGE.DAT: its MD5 is ..", or that it became shorter; io
std::unique_ptr<BlockSource> make_ddp_audio(DdpImageFile image);

} // namespace redbook
