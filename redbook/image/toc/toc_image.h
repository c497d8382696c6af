// TOC+WAV: cdrdao's .toc file and one WAV file.
#pragma once

#include "redbook/image/image_writer.h"

namespace redbook {

void fit_toc(Fitted& fitted); // changes texts that a .toc cannot hold, and refuses some
std::unique_ptr<PendingImage> write_toc(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                        const std::string& out_path, const ImageWriteOptions& options);

} // namespace redbook
