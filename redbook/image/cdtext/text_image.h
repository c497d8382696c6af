// CD-TEXT written alone: packs (.cdt), or Sony text sheets (v07t).
#pragma once

#include "redbook/image/image_writer.h"

namespace redbook {

// Both refuse a disc without CD-TEXT, and what packs cannot hold; they change what resembles it.
void fit_cdt(Fitted& fitted);
void fit_text_sheets(Fitted& fitted);

// The audio is not touched. Both throw what write_image() throws.
std::unique_ptr<PendingImage> write_cdt(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                        const std::string& out_path, const ImageWriteOptions& options);
std::unique_ptr<PendingImage> write_text_sheets(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                                const std::string& out_path,
                                                const ImageWriteOptions& options);

} // namespace redbook
