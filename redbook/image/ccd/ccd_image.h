// CCD+IMG+SUB: CloneCD's sheet, the audio from LBA 0 on, and P and Q of every block.
#pragma once

#include "redbook/image/image_writer.h"

namespace redbook {

void fit_ccd(Fitted& fitted); // changes texts that CD-TEXT cannot hold, and refuses some
std::unique_ptr<PendingImage> write_ccd(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                        const std::string& out_path, const ImageWriteOptions& options);

} // namespace redbook
