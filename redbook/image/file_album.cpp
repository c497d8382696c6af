#include "redbook/image/file_album.h"

#include <algorithm>
#include <optional>
#include <set>

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
#include "redbook/image/ddp_reader.h"
#include "redbook/image/embedded_sheet.h"
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

// A single file that has the sheet of a whole disc inside.
std::optional<Album> open_as_embedded_sheet(const AudioFiles& files, const AlbumOptions& options) {
    if (files.size() > 1 || !options.embedded || !has_embedded_sheet(*files[0])) return std::nullopt;
    return open_embedded_sheet(files[0], options);
}

// Of several files each is a track, whatever is inside.
void warn_of_embedded_sheets(Album& album, const AudioFiles& files, const AlbumOptions& options) {
    if (!options.embedded || files.size() == 1) return;
    const auto has_one = [](const auto& file) { return has_embedded_sheet(*file); };
    const auto first = std::find_if(files.begin(), files.end(), has_one);
    if (first != files.end())
        album.warnings.push_back((*first)->path() +
                                 ": has a cue sheet inside, which is left out, as in all files "
                                 "of a list; give the file alone to open it");
}

// Tracks, texts and audio from files whose order is settled.
void fill(Album& album, const AudioFiles& files, const AlbumOptions& options) {
    const bool joined_at_sample = options.join == Join::joined && options.pause == BlockCount{0};
    album.heeded.joins = true;
    warn_of_embedded_sheets(album, files, options);
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
        album.disc.tracks[k].source = source_file(files[k]->input());
        clips.push_back({files[k], SampleCount{0}, lengths[k], joined.places[k].start});
    }
    const auto unusable = apply_tags(album.disc, tags_of(files), album.files);
    album.warnings.insert(album.warnings.end(), unusable.begin(), unusable.end());
    album.audio = make_timeline(std::move(clips), layout_of(album.disc).lead_out);
}

void require_one_disc(const std::string& folder, const std::vector<Tags>& tags) {
    std::set<int> numbers;
    for (const Tags& t : tags)
        if (const auto number = t.find("DISCNUMBER"); number != t.end())
            numbers.insert(parse_number(trimmed(number->second)));
    numbers.erase(-1); // no number
    if (numbers.size() < 2) return;
    throw Error(
        Errc::unsupported,
        fmt::format("{}: by their tags the files in this folder are of {} discs ({}); name the files of "
                    "one, in order, or give each disc a folder of its own",
                    folder, numbers.size(), fmt::join(numbers, ", ")));
}

// The files stand in the order of their names; tags may say another.
AudioFiles in_tag_order(Album& album, const AudioFiles& files) {
    const std::vector<Tags> tags = tags_of(files);
    require_one_disc(album.path, tags);
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
bool is_audio_or_sheet(const std::string& name) {
    return has_audio_extension(name) || has_cue_extension(name) || has_toc_extension(name);
}

// A disc in each of several folders is what most people have of a set.
[[noreturn]] void refuse_folder_without_audio(const std::string& path) {
    std::vector<std::string> discs;
    for (const std::string& name : system_files().list(path)) {
        const auto status = system_files().status(join_path(path, name));
        if (status && status->kind == FileKind::folder && !name.starts_with('.') &&
            !files_in(join_path(path, name), is_audio_or_sheet).empty())
            discs.push_back(name);
    }
    std::sort(discs.begin(), discs.end(), natural_less);
    if (discs.empty())
        throw Error(Errc::not_found,
                    path + ": there is no audio file in this folder; give a folder that has some, or "
                           "the files themselves");
    throw Error(Errc::not_found,
                fmt::format("{}: the audio files are in folders of this folder ({}); give one of these", path,
                            fmt::join(discs, ", ")));
}

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
    const AudioFiles files = open_all(paths, options);
    if (auto album = open_as_embedded_sheet(files, options)) return std::move(*album);
    Album album;
    album.kind = "audio files";
    album.path = paths.front();
    fill(album, files, options);
    return album;
}

Album open_album_folder(const std::string& path, const AlbumOptions& options) {
    if (find_ddpms(path)) return open_ddp(path, options);
    const auto sheets = files_in(path, has_cue_extension), tocs = files_in(path, has_toc_extension),
               ccds = files_in(path, has_ccd_extension);
    if (!sheets.empty()) return open_sheet_in(path, sheets, open_cue_sheet, "cue sheet", options);
    if (!tocs.empty()) return open_sheet_in(path, tocs, open_toc, "toc", options);
    if (!ccds.empty()) return open_sheet_in(path, ccds, open_ccd, "CloneCD sheet", options);
    const auto paths = files_in(path, has_audio_extension);
    if (paths.empty()) refuse_folder_without_audio(path);
    require_few_enough(path, paths.size());
    const AudioFiles files = open_all(paths, options);
    if (auto album = open_as_embedded_sheet(files, options)) {
        album->warnings.insert(album->warnings.begin(), fmt::format("{}: opened as the cue sheet inside {}",
                                                                    path, name_of(album->path)));
        return std::move(*album);
    }
    Album album;
    album.kind = "folder of audio files";
    album.path = path;
    fill(album, in_tag_order(album, files), options);
    return album;
}

} // namespace redbook
