// The closed tracks' audio as a block source, every second checked as it is read (S7).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "redbook/base/file.h"
#include "redbook/disc/block_source.h"
#include "redbook/stage/catalogue.h"

namespace redbook {

std::unique_ptr<BlockSource> stash_audio(std::shared_ptr<const File> file,
                                         std::shared_ptr<const Catalogue> catalogue);

// Where the audio is cut off because the file ends too early: "track 3 at 02:14". nullopt: it is all there.
std::optional<std::string> cut_short_at(const File& file, const Catalogue& catalogue);

} // namespace redbook
