#include "redbook/image/cue/cue_reader.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "redbook/audio/audio_file.h"
#include "redbook/audio/timeline.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text.h"
#include "redbook/image/album_files.h"
#include "redbook/image/cue/cue_layout.h"
#include "redbook/image/cue/cue_syntax.h"
#include "redbook/image/cue_files.h"

namespace redbook {
namespace {

constexpr uint64_t kLargestCdTextFile = 1 << 16; // bytes; 2048 packs are less

std::shared_ptr<const AudioFile> open_declared(Album& album, const CueFile& file, const std::string& path,
                                               const AlbumOptions& options) {
    const bool declared_raw = file.type == "BINARY" || file.type == "MOTOROLA";
    const Input input = open_input(path);
    const bool is_raw = declared_raw && !begins_like_audio_file(input->file());
    if (is_raw)
        return open_named_raw_file(album, file.line, input,
                                   file.type == "BINARY" ? RawOrder::little_endian : RawOrder::big_endian,
                                   options);
    auto audio = open_audio_file(input, audio_options(options));
    if (declared_raw)
        album.warnings.push_back(at_line(
            album.path, file.line,
            fmt::format("'{}' is declared {} but is {}", file.name, file.type, audio->format().codec)));
    return audio;
}

// One per FILE, of data nullptr; a file that is named twice is opened once.
AudioFiles open_cue_files(Album& album, const CueSheet& sheet, const AlbumOptions& options) {
    std::map<std::string, std::shared_ptr<const AudioFile>> opened;
    AudioFiles files;
    for (size_t i = 0; i < sheet.files.size(); ++i) {
        const CueFile& file = sheet.files[i];
        if (data_sector_in(sheet, i) > 0) {
            files.push_back(nullptr);
            continue;
        }
        const std::string path = find_named_file(album, file.line, file.name, options);
        auto& audio = opened[path];
        if (!audio) {
            audio = open_declared(album, file, path, options);
            add_file(album, audio);
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

// Of a file of data, as if its sectors were blocks.
SampleCount length_of_data(Album& album, const CueFile& file, int sector, const AlbumOptions& options) {
    const auto path = find_beside(album, file.line, file.name, false, options);
    if (!path) return kUnknownLength;
    album.files.push_back(*path);
    const uint64_t sectors = system_files().status(*path)->size / uint64_t(sector);
    return samples_in(BlockCount{int32_t(std::min(sectors, uint64_t(kLastAddress.value)))});
}

std::vector<SampleCount> lengths_of(Album& album, const CueSheet& sheet, const AudioFiles& files,
                                    const AlbumOptions& options) {
    AudioFiles audio;
    std::ranges::copy_if(files, std::back_inserter(audio), [](const auto& file) { return file != nullptr; });
    std::vector<SampleCount> lengths;
    if (has_silence_inside(sheet))
        for (const auto& file : audio) lengths.push_back(file->length());
    else
        lengths = lengths_end_to_end(audio);
    for (size_t i = 0; i < files.size(); ++i)
        if (!files[i])
            lengths.insert(lengths.begin() + std::ptrdiff_t(i),
                           length_of_data(album, sheet.files[i], data_sector_in(sheet, i), options));
    return lengths;
}

// Warns of each text that the CD-TEXT has otherwise than the sheet.
class TextComparison {
  public:
    TextComparison(Album& album, int line, const std::string& file)
        : album_(album), line_(line), file_(file) {}

    void compare(const Texts& sheet, const Texts& taken, const std::string& whose) {
        for (const TextField& field : kTextFields)
            compare(sheet.*field.member, taken.*field.member, fmt::format("{} of {}", field.name, whose));
    }
    void compare(const std::string& sheet, const std::string& taken, const std::string& what) {
        if (sheet.empty() || sheet == taken) return;
        const std::string there =
            taken.empty() ? "not" : fmt::format("\"{}\"", utf8_prefix(taken, kLongestText));
        album_.warnings.push_back(
            at_line(album_.path, line_,
                    fmt::format("the {} is \"{}\" in the sheet and {} in '{}', which is taken", what,
                                utf8_prefix(sheet, kLongestText), there, file_)));
    }

  private:
    static constexpr size_t kLongestText = 200;
    Album& album_;
    int line_;
    std::string file_;
};

void compare_texts(Album& album, const Disc& sheet, int line, const std::string& file) {
    TextComparison comparison(album, line, file);
    const Disc& taken = album.disc;
    comparison.compare(album_texts(sheet), album_texts(taken), "the album");
    for (size_t k = 0; k < sheet.tracks.size(); ++k)
        comparison.compare(track_texts(sheet, k), track_texts(taken, k),
                           fmt::format("track {}", sheet.number_of(k)));
    const auto block = [](const Disc& disc) {
        return disc.text_blocks.empty() ? TextBlock{} : disc.text_blocks[0];
    };
    comparison.compare(block(sheet).genre, block(taken).genre, "genre");
    comparison.compare(block(sheet).disc_id, block(taken).disc_id, "disc id");
}

void add_cd_text(Album& album, const CueFile& file, const AlbumOptions& options) {
    const auto path = find_beside(album, file.line, file.name, false, options);
    if (!path) {
        album.warnings.push_back(
            at_line(album.path, file.line,
                    fmt::format("there is no file '{}' beside the sheet; texts are taken from the sheet",
                                file.name)));
        return;
    }
    const std::string packs = read_whole_file(system_files(), *path, kLargestCdTextFile);
    const CdText text = read_cd_text(*path, as_bytes(packs));
    album.files.push_back(*path);
    album.warnings.insert(album.warnings.end(), text.warnings.begin(), text.warnings.end());
    album.holds.text_blocks = kMostTextBlocks;
    album.holds.text_extras = true;
    const Disc sheet = album.disc;
    take_cd_text(album.disc, text, *path, album.warnings);
    compare_texts(album, sheet, file.line, name_of(*path));
}

} // namespace

Album open_cue_sheet(const std::string& path, const AlbumOptions& options) {
    Album album;
    album.kind = AlbumKind::cue_sheet;
    album.path = path;
    album.holds = kCueHolds;
    album.holds.first_150 = options.cue_origin == CueOrigin::absolute;
    album.files.push_back(path);
    const CueSheet sheet =
        parse_cue_sheet(path, read_whole_file(system_files(), path, kLargestCueSheet), options.encoding);
    album.warnings = sheet.warnings;
    const AudioFiles files = open_cue_files(album, sheet, options);
    SheetLayout layout =
        lay_out_cue_sheet(sheet, lengths_of(album, sheet, files, options), options.cue_origin);
    album.warnings.insert(album.warnings.end(), layout.warnings.begin(), layout.warnings.end());
    album.disc = std::move(layout.disc);
    auto track = album.disc.tracks.begin();
    for (const CueTrack& cue : sheet.tracks)
        if (cue.data_sector == 0) (track++)->source = source_file(files[file_of_index01(cue)]->input());
    album.audio = timeline_of(layout, files);
    if (sheet.cd_text) add_cd_text(album, *sheet.cd_text, options);
    return album;
}

} // namespace redbook
