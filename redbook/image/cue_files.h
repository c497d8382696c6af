// The files that a sheet names, as they are found on a disk that is not the one the sheet was written on.
#pragma once

#include <optional>
#include <string>

#include "redbook/base/file.h"

namespace redbook {

struct FoundFile {
    std::string path;
    bool as_named = true; // false: found under another name or in another folder than the sheet says
};

// Looks for a file that a sheet in `folder` calls `name`: under that name; with backslashes as slashes; by
// its last component (absolute paths, Windows drives and "..", which lead out of the folder, only so); by its
// last component without case; by its stem with another audio file's extension. nullopt: none of these.
std::optional<FoundFile> find_cue_file(FileSystem& files, const std::string& folder, const std::string& name);

// True if the name ends like an audio file's: ".flac", ".wav", ... in any case.
bool has_audio_extension(const std::string& name);

// True if the first bytes are those of an audio file with a header. Raw audio has none.
bool begins_like_audio_file(FileSystem& files, const std::string& path);

} // namespace redbook
