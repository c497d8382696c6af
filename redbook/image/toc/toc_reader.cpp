#include "redbook/image/toc/toc_reader.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/image/album_files.h"
#include "redbook/image/cue_files.h"
#include "redbook/image/sheet.h"
#include "redbook/image/toc/toc_layout.h"
#include "redbook/image/toc/toc_syntax.h"

namespace redbook {
namespace {

std::shared_ptr<const AudioFile> open_named(Album& album, const TocFile& file, const std::string& path,
                                            const AlbumOptions& options) {
    const bool is_wav = equal_ignoring_case(extension_of(file.name), ".wav");
    const Input input = open_input(path);
    if (!is_wav && !begins_like_audio_file(input->file()))
        return open_named_raw_file(album, file.line, input,
                                   file.swapped ? RawOrder::little_endian : RawOrder::big_endian, options);
    const auto warn = [&](const std::string& what) {
        album.warnings.push_back(at_line(album.path, file.line, what));
    };
    auto audio = open_audio_file(input, audio_options(options));
    if (!is_wav && !has_audio_extension(file.name))
        warn(fmt::format("'{}' is named like raw audio but is {}", file.name, audio->format().codec));
    if (file.swapped)
        warn(fmt::format("SWAP is ignored; '{}' says itself what order its bytes have", file.name));
    return audio;
}

// One per file of the sheet; audio with a header that is named with SWAP and without is opened twice.
AudioFiles open_toc_files(Album& album, const TocSheet& sheet, const AlbumOptions& options) {
    std::map<std::string, bool> seen;
    AudioFiles files;
    for (const TocFile& file : sheet.files) {
        const std::string path = find_named_file(album, file.line, file.name, options);
        files.push_back(open_named(album, file, path, options));
        if (!seen[path]) add_file(album, files.back());
        seen[path] = true;
    }
    return files;
}

// The file of the first audio that is not silence.
std::optional<size_t> file_of(const TocTrack& track) {
    for (const TocPart& part : track.parts)
        if (part.file) return part.file;
    return std::nullopt;
}

// The length of data that the sheet leaves open, if its file is there.
void find_lengths_of_data(Album& album, TocSheet& sheet, const AlbumOptions& options) {
    for (TocTrack& track : sheet.tracks)
        for (TocPart& part : track.parts) {
            if (part.data_file.empty()) continue;
            const auto path = find_beside(album, part.line, part.data_file, false, options);
            if (!path) continue;
            album.files.push_back(*path);
            const uint64_t sectors = system_files().status(*path)->size / uint64_t(track.data_sector);
            if (!part.length)
                part.length =
                    samples_in(BlockCount{int32_t(std::min(sectors, uint64_t(kLastAddress.value)))});
        }
}

} // namespace

Album open_toc(const std::string& path, const AlbumOptions& options) {
    Album album;
    album.kind = AlbumKind::toc;
    album.path = path;
    album.holds = kTocHolds;
    album.files.push_back(path);
    std::string text = read_whole_file(system_files(), path, kLargestToc);
    if (options.encoding) text = sheet_text(path, text, options.encoding, album.warnings);
    TocSheet sheet = parse_toc(path, text);
    album.warnings.insert(album.warnings.end(), sheet.warnings.begin(), sheet.warnings.end());
    const AudioFiles files = open_toc_files(album, sheet, options);
    find_lengths_of_data(album, sheet, options);
    std::vector<SampleCount> lengths;
    for (const auto& file : files) lengths.push_back(file->length());
    SheetLayout layout = lay_out_toc(sheet, lengths);
    album.warnings.insert(album.warnings.end(), layout.warnings.begin(), layout.warnings.end());
    album.disc = std::move(layout.disc);
    auto track = album.disc.tracks.begin();
    for (const TocTrack& toc : sheet.tracks) {
        if (toc.data_sector > 0) continue;
        if (const auto file = file_of(toc)) track->source = source_file(files[*file]->input());
        ++track;
    }
    album.audio = timeline_of(layout, files);
    return album;
}

} // namespace redbook
