// The two slots of a stash file: which catalogue is the truth (S2), and the bytes of a slot.
#pragma once

#include <string>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/stage/catalogue.h"

namespace redbook {

// A slot as it is written: header and catalogue, after which it is zeros to its end. stash_format.md, table
// 1
std::vector<std::byte> slot_image(const Catalogue& catalogue);

// True if either slot begins with the magic.
bool has_stash_magic(const File& file);

struct FoundCatalogue {
    Catalogue catalogue;         // the newest valid one
    size_t slot = 0;             // where it was found
    std::vector<size_t> damaged; // slots that hold no valid one
};

// Throws Errc::malformed (not a stash), newer_version, corrupt (both slots are damaged).
FoundCatalogue find_catalogue(const File& file);

// "the first of its two catalogues"
std::string slot_words(size_t slot);

} // namespace redbook
