// A folder with one file a track, FLAC or WAV. A file holds the audio from its track's INDEX 01 to that of
// the next, as rippers do, the last one up to the lead-out: one after the other they are the disc from LBA 0
// on.
#pragma once

#include "redbook/image/image_writer.h"

namespace redbook {

// A disc whose track 1 does not begin at LBA 0 is refused, Errc::unsupported. FLAC has the tags of tags_of().
// Both refuse audio hidden before the first track; tags change texts.
void fit_flac_tracks(Fitted& fitted);
void fit_wav_tracks(Fitted& fitted);
std::unique_ptr<PendingImage> write_flac_tracks(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                                const std::string& out_path,
                                                const ImageWriteOptions& options);
std::unique_ptr<PendingImage> write_wav_tracks(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                               const std::string& out_path, const ImageWriteOptions& options);

} // namespace redbook
