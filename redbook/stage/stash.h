// Stash files, through any file system.
#pragma once

#include <memory>
#include <string>

#include "redbook/base/file.h"
#include "redbook/stage/staging.h"

namespace redbook {

// True if either slot of the file begins like a stash.
bool is_stash(FileSystem& files, const std::string& path);

// Throws Errc::not_found, no_permission, malformed (not a stash), newer_version, corrupt (both slots are
// bad).
std::unique_ptr<Stash> open_stash(FileSystem& files, const std::string& path);

// A new stash under a temporary name beside `path`, which gets its name when it is whole (S5). Symbolic links
// stay, and lead to it. `replace` lets it take the place of an old one, of a stash only.
//   throws  Errc::exists, in_use, no_permission, disk_full, io, bad_value
std::unique_ptr<Staging> create_stash(FileSystem& files, const std::string& path,
                                      const StashSettings& settings, bool replace = false);

// Continues with an old one, after its last closed track. Mends a bad slot from the good one. Throws what
// open_stash throws, Errc::in_use if there is another writer, and corrupt if audio is missing at its end.
std::unique_ptr<Staging> continue_stash(FileSystem& files, const std::string& path);

} // namespace redbook
