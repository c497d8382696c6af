#include "redbook/image/cue_files.h"

#include <algorithm>
#include <array>

#include "redbook/base/text.h"

namespace redbook {
namespace {

// What is tried first where several files have the stem.
constexpr std::array<std::string_view, 20> kExtensions{
    ".flac", ".wav",  ".w64", ".rf64", ".aiff", ".aif", ".aifc", ".wv",  ".ape", ".tta",
    ".m4a",  ".alac", ".caf", ".mp3",  ".ogg",  ".oga", ".opus", ".aac", ".mp4", ".wma"};

bool is_file(FileSystem& files, const std::string& path) {
    const auto status = files.status(path);
    return status && status->kind == FileKind::file;
}

bool leads_out(const std::string& path) {
    const bool drive = path.size() > 1 && path[1] == ':';
    return drive || path.starts_with('/') || ("/" + path + "/").find("/../") != std::string::npos;
}

// The first name in the folder that `fits`.
template <class F>
std::optional<FoundFile> find_in(FileSystem& files, const std::string& folder, F&& fits) {
    for (const std::string& name : files.list(folder))
        if (fits(name) && is_file(files, join_path(folder, name)))
            return FoundFile{join_path(folder, name), false};
    return std::nullopt;
}

std::optional<FoundFile> find_by_stem(FileSystem& files, const std::string& folder, const std::string& stem) {
    for (const std::string_view extension : kExtensions) {
        const auto found = find_in(files, folder, [&](const std::string& name) {
            return equal_ignoring_case(extension_of(name), extension) &&
                   equal_ignoring_case(stem_of(name), stem);
        });
        if (found) return found;
    }
    return std::nullopt;
}

struct Magic {
    size_t at;
    std::string_view bytes;
};
// FLAC, WAV, RF64, AIFF, W64, WavPack, Ogg, Monkey's Audio, TTA, CAF, MP4, MP3 with a tag.
constexpr Magic kMagics[] = {{0, "fLaC"}, {8, "WAVE"}, {8, "AIFF"}, {8, "AIFC"}, {0, "riff\x2e\x91\xcf\x11"},
                             {0, "wvpk"}, {0, "OggS"}, {0, "MAC "}, {0, "TTA1"}, {0, "caff"},
                             {4, "ftyp"}, {0, "ID3"}};

} // namespace

std::optional<FoundFile> find_cue_file(FileSystem& files, const std::string& folder,
                                       const std::string& name) {
    std::string path = name;
    if (!leads_out(path) && is_file(files, join_path(folder, path)))
        return FoundFile{join_path(folder, path)};
    std::replace(path.begin(), path.end(), '\\', '/');
    if (!leads_out(path) && is_file(files, join_path(folder, path)))
        return FoundFile{join_path(folder, path), false};
    const std::string last = name_of(path);
    if (last.empty()) return std::nullopt;
    if (is_file(files, join_path(folder, last))) return FoundFile{join_path(folder, last), last == name};
    const auto found =
        find_in(files, folder, [&](const std::string& n) { return equal_ignoring_case(n, last); });
    return found ? found : find_by_stem(files, folder, stem_of(last));
}

bool has_audio_extension(const std::string& name) {
    const std::string extension = extension_of(name);
    return std::any_of(kExtensions.begin(), kExtensions.end(),
                       [&](std::string_view known) { return equal_ignoring_case(known, extension); });
}

bool begins_like_audio_file(FileSystem& files, const std::string& path) {
    std::string head(16, '\0');
    const auto file = files.open(path, Access::read);
    head.resize(file->read_at(0, std::as_writable_bytes(std::span(head.data(), head.size()))));
    return std::any_of(std::begin(kMagics), std::end(kMagics), [&](const Magic& magic) {
        return head.size() > magic.at && std::string_view(head).substr(magic.at).starts_with(magic.bytes);
    });
}

} // namespace redbook
