#include "redbook/image/album.h"

#include <utility>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/disc/rules.h"
#include "redbook/image/tracks/file_album.h"
#include "redbook/publish/killed_runs.h"

namespace redbook {
namespace {

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

bool is_folder(const std::string& path) {
    const auto status = system_files().status(path);
    return status && status->kind == FileKind::folder;
}

Album open_with_all_codes(const std::vector<std::string>& sources, const AlbumOptions& options) {
    std::vector<const Format*> formats;
    for (const std::string& source : sources) {
        formats.push_back(recognize(source, *options.formats));
        if (formats.back() && !formats.back()->holds.audio && !options.texts_alone)
            throw Error(Errc::unsupported, source + ": holds CD-TEXT and no audio; give it beside an album",
                        Remedy::texts_beside_album);
    }
    for (size_t i = 0; i < sources.size(); ++i) {
        const bool folder = is_folder(sources[i]);
        if (!folder && !formats[i]) continue;
        if (sources.size() > 1)
            throw Error(Errc::unsupported,
                        sources[i] +
                            ": a folder, a sheet or a playlist is an album of its own; give it alone");
        return folder ? open_album_folder(sources[i], options) : open_as(*formats[i], sources[i], options);
    }
    return open_file_list(sources, options);
}

} // namespace

Album open_as(const Format& format, const std::string& path, const AlbumOptions& options) {
    Album album = format.open(path, options);
    album.applied.cue_origin |= format.applies.cue_origin;
    album.applied.join |= format.applies.join;
    return album;
}

bool is_whole_album(const std::string& path, const Formats& formats) {
    const std::string place = without_end_slashes(path);
    return is_half_named(system_files(), place) || recognize(path, formats) || is_folder(path);
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
