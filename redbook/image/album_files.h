// What all readers of albums do with an audio file.
#pragma once

#include <string>

#include "redbook/audio/audio_file.h"
#include "redbook/image/album.h"

namespace redbook {

AudioFileOptions audio_options(const AlbumOptions& options);

// Adds the file to the album's files and sources, with its warnings. Throws Errc::does_not_fit if no disc
// holds it.
void add_file(Album& album, const std::shared_ptr<const AudioFile>& file);

// The file as it was when it was opened, for Track::source.
SourceFile source_file(const InputFile& input);

} // namespace redbook
