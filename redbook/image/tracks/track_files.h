// A folder with one file a track, FLAC or WAV. A file holds the audio from its track's INDEX 01 to that of
// the next, as rippers do, the last one up to the lead-out; what is hidden before the first track is in a
// file of its own, number 00. One after the other they are the disc from LBA 0 on.
#pragma once

#include "redbook/image/image_writer.h"

namespace redbook {

// FLAC has the tags of tags_of(), which change texts.
void fit_flac_tracks(Fitted& fitted);
std::unique_ptr<PendingImage> write_flac_tracks(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                                const std::string& out_path,
                                                const ImageWriteOptions& options);
std::unique_ptr<PendingImage> write_wav_tracks(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                               const std::string& out_path, const ImageWriteOptions& options);

} // namespace redbook
