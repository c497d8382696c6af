// Whether a file is as long as its container says, by the container's own sizes, and where its sound is.
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

// Where a container has its sound, by its own sizes. In bytes.
struct SoundChunk {
    uint64_t begin = 0; // inside the file
    uint64_t size = 0;  // as it says; the file may end before
    uint64_t after = 0; // bytes_after() of what follows it, if that is not a chunk
};

// nullopt: it does not say, or is another container than "aiff", "caf" and "au".
std::optional<SoundChunk> find_sound_chunk(const InputFile& file, std::string_view container);

// So many bytes are in the file from `at` on; 0 if they cannot be audio: zeros, with which editors pad files,
// or less than a block.
uint64_t bytes_after(const InputFile& file, uint64_t at);

// Four characters that can name a chunk.
bool is_chunk_id(std::string_view id);

} // namespace redbook
