// What the file systems of all operating systems share: codes and words for what is refused, and copying; and
// where their paths differ.
#pragma once

#include <string>

#include "redbook/base/file.h"

namespace redbook {

// The machine's own files, which system_files() is unless a test overrides it; without watchers.
FileSystem& machine_files();

// Errors are numbers of <cerrno>.
bool means_no_room(int error); // disk full, quota, file size limit

// Throws "PATH: cannot DOING: words"; means_no_room() is Errc::disk_full.
[[noreturn]] void fail_on_file(const std::string& path, const std::string& doing, int error);

// File::copy_from() by reading and writing, for files that know no better way.
uint64_t copy_through_memory(const File& from, uint64_t from_offset, File& to, uint64_t offset, uint64_t n);

// "/a"; on Windows "C:/a" and "//server/a", with backslashes as well. Such a path means the same in every
// folder.
bool is_absolute(const std::string& path);

} // namespace redbook
