#include "redbook/image/tracks/file_album.h"

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
#include "redbook/image/cue_files.h"
#include "redbook/image/embedded/embedded_sheet.h"
#include "redbook/image/tracks/album_tags.h"

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

// Rippers give what is hidden before track 1 a file of its own, by its tag or its name number 0.
bool begins_with_hidden_track(const AudioFiles& files) {
    if (files.size() < 2) return false;
    const Tags& tags = files[0]->tags();
    if (const auto number = tags.find("TRACKNUMBER"); number != tags.end())
        return parse_number(trimmed(number->second.substr(0, number->second.find('/')))) == 0;
    const std::string name = stem_of(files[0]->path());
    return name.starts_with("00") && (name.size() == 2 || !is_digit(name[2]));
}

// It is the pregap of the first track.
void hide_first_track(std::vector<Track>& tracks) {
    tracks[1].pregap = tracks[0].length + tracks[1].pause;
    tracks[1].pause = tracks[0].pause;
    tracks.erase(tracks.begin());
}

// Tracks, texts and audio from files whose order is settled.
void fill(Album& album, const AudioFiles& files, const AlbumOptions& options) {
    const bool joined_at_sample = options.join == Join::joined && options.pause == BlockCount{0};
    album.applied.join = true;
    warn_of_embedded_sheets(album, files, options);
    std::vector<SampleCount> lengths;
    for (const auto& file : files) {
        add_file(album, file);
        lengths.push_back(file->length());
    }
    if (joined_at_sample) lengths = lengths_end_to_end(files);
    JoinedFiles joined = join_files(lengths, options.join, options.pause);
    const bool plain = std::all_of(files.begin(), files.end(), is_untagged_wav);
    album.holds = plain ? kPlainFilesHold : kTaggedFilesHold;
    album.disc.tracks = std::move(joined.tracks);
    album.disc.join = options.join;
    std::vector<Clip> clips;
    const size_t hidden = begins_with_hidden_track(files) ? 1 : 0;
    if (hidden > 0) hide_first_track(album.disc.tracks);
    if (hidden > 0 && !files[0]->tags().contains("TRACKNUMBER") && !options.unnamed)
        album.warnings.push_back(files[0]->path() +
                                 ": is taken as what is hidden before track 1, by its name");
    for (size_t k = 0; k < files.size(); ++k) {
        if (k >= hidden) album.disc.tracks[k - hidden].source = source_file(files[k]->input());
        clips.push_back({files[k], SampleCount{0}, lengths[k], joined.places[k].start});
    }
    const AudioFiles tracks(files.begin() + std::ptrdiff_t(hidden), files.end());
    const std::vector<std::string> paths(album.files.begin() + std::ptrdiff_t(hidden), album.files.end());
    const auto unusable = apply_tags(album.disc, tags_of(tracks), paths);
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

// "track 3 is", "tracks 3, 5 to 7 are"; in ascending order.
std::string tracks_text(const std::vector<int>& numbers) {
    std::string text;
    for (size_t i = 0; i < numbers.size();) {
        size_t last = i;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
        text += (i > 0 ? ", " : "") + std::to_string(numbers[i]);
        if (last > i) text += (last > i + 1 ? " to " : ", ") + std::to_string(numbers[last]);
        i = last + 1;
    }
    return numbers.size() == 1 ? "track " + text + " is" : "tracks " + text + " are";
}

// The files stand in the order of their names; tags may say another.
AudioFiles in_tag_order(Album& album, const AudioFiles& files) {
    const std::vector<Tags> tags = tags_of(files);
    require_one_disc(album.path, tags);
    const std::vector<size_t> order = order_by_tags(tags);
    AudioFiles sorted;
    for (const size_t k : order) sorted.push_back(files[k]);
    if (const auto missing = missing_track_numbers(tags); !missing.empty())
        album.warnings.push_back(fmt::format("{}: by the track numbers in the tags, {} missing", album.path,
                                             tracks_text(missing)));
    if (const auto missing = missing_on_sides(tags); !missing.empty())
        album.warnings.push_back(fmt::format("{}: by the track numbers in the tags, track{} {} {} missing",
                                             album.path, missing.size() == 1 ? "" : "s",
                                             fmt::join(missing, ", "), missing.size() == 1 ? "is" : "are"));
    if (!order.empty()) return sorted;
    if (std::any_of(tags.begin(), tags.end(), [](const Tags& t) { return t.contains("TRACKNUMBER"); }))
        album.warnings.push_back(album.path +
                                 ": track numbers in the tags are missing or double, so the files are in "
                                 "the order of their names");
    return files;
}

// The folder's files that are wanted, with their paths, in natural order. A wanted name that is no file could
// be a track that is missing, so it is refused.
template <class F>
std::vector<std::string> files_in(const std::string& folder, F&& wanted) {
    std::vector<std::string> paths;
    for (const std::string& name : system_files().list(folder)) {
        const std::string path = join_path(folder, name);
        if (name.starts_with('.') || !wanted(name)) continue;
        const auto status = system_files().status(path);
        if (!status) throw Error(Errc::not_found, path + ": is a broken link; repair or remove it");
        if (status->kind == FileKind::other)
            throw Error(Errc::unsupported,
                        path + ": is neither a file nor a folder; move it out of the album's folder");
        if (status->kind == FileKind::file) paths.push_back(path);
    }
    std::sort(paths.begin(), paths.end(), natural_less);
    return paths;
}

// The folders in a folder that have audio or sheets, by their names. One that cannot be listed has none.
std::vector<std::string> folders_with_audio_in(const std::string& path, const Formats& formats) {
    const auto is_part_of_album = [&](const std::string& name) {
        return !name.starts_with('.') &&
               (has_audio_extension(name) || std::ranges::any_of(formats, [&](const Format& f) {
                    return !f.sheet.empty() && has_extension_of(name, f);
                }));
    };
    std::vector<std::string> folders;
    for (const std::string& name : system_files().list(path)) {
        const std::string folder = join_path(path, name);
        const auto status = system_files().status(folder);
        if (!status || status->kind != FileKind::folder || name.starts_with('.')) continue;
        try {
            const auto names = system_files().list(folder);
            if (std::any_of(names.begin(), names.end(), is_part_of_album)) folders.push_back(name);
        } catch (const Error&) {}
    }
    std::sort(folders.begin(), folders.end(), natural_less);
    return folders;
}

// A disc in each of several folders is what most people have of a set.
[[noreturn]] void refuse_folder_without_audio(const std::string& path, const Formats& formats) {
    const auto discs = folders_with_audio_in(path, formats);
    if (discs.empty())
        throw Error(Errc::not_found,
                    path + ": there is no audio file in this folder; give a folder that has some, or "
                           "the files themselves");
    throw Error(Errc::not_found,
                fmt::format("{}: the audio files are in folders of this folder ({}); give one of these", path,
                            fmt::join(discs, ", ")));
}

// "a, b, c and 4 more"
std::string short_list(const std::vector<std::string>& names) {
    constexpr size_t kShown = 5;
    const size_t shown = std::min(names.size(), kShown);
    const std::string list =
        fmt::format("{}", fmt::join(names.begin(), names.begin() + std::ptrdiff_t(shown), ", "));
    return shown == names.size() ? list : fmt::format("{} and {} more", list, names.size() - shown);
}

// A file that cannot be read is audio only if its name says so.
bool is_audio_file(const std::string& path) {
    if (has_audio_extension(path)) return true;
    try {
        const auto status = system_files().status(path);
        return status && status->kind == FileKind::file && begins_like_audio_file(system_files(), path);
    } catch (const Error&) {
        return false;
    }
}

// What might have been meant to be a track.
void warn_of_unused_audio(Album& album, const std::string& folder, const Formats& formats) {
    const auto is_unused = [&](const std::string& name) {
        const std::string path = join_path(folder, name);
        if (std::find(album.files.begin(), album.files.end(), path) != album.files.end()) return false;
        if (!is_audio_file(path)) return false;
        const auto status = system_files().status(path);
        return !status || !is_one_of(system_files(), *status, album.files);
    };
    std::vector<std::string> names;
    for (const std::string& path : files_in(folder, is_unused)) names.push_back(name_of(path));
    const bool one = names.size() == 1;
    const std::string why =
        album.path != folder ? fmt::format("{} does not name {}", name_of(album.path), one ? "it" : "them")
        : album.kind == AlbumKind::ddp ? fmt::format("the DDP set does not name {}", one ? "it" : "them")
        : one                          ? "its name does not end like that of one"
                                       : "their names do not end like that of one";
    if (!names.empty())
        album.warnings.push_back(fmt::format("{}: {} audio file{} in this folder {} not used, as {}: {}",
                                             folder, names.size(), one ? "" : "s", one ? "is" : "are", why,
                                             short_list(names)));
    if (const auto folders = folders_with_audio_in(folder, formats); !folders.empty())
        album.warnings.push_back(fmt::format("{}: the audio files in folders of this folder are not used: {}",
                                             folder, short_list(folders)));
}

Album open_sheet_in(const std::string& folder, const std::vector<std::string>& sheets, const Format& format,
                    const AlbumOptions& options) {
    if (sheets.size() > 1) {
        std::string names;
        for (const std::string& sheet : sheets) names += (names.empty() ? "" : ", ") + name_of(sheet);
        throw Error(Errc::malformed,
                    fmt::format("{}: there are several {}s in this folder ({}); name the one to open", folder,
                                format.sheet, names));
    }
    Album album = open_as(format, sheets[0], options);
    album.warnings.insert(album.warnings.begin(), fmt::format("{}: opened as the {} in it, {}", folder,
                                                              format.sheet, name_of(sheets[0])));
    return album;
}

Album open_what_is_in(const std::string& path, const AlbumOptions& options) {
    const Formats& formats = *options.formats;
    if (const Format* format = recognize(path, formats)) return open_as(*format, path, options);
    for (const Format& format : formats) {
        if (format.sheet.empty()) continue;
        const auto sheets =
            files_in(path, [&](const std::string& name) { return has_extension_of(name, format); });
        if (!sheets.empty()) return open_sheet_in(path, sheets, format, options);
    }
    const auto paths = files_in(path, has_audio_extension);
    if (paths.empty()) refuse_folder_without_audio(path, formats);
    require_few_enough(path, paths.size());
    const AudioFiles files = open_all(paths, options);
    if (auto album = open_as_embedded_sheet(files, options)) {
        album->warnings.insert(album->warnings.begin(), fmt::format("{}: opened as the cue sheet inside {}",
                                                                    path, name_of(album->path)));
        return std::move(*album);
    }
    Album album;
    album.kind = AlbumKind::folder;
    album.path = path;
    fill(album, in_tag_order(album, files), options);
    return album;
}

} // namespace

Album open_file_list(const std::vector<std::string>& paths, const AlbumOptions& options) {
    require_few_enough(paths.front(), paths.size());
    const AudioFiles files = open_all(paths, options);
    if (auto album = open_as_embedded_sheet(files, options)) return std::move(*album);
    Album album;
    album.kind = AlbumKind::audio_files;
    album.path = paths.front();
    fill(album, files, options);
    return album;
}

Album open_album_folder(const std::string& path, const AlbumOptions& options) {
    Album album = open_what_is_in(path, options);
    warn_of_unused_audio(album, path, *options.formats);
    return album;
}

} // namespace redbook
