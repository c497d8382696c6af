#include "redbook/image/album_files.h"

#include "redbook/base/error.h"

namespace redbook {

AudioFileOptions audio_options(const AlbumOptions& options) {
    return {.downmix = options.downmix, .gain_db = options.gain_db, .salvage = options.salvage};
}

void add_file(Album& album, const std::shared_ptr<const AudioFile>& file) {
    if (file->length() > samples_in(kLastAddress - kProgramStart))
        throw Error(Errc::does_not_fit, file->path() + ": is longer than any disc, which ends at 99:59:74");
    album.sources.push_back([file] { return file->source(); });
    album.files.push_back(file->path());
    if (file->missing()) album.missing.push_back({file->path(), *file->missing()});
    album.warnings.insert(album.warnings.end(), file->warnings().begin(), file->warnings().end());
}

SourceFile source_file(const InputFile& input) {
    const FileStatus& status = input.status();
    return {.path = input.path(), .size = status.size, .modified_ns = status.modified_ns, .crc = 0};
}

} // namespace redbook
