// The cue sheet that lies inside a FLAC file as a block of metadata, and where FLAC begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/file.h"

namespace redbook {

// Where a FLAC stream begins: 0, or after an ID3v2 tag. nullopt: the file is no FLAC.
std::optional<uint64_t> flac_begin(const File& file);

// The content of a FLAC's CUESHEET block, as far as it is there; nullopt: the file is no FLAC, or has no such
// block. RFC 9639, 8.1 and 8.7.
std::optional<std::vector<std::byte>> find_cue_sheet_block(const File& file);

} // namespace redbook
