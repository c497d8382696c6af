// A DDP 2.00 set: a folder with DDPID, DDPMS, PQ descriptor, image, CD-TEXT and checksums.
#pragma once

#include "redbook/image/image_writer.h"

namespace redbook {

void fit_ddp(Fitted& fitted); // fit_ddp_files()

// Throws what ddp_files_of() and WholeFolder throw, too. The image's MD5 is made beside writing and reading
// back, by a thread of its own: commit() waits for it, compares the CRC-32 of what it has read with sums(),
// writes the checksums, and gives the name (Errc::differs: nothing is left then).
std::unique_ptr<PendingImage> write_ddp(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                        const std::string& out_path, const ImageWriteOptions& options);

} // namespace redbook
