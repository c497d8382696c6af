#include "redbook/image/cue_files.h"

#include <algorithm>
#include <array>

#include "redbook/base/file_common.h"

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

bool has_drive(const std::string& path) { return path.size() > 1 && path[1] == ':'; }

std::string with_slashes(std::string path) {
    std::replace(path.begin(), path.end(), '\\', '/');
    return path;
}

// The first file in the folder whose name, as text, `fits`.
template <class F>
std::optional<std::string> find_in(FileSystem& files, const std::string& folder, Encoding encoding,
                                   F&& fits) {
    for (const std::string& name : files.list(folder))
        if (fits(is_utf8(name) ? name : to_utf8(name, encoding)) && is_file(files, join_path(folder, name)))
            return join_path(folder, name);
    return std::nullopt;
}

std::optional<FoundFile> find_by_stem(FileSystem& files, const std::string& folder, Encoding encoding,
                                      const std::string& stem) {
    for (const std::string_view extension : kExtensions) {
        const auto found = find_in(files, folder, encoding, [&](const std::string& name) {
            return equal_ignoring_case(extension_of(name), extension) &&
                   equal_ignoring_case(stem_of(name), stem);
        });
        if (found) return FoundFile{*found, false};
    }
    return std::nullopt;
}

// Under its last component, if need be in another encoding, case, or kind of audio file.
std::optional<FoundFile> find_inside(FileSystem& files, const std::string& folder, const std::string& last,
                                     const FileSearch& search) {
    const auto same = [&](const std::string& name) { return name == last; };
    if (const auto found = find_in(files, folder, search.names, same)) return FoundFile{*found};
    const auto alike = [&](const std::string& name) { return equal_ignoring_case(name, last); };
    if (const auto found = find_in(files, folder, search.names, alike)) return FoundFile{*found, false};
    return search.audio ? find_by_stem(files, folder, search.names, stem_of(last)) : std::nullopt;
}

// A drive is one of this machine's only where paths begin with drives.
std::optional<FoundFile> find_outside(FileSystem& files, const std::string& folder, const std::string& path) {
    const bool absolute = is_absolute(path);
    if (has_drive(path) && !absolute) return std::nullopt;
    const std::string place = absolute ? path : join_path(folder, path);
    return is_file(files, place) ? std::optional(FoundFile{place}) : std::nullopt;
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

bool leads_out(const std::string& name) {
    const std::string path = with_slashes(name);
    return has_drive(path) || path.starts_with('/') || ("/" + path + "/").find("/../") != std::string::npos;
}

std::optional<FoundFile> find_cue_file(FileSystem& files, const std::string& folder, const std::string& name,
                                       const FileSearch& search) {
    const std::string path = with_slashes(name);
    const bool out = leads_out(name);
    if (!out && is_file(files, join_path(folder, name))) return FoundFile{join_path(folder, name)};
    if (!out && is_file(files, join_path(folder, path))) return FoundFile{join_path(folder, path), false};
    const std::string last = name_of(path);
    if (last.empty()) return std::nullopt;
    auto found = find_inside(files, folder, last, search);
    if (found) found->as_named = found->as_named && last == name;
    return found || !out || !search.outside ? found : find_outside(files, folder, path);
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
