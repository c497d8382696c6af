#include "redbook/image/album.h"

#include <algorithm>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/image/cue_files.h"
#include "redbook/image/cue_reader.h"
#include "redbook/image/cue_syntax.h"
#include "redbook/image/file_album.h"

namespace redbook {
namespace {

enum class Kind { folder, cue_sheet, audio };

// A name that ends in .cue is believed unless the content is audio, so that what is wrong with the sheet can
// be said.
bool is_cue_sheet(const std::string& path) {
    std::string head(kLongestCueLine, '\0');
    const auto file = system_files().open(path, Access::read);
    head.resize(file->read_at(0, std::as_writable_bytes(std::span(head.data(), head.size()))));
    if (looks_like_cue_sheet(head)) return true;
    return equal_ignoring_case(extension_of(path), ".cue") && !begins_like_audio_file(system_files(), path);
}

Kind kind_of(const std::string& path) {
    const auto status = system_files().status(path);
    if (!status) throw Error(Errc::not_found, path + ": there is no such file or folder");
    if (status->kind == FileKind::folder) return Kind::folder;
    if (status->kind != FileKind::file)
        throw Error(Errc::unsupported,
                    path + ": is neither a file nor a folder; give audio files, a folder or a sheet");
    return is_cue_sheet(path) ? Kind::cue_sheet : Kind::audio;
}

} // namespace

bool is_whole_album(const std::string& path) { return kind_of(path) != Kind::audio; }

Album open_album(const std::vector<std::string>& sources, const AlbumOptions& options) {
    if (sources.empty())
        throw Error(Errc::bad_value, "nothing was given to open; name audio files, a folder or a sheet");
    std::vector<Kind> kinds;
    for (const std::string& source : sources) kinds.push_back(kind_of(source));
    const auto other =
        std::find_if_not(kinds.begin(), kinds.end(), [](Kind kind) { return kind == Kind::audio; });
    if (other == kinds.end()) return open_file_list(sources, options);
    if (sources.size() > 1)
        throw Error(Errc::unsupported, sources[size_t(other - kinds.begin())] +
                                           ": a folder or a sheet is an album of its own; give it alone");
    return kinds[0] == Kind::folder ? open_album_folder(sources[0], options)
                                    : open_cue_sheet(sources[0], options);
}

} // namespace redbook
