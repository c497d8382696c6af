// The image of a DDP set as audio by address.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "redbook/base/input_file.h"
#include "redbook/disc/block_source.h"
#include "redbook/image/ddp/checksum_files.h"

namespace redbook {

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
