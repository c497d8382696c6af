// What an image is made in before it gets its name (S5).
#pragma once

#include <string>

#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {

// Makes ".NAME.redbook-XXXXXX" in the folder where `place` will be, and returns its path.
//   throws  Errc::not_found (no such folder), no_permission, disk_full, io; the sentence begins with `place`
//           where the folder around it is to blame
std::string make_temporary_folder(FileSystem& files, const std::string& place);

// While unwinding there is nobody to tell that a temporary file could not be removed.
template <class F>
void quietly(F&& body) noexcept {
    try {
        body();
    } catch (const Error&) {}
}

} // namespace redbook
