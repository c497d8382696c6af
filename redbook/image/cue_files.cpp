#include "redbook/image/cue_files.h"

#include <algorithm>
#include <array>
#include <vector>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"
#include "redbook/disc/cd_text_charset.h"

namespace redbook {
namespace {

// What is tried first where several files have the stem.
constexpr std::array<std::string_view, 20> kExtensions{
    ".flac", ".wav",  ".w64", ".rf64", ".aiff", ".aif", ".aifc", ".wv",  ".ape", ".tta",
    ".m4a",  ".alac", ".caf", ".mp3",  ".ogg",  ".oga", ".opus", ".aac", ".mp4", ".wma"};

bool is_one(FileSystem& files, const std::string& path, FileKind kind) {
    const auto status = files.status(path);
    return status && status->kind == kind;
}
bool is_file(FileSystem& files, const std::string& path) { return is_one(files, path, FileKind::file); }

bool has_drive(const std::string& path) { return path.size() > 1 && path[1] == ':'; }

std::string with_slashes(std::string path) {
    std::replace(path.begin(), path.end(), '\\', '/');
    return path;
}

// Those of the folder whose name, as text, `fits`. A sheet that mixes encodings has some files' own bytes in
// it.
template <class F>
std::vector<std::string> all_in(FileSystem& files, const std::string& folder, FileKind kind,
                                Encoding encoding, F&& fits) {
    std::vector<std::string> paths;
    for (const std::string& name : files.list(folder))
        if (const std::string path = join_path(folder, name);
            ((is_utf8(name) && fits(name)) || fits(to_utf8(name, encoding))) && is_one(files, path, kind))
            paths.push_back(path);
    return paths;
}

template <class F>
std::optional<FoundFile> find_fitting(FileSystem& files, const std::string& folder, Encoding encoding,
                                      F&& fits) {
    const auto paths = all_in(files, folder, FileKind::file, encoding, fits);
    return paths.empty() ? std::nullopt : std::optional(FoundFile{paths.front(), false});
}

std::optional<FoundFile> find_by_stem(FileSystem& files, const std::string& folder, Encoding encoding,
                                      const std::string& stem) {
    for (const std::string_view extension : kExtensions) {
        const auto found = find_fitting(files, folder, encoding, [&](const std::string& name) {
            return equal_ignoring_case(extension_of(name), extension) &&
                   equal_ignoring_case(stem_of(name), stem);
        });
        if (found) return found;
    }
    return std::nullopt;
}

// Accents come in two ways: a Mac takes letters apart. Where several files would do, none is guessed.
std::optional<FoundFile> find_without_accents(FileSystem& files, const std::string& folder,
                                              const std::string& last, const FileSearch& search) {
    const std::string name = without_accents(last), stem = without_accents(stem_of(last));
    const auto named = all_in(files, folder, FileKind::file, search.names,
                              [&](const std::string& other) { return without_accents(other) == name; });
    const auto with_stem = all_in(files, folder, FileKind::file, search.names, [&](const std::string& other) {
        return has_audio_extension(other) && without_accents(stem_of(other)) == stem;
    });
    if (named.size() == 1) return FoundFile{named[0], false};
    if (named.empty() && with_stem.size() == 1 && search.audio) return FoundFile{with_stem[0], false};
    return std::nullopt;
}

// Under its last component, if need be in another encoding, case, or kind of audio file.
std::optional<FoundFile> find_inside(FileSystem& files, const std::string& folder, const std::string& last,
                                     const FileSearch& search) {
    const auto same = [&](const std::string& name) { return name == last; };
    if (const auto found = find_fitting(files, folder, search.names, same)) return FoundFile{found->path};
    const auto alike = [&](const std::string& name) { return equal_ignoring_case(name, last); };
    if (const auto found = find_fitting(files, folder, search.names, alike)) return found;
    if (search.audio)
        if (const auto found = find_by_stem(files, folder, search.names, stem_of(last))) return found;
    return find_without_accents(files, folder, last, search);
}

// The folder inside `folder` that a path without ".." means, if need be in another encoding or case.
std::optional<std::string> find_folder(FileSystem& files, std::string folder, std::string_view path,
                                       Encoding encoding) {
    while (!path.empty()) {
        const std::string part(path.substr(0, path.find('/')));
        path.remove_prefix(std::min(part.size() + 1, path.size()));
        if (part.empty() || part == ".") continue;
        const std::string name = without_accents(part);
        const auto found = all_in(files, folder, FileKind::folder, encoding, [&](const std::string& other) {
            return other == part || without_accents(other) == name;
        });
        const auto exact = std::find(found.begin(), found.end(), join_path(folder, part));
        if (found.empty() || (found.size() > 1 && exact == found.end())) return std::nullopt;
        folder = exact == found.end() ? found.front() : *exact;
    }
    return folder;
}

// A drive is one of this machine's only where paths begin with drives.
std::optional<FoundFile> find_outside(FileSystem& files, const std::string& folder, const std::string& path) {
    const bool absolute = is_absolute(path);
    if (has_drive(path) && !absolute) return std::nullopt;
    const std::string place = absolute ? path : join_path(folder, path);
    return is_file(files, place) ? std::optional(FoundFile{place}) : std::nullopt;
}

// Anything may be in the way of a path that leads anywhere.
bool is_same_folder(FileSystem& files, const std::string& path, const FileStatus& folder) {
    try {
        const auto status = files.status(path);
        return status && is_same_file(*status, folder);
    } catch (const Error&) {
        return false;
    }
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

// A network share is never queried: its server would learn who asks.
std::string path_inside(FileSystem& files, const std::string& folder, const std::string& name) {
    const std::string path = with_slashes(name);
    const auto here = files.status(folder);
    const bool is_elsewhere = has_drive(path) && !is_absolute(path);
    if (!here || !leads_out(name) || path.starts_with("//") || is_elsewhere) return name;
    for (size_t end = path.rfind('/'); end != path.npos && end > 0; end = path.rfind('/', end - 1)) {
        const std::string rest = path.substr(end + 1), front = path.substr(0, end);
        if (leads_out(rest)) break;
        if (is_same_folder(files, is_absolute(path) ? front : join_path(folder, front), *here)) return rest;
    }
    return name;
}

std::optional<FoundFile> find_cue_file(FileSystem& files, const std::string& folder, const std::string& name,
                                       const FileSearch& search) {
    const std::string inside = path_inside(files, folder, name), path = with_slashes(inside);
    const bool out = leads_out(path);
    for (const std::string& exact : {inside, path})
        if (!out && is_file(files, join_path(folder, exact))) return FoundFile{join_path(folder, exact)};
    const std::string last = name_of(path);
    if (last.empty()) return std::nullopt;
    const auto named = out ? std::nullopt : find_folder(files, folder, parent_of(path), search.names);
    auto found = find_inside(files, named.value_or(folder), last, search);
    const bool where_named = last == path || (named && *named == join_path(folder, parent_of(path)));
    if (found) found->as_named = found->as_named && where_named;
    if (!found && named && *named != folder) {
        found = find_inside(files, folder, last, search);
        if (found) found->as_named = false;
    }
    return found || !out || !search.outside ? found : find_outside(files, folder, path);
}

bool has_audio_extension(const std::string& name) {
    const std::string extension = extension_of(name);
    return std::any_of(kExtensions.begin(), kExtensions.end(),
                       [&](std::string_view known) { return equal_ignoring_case(known, extension); });
}

bool begins_like_audio_file(FileSystem& files, const std::string& path) {
    return begins_like_audio_file(*files.open(path, Access::read));
}

bool begins_like_audio_file(const File& file) {
    std::string head(16, '\0');
    head.resize(file.read_at(0, std::as_writable_bytes(std::span(head.data(), head.size()))));
    return std::any_of(std::begin(kMagics), std::end(kMagics), [&](const Magic& magic) {
        return head.size() > magic.at && std::string_view(head).substr(magic.at).starts_with(magic.bytes);
    });
}

} // namespace redbook
