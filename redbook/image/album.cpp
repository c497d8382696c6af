#include "redbook/image/album.h"

#include <algorithm>
#include <utility>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/disc/rules.h"
#include "redbook/image/ccd/ccd_reader.h"
#include "redbook/image/ccd/ccd_syntax.h"
#include "redbook/image/cdtext/text_file.h"
#include "redbook/image/cue/cue_reader.h"
#include "redbook/image/cue/cue_syntax.h"
#include "redbook/image/cue_files.h"
#include "redbook/image/ddp/ddp_reader.h"
#include "redbook/image/toc/toc_reader.h"
#include "redbook/image/toc/toc_syntax.h"
#include "redbook/image/tracks/file_album.h"
#include "redbook/image/tracks/playlist.h"
#include "redbook/publish/killed_runs.h"

namespace redbook {
namespace {

enum class Kind { folder, cue_sheet, toc, ccd, ddp, texts, playlist, audio };

// The name is believed, unless the content is audio, so that what is wrong with the sheet can be said.
Kind kind_by_name(const std::string& path) {
    constexpr std::pair<std::string_view, Kind> kNames[] = {
        {".cue", Kind::cue_sheet}, {".toc", Kind::toc},      {".ccd", Kind::ccd},
        {".cdt", Kind::texts},     {".m3u", Kind::playlist}, {".m3u8", Kind::playlist},
        {".pls", Kind::playlist},  {".v07t", Kind::texts}};
    for (const auto& [extension, kind] : kNames)
        if (equal_ignoring_case(extension_of(path), extension))
            return begins_like_audio_file(system_files(), path) ? Kind::audio : kind;
    return Kind::audio;
}

Kind kind_of_file(const std::string& path) {
    std::string head(kLongestCueLine, '\0');
    const auto file = system_files().open(path, Access::read);
    head.resize(file->read_at(0, std::as_writable_bytes(std::span(head.data(), head.size()))));
    if (looks_like_ccd(head)) return Kind::ccd;
    if (looks_like_ddp(head)) return Kind::ddp;
    if (looks_like_toc(head)) return Kind::toc;
    if (looks_like_playlist(head)) return Kind::playlist;
    if (looks_like_cue_sheet(head)) return Kind::cue_sheet;
    return looks_like_text_file(head, file->size()) ? Kind::texts : kind_by_name(path);
}

Kind kind_of(const std::string& path) {
    const auto status = system_files().status(path);
    if (!status) throw Error(Errc::not_found, path + ": there is no such file or folder");
    if (status->kind == FileKind::folder) return Kind::folder;
    if (status->kind != FileKind::file)
        throw Error(Errc::unsupported,
                    path + ": is neither a file nor a folder; give audio files, a folder or a sheet");
    return kind_of_file(path);
}

// Of the names that are opened, and of all in a folder that is.
std::vector<std::string> put_right_what_is_opened(const std::vector<std::string>& sources) {
    std::vector<std::string> sentences;
    const auto put = [&](const std::string& parent, const std::string& name) {
        for (std::string& sentence : put_right(system_files(), parent, name))
            sentences.push_back(std::move(sentence));
    };
    for (const std::string& source : sources) {
        const std::string path = without_end_slashes(source);
        put(parent_of(path), name_of(path));
        const auto status = system_files().status(path);
        if (status && status->kind == FileKind::folder) put(path, "");
    }
    return sentences;
}

Album open_with_all_codes(const std::vector<std::string>& sources, const AlbumOptions& options) {
    std::vector<Kind> kinds;
    for (const std::string& source : sources) {
        kinds.push_back(kind_of(source));
        if (kinds.back() == Kind::texts && !options.texts_alone)
            throw Error(Errc::unsupported, source + ": holds CD-TEXT and no audio; give it beside an album",
                        Remedy::texts_beside_album);
    }
    const auto other =
        std::find_if_not(kinds.begin(), kinds.end(), [](Kind kind) { return kind == Kind::audio; });
    if (other == kinds.end()) return open_file_list(sources, options);
    if (sources.size() > 1)
        throw Error(Errc::unsupported,
                    sources[size_t(other - kinds.begin())] +
                        ": a folder, a sheet or a playlist is an album of its own; give it alone");
    switch (kinds[0]) {
    case Kind::folder: return open_album_folder(sources[0], options);
    case Kind::toc: return open_toc(sources[0], options);
    case Kind::ccd: return open_ccd(sources[0], options);
    case Kind::ddp: return open_ddp(sources[0], options);
    case Kind::texts: return open_text_album(sources[0]);
    case Kind::playlist: return open_playlist(sources[0], options);
    default: return open_cue_sheet(sources[0], options);
    }
}

} // namespace

bool is_whole_album(const std::string& path) {
    return is_half_named(system_files(), without_end_slashes(path)) || kind_of(path) != Kind::audio;
}

Album open_album(const std::vector<std::string>& sources, const AlbumOptions& options) {
    if (sources.empty())
        throw Error(Errc::bad_value, "nothing was given to open; name audio files, a folder or a sheet");
    const auto sentences = put_right_what_is_opened(sources);
    Album album = open_with_all_codes(sources, options);
    for (const std::string& sentence : remove_codes_of_zeros(album.disc))
        album.warnings.push_back(album.path + ": " + sentence);
    album.warnings.insert(album.warnings.begin(), sentences.begin(), sentences.end());
    return album;
}

} // namespace redbook
