#include "redbook/image/file_album.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/audio/audio_file.h"
#include "redbook/audio/timeline.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/disc/layout.h"
#include "redbook/image/album_files.h"
#include "redbook/image/album_tags.h"
#include "redbook/image/ccd_reader.h"
#include "redbook/image/cue_files.h"
#include "redbook/image/cue_reader.h"
#include "redbook/image/toc_reader.h"

namespace redbook {
namespace {

using AudioFiles = std::vector<std::shared_ptr<const AudioFile>>;

void require_few_enough(const std::string& where, size_t files) {
    if (files <= size_t(kMostTracks)) return;
    throw Error(Errc::breaks_rule,
                fmt::format("{}: there are {} audio files; a disc holds at most 99 tracks", where, files));
}

AudioFiles open_all(const std::vector<std::string>& paths, const AlbumOptions& options) {
    AudioFiles files;
    for (const std::string& path : paths) files.push_back(open_audio_file(path, audio_options(options)));
    return files;
}

std::vector<Tags> tags_of(const AudioFiles& files) {
    std::vector<Tags> tags;
    for (const auto& file : files) tags.push_back(file->tags());
    return tags;
}

// A WAV need not have tags, so that there are none says nothing of the disc.
bool is_untagged_wav(const std::shared_ptr<const AudioFile>& file) {
    return file->tags().empty() && file->format().codec.starts_with("WAV");
}

// Tracks, texts and audio from files whose order is settled.
void fill(Album& album, const AudioFiles& files, const AlbumOptions& options) {
    const bool joined_at_sample = options.join == Join::joined && options.pause == BlockCount{0};
    std::vector<SampleCount> lengths;
    for (const auto& file : files) {
        add_file(album, *file);
        lengths.push_back(file->length());
    }
    if (joined_at_sample) lengths = lengths_end_to_end(files);
    JoinedFiles joined = join_files(lengths, options.join, options.pause);
    const bool plain = std::all_of(files.begin(), files.end(), is_untagged_wav);
    album.holds = plain ? kPlainFilesHold : kTaggedFilesHold;
    album.disc.tracks = std::move(joined.tracks);
    album.disc.join = options.join;
    std::vector<Clip> clips;
    for (size_t k = 0; k < files.size(); ++k) {
        album.disc.tracks[k].source = source_file(files[k]->path());
        clips.push_back({files[k], SampleCount{0}, lengths[k], joined.places[k].start});
    }
    const auto unusable = apply_tags(album.disc, tags_of(files), album.files);
    album.warnings.insert(album.warnings.end(), unusable.begin(), unusable.end());
    album.audio = make_timeline(std::move(clips), layout_of(album.disc).lead_out);
}

// The files stand in the order of their names; tags may say another.
AudioFiles in_tag_order(Album& album, const AudioFiles& files) {
    const std::vector<Tags> tags = tags_of(files);
    const std::vector<size_t> order = order_by_tags(tags);
    AudioFiles sorted;
    for (const size_t k : order) sorted.push_back(files[k]);
    if (!order.empty()) return sorted;
    if (std::any_of(tags.begin(), tags.end(), [](const Tags& t) { return t.contains("TRACKNUMBER"); }))
        album.warnings.push_back(album.path +
                                 ": track numbers in the tags are missing or double, so the files are in "
                                 "the order of their names");
    return files;
}

// The folder's files that are wanted, with their paths, in natural order.
template <class F>
std::vector<std::string> files_in(const std::string& folder, F&& wanted) {
    std::vector<std::string> paths;
    for (const std::string& name : system_files().list(folder)) {
        const std::string path = join_path(folder, name);
        if (name.starts_with('.') || !wanted(name)) continue;
        const auto status = system_files().status(path);
        if (status && status->kind == FileKind::file) paths.push_back(path);
    }
    std::sort(paths.begin(), paths.end(), natural_less);
    return paths;
}

bool has_cue_extension(const std::string& name) { return equal_ignoring_case(extension_of(name), ".cue"); }
bool has_toc_extension(const std::string& name) { return equal_ignoring_case(extension_of(name), ".toc"); }
bool has_ccd_extension(const std::string& name) { return equal_ignoring_case(extension_of(name), ".ccd"); }

Album open_sheet_in(const std::string& folder, const std::vector<std::string>& sheets,
                    Album (*open)(const std::string&, const AlbumOptions&), std::string_view kind,
                    const AlbumOptions& options) {
    if (sheets.size() > 1) {
        std::string names;
        for (const std::string& sheet : sheets) names += (names.empty() ? "" : ", ") + name_of(sheet);
        throw Error(Errc::malformed,
                    fmt::format("{}: there are several {}s in this folder ({}); name the one to open", folder,
                                kind, names));
    }
    Album album = open(sheets[0], options);
    album.warnings.insert(album.warnings.begin(),
                          fmt::format("{}: opened as the {} in it, {}", folder, kind, name_of(sheets[0])));
    return album;
}

} // namespace

Album open_file_list(const std::vector<std::string>& paths, const AlbumOptions& options) {
    require_few_enough(paths.front(), paths.size());
    Album album;
    album.kind = "audio files";
    album.path = paths.front();
    fill(album, open_all(paths, options), options);
    return album;
}

Album open_album_folder(const std::string& path, const AlbumOptions& options) {
    const auto sheets = files_in(path, has_cue_extension), tocs = files_in(path, has_toc_extension),
               ccds = files_in(path, has_ccd_extension);
    if (!sheets.empty()) return open_sheet_in(path, sheets, open_cue_sheet, "cue sheet", options);
    if (!tocs.empty()) return open_sheet_in(path, tocs, open_toc, "toc", options);
    if (!ccds.empty()) return open_sheet_in(path, ccds, open_ccd, "CloneCD sheet", options);
    const auto paths = files_in(path, has_audio_extension);
    if (paths.empty())
        throw Error(Errc::not_found,
                    path + ": there is no audio file in this folder; give a folder that has some, or "
                           "the files themselves");
    require_few_enough(path, paths.size());
    Album album;
    album.kind = "folder of audio files";
    album.path = path;
    fill(album, in_tag_order(album, open_all(paths, options)), options);
    return album;
}

} // namespace redbook
