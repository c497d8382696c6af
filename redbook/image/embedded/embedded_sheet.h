// An audio file with the cue sheet of a whole disc inside: FLAC's CUESHEET block, or a tag CUESHEET.
#pragma once

#include <memory>

#include "redbook/audio/audio_file.h"
#include "redbook/image/album.h"

namespace redbook {

bool has_embedded_sheet(const AudioFile& file);

// The file as the sheet inside it says. Of a block and a tag the block tells tracks, indexes, ISRC, MCN and
// pre-emphasis to the sample; the tag, and after it the file's other tags (ALBUM, ALBUMARTIST, BARCODE, and
// of track 3 TITLE[3] or CUE_TRACK03_TITLE, ...), what is still missing. Where two of them differ the
// warnings say which was taken. The name after FILE does not matter. Of the options cue_origin
// applies, to a tag without a block, which tells its lead-in itself.
//   throws  what parse_flac_cue_sheet(), parse_cue_sheet() and lay_out_cue_sheet() throw, with sentences that
//           begin "a.flac: CUESHEET block: " and "a.flac: CUESHEET tag:4: "
Album open_embedded_sheet(const std::shared_ptr<const AudioFile>& file, const AlbumOptions& options = {});

} // namespace redbook
