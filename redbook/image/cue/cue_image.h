// CUE+BIN and CUE+WAV: the sheet and its one data file.
#pragma once

#include "redbook/image/image_writer.h"

namespace redbook {

void fit_cue(Fitted& fitted); // changes texts and remarks that a sheet cannot hold
std::unique_ptr<PendingImage> write_cue_bin(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                            const std::string& out_path, const ImageWriteOptions& options);
std::unique_ptr<PendingImage> write_cue_wav(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                            const std::string& out_path, const ImageWriteOptions& options);

} // namespace redbook
