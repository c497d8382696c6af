// Reading from the disk itself, for what was just written.
#pragma once

#include <memory>
#include <string>

#include "redbook/base/file.h"

namespace redbook {

// Opens a file for reading past the system's cache (O_DIRECT), where the system and the disk allow it;
// elsewhere through the cache. Each thread that reads keeps the last megabyte it read, so reading forward in
// small steps is fast, and a file that changes meanwhile is not noticed.
//   throws  what FileSystem::open() and File::read_at() throw; writing throws Errc::io
std::unique_ptr<File> open_past_cache(const std::string& path);

} // namespace redbook
