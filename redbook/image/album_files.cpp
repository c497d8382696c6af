#include "redbook/image/album_files.h"

#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {

AudioFileOptions audio_options(const AlbumOptions& options) {
    return {.downmix = options.downmix, .gain_db = options.gain_db};
}

void add_file(Album& album, const AudioFile& file) {
    if (file.length() > samples_in(kLastAddress - kProgramStart))
        throw Error(Errc::does_not_fit, file.path() + ": is longer than any disc, which ends at 99:59:74");
    album.files.push_back(file.path());
    album.warnings.insert(album.warnings.end(), file.warnings().begin(), file.warnings().end());
}

SourceFile source_file(const std::string& path) {
    const auto status = system_files().status(path);
    if (!status) throw Error(Errc::not_found, path + ": there is no such file or folder");
    return {.path = path, .size = status->size, .modified_ns = status->modified_ns, .crc = 0};
}

} // namespace redbook
