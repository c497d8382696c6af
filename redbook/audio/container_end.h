// Whether a file is as long as its container says, by the container's own sizes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "redbook/base/input_file.h"

namespace redbook {

// How many bytes the container says the file has, at least; a shorter file is cut off. nullopt: it does not
// say (a stream whose size was not known when it was written, or a format without a size), or is no such
// container.
//   container  a name of FFmpeg's: "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "caf", "aiff", "au", ...
std::optional<uint64_t> told_size(const InputFile& file, std::string_view container);

} // namespace redbook
