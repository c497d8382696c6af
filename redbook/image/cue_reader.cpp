#include "redbook/image/cue_reader.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "redbook/audio/audio_file.h"
#include "redbook/audio/timeline.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/image/album_files.h"
#include "redbook/image/cue_files.h"
#include "redbook/image/cue_layout.h"
#include "redbook/image/cue_syntax.h"

namespace redbook {
namespace {

using AudioFiles = std::vector<std::shared_ptr<const AudioFile>>;

std::string find(Album& album, const CueFile& file) {
    const auto found = find_cue_file(system_files(), parent_of(album.path), file.name);
    if (!found)
        throw Error(
            Errc::not_found,
            at_cue_line(album.path, file.line,
                        fmt::format("there is no file '{}' beside the sheet, nor one like it", file.name)));
    if (!found->as_named)
        album.warnings.push_back(
            at_cue_line(album.path, file.line,
                        fmt::format("'{}' is not there; '{}' is taken", file.name, name_of(found->path))));
    return found->path;
}

std::shared_ptr<const AudioFile> open_declared(Album& album, const CueFile& file, const std::string& path,
                                               const AlbumOptions& options) {
    const bool declared_raw = file.type == "BINARY" || file.type == "MOTOROLA";
    const bool is_raw = declared_raw && !begins_like_audio_file(system_files(), path);
    if (is_raw && options.gain_db != 0)
        throw Error(
            Errc::unsupported,
            at_cue_line(album.path, file.line,
                        fmt::format("'{}' is raw audio, which gain is not applied to; open it without gain",
                                    file.name)));
    if (is_raw)
        return open_raw_file(path, file.type == "BINARY" ? RawOrder::little_endian : RawOrder::big_endian);
    auto audio = open_audio_file(path, audio_options(options));
    if (declared_raw)
        album.warnings.push_back(at_cue_line(
            album.path, file.line,
            fmt::format("'{}' is declared {} but is {}", file.name, file.type, audio->format().codec)));
    return audio;
}

// One per FILE; a file that is named twice is opened once.
AudioFiles open_files(Album& album, const CueSheet& sheet, const AlbumOptions& options) {
    std::map<std::string, std::shared_ptr<const AudioFile>> opened;
    AudioFiles files;
    for (const CueFile& file : sheet.files) {
        const std::string path = find(album, file);
        auto& audio = opened[path];
        if (!audio) {
            audio = open_declared(album, file, path, options);
            add_file(album, *audio);
        }
        files.push_back(audio);
    }
    return files;
}

size_t file_of_index01(const CueTrack& track) {
    for (const CueIndex& index : track.indexes)
        if (index.number == 1) return index.file;
    return 0;
}

// Silence that the sheet puts between files makes each a stream of its own.
bool has_silence_inside(const CueSheet& sheet) {
    return std::any_of(sheet.tracks.begin(), sheet.tracks.end(), [&](const CueTrack& track) {
        const bool first = &track == &sheet.tracks.front(), last = &track == &sheet.tracks.back();
        return (!first && track.pregap > BlockCount{0}) || (!last && track.postgap > BlockCount{0});
    });
}

std::vector<SampleCount> lengths_of(const CueSheet& sheet, const AudioFiles& files) {
    if (!has_silence_inside(sheet)) return lengths_end_to_end(files);
    std::vector<SampleCount> lengths;
    for (const auto& file : files) lengths.push_back(file->length());
    return lengths;
}

std::vector<Clip> clips_of(const CueLayout& layout, const AudioFiles& files) {
    std::vector<Clip> clips;
    for (const CueClip& clip : layout.clips)
        clips.push_back({files[clip.file], clip.from, clip.length, clip.at});
    return clips;
}

} // namespace

Album open_cue_sheet(const std::string& path, const AlbumOptions& options) {
    Album album;
    album.kind = "CUE sheet";
    album.path = path;
    album.holds = kCueHolds;
    album.files.push_back(path);
    const CueSheet sheet = parse_cue_sheet(path, read_whole_file(system_files(), path, kLargestCueSheet));
    album.warnings = sheet.warnings;
    const AudioFiles files = open_files(album, sheet, options);
    CueLayout layout = lay_out_cue_sheet(sheet, lengths_of(sheet, files));
    album.warnings.insert(album.warnings.end(), layout.warnings.begin(), layout.warnings.end());
    album.disc = std::move(layout.disc);
    for (size_t k = 0; k < sheet.tracks.size(); ++k)
        album.disc.tracks[k].source = source_file(files[file_of_index01(sheet.tracks[k])]->path());
    album.audio = make_timeline(clips_of(layout, files), layout.lead_out);
    return album;
}

} // namespace redbook
