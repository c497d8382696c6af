// The files that a sheet names, as they are found on a disk that is not the one the sheet was written on.
#pragma once

#include <optional>
#include <string>

#include "redbook/base/file.h"
#include "redbook/base/text.h"

namespace redbook {

struct FoundFile {
    std::string path;
    bool as_named = true; // false: found under another name or in another folder than the sheet says
};

struct FileSearch {
    bool audio = true;    // a file that was encoded again will do
    bool outside = false; // a path that leads out of the folder is followed where nothing inside will do
    Encoding names = Encoding::windows_1252; // of the sheet, and of files' names that are not UTF-8
};

// True for absolute paths, Windows drives and shares, and whatever goes up by "..". What links inside the
// folder lead to does not count.
bool leads_out(const std::string& name);

// `name`; where it leads out of `folder` and back into it, the rest of it, counted from `folder`.
std::string path_inside(FileSystem& files, const std::string& folder, const std::string& name);

// Looks for a file that a sheet in `folder` calls `name` (UTF-8): under that name; with backslashes as
// slashes; under a name that has the same bytes as the sheet has; in the folder that its path names, whose
// parts may have another case, and in `folder` itself (what leads out, only there), by its last component: in
// whatever encoding; without case; by its stem with another audio file's extension; without accents, if only
// one file is alike; outside. nullopt: none of these that `search` allows.
std::optional<FoundFile> find_cue_file(FileSystem& files, const std::string& folder, const std::string& name,
                                       const FileSearch& search = {});

// True if the name ends like an audio file's: ".flac", ".wav", ... in any case.
bool has_audio_extension(const std::string& name);

// True if the first bytes are those of an audio file with a header. Raw audio has none.
bool begins_like_audio_file(FileSystem& files, const std::string& path);
bool begins_like_audio_file(const File& file);

} // namespace redbook
