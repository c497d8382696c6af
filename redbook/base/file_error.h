// What the operating system refuses, as an Error: one code and one set of words for all systems.
#pragma once

#include <string>

namespace redbook {

// Errors are numbers of <cerrno>.
bool means_no_room(int error); // disk full, quota, file size limit

// Throws "PATH: cannot DOING: words"; means_no_room() is Errc::disk_full.
[[noreturn]] void fail_on_file(const std::string& path, const std::string& doing, int error);

} // namespace redbook
