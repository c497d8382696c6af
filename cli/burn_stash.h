// The stash that is recorded: the one that was given, or one that an album is staged into first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/config.h"
#include "cli/console.h"

namespace redbook::cli {

struct BurnStash {
    std::string path;
    bool ours = false; // made for this recording only
    std::vector<std::string> warnings;
    std::vector<std::string> lost{};        // of the album: "track 3 (data)"
    std::vector<MissingFromFile> missing{}; // Album::missing
    bool incomplete = false;                // is_incomplete(): a copy of a disc that was not read everywhere
};

// `capacity` is that of the stash; nullopt: of one that is there its own, else the default. `before_staging`
// is called with an album's disc, and may refuse it.
//   throws  Errc::bad_value (options that a stash has no use for), and what opening and staging an album
//   throw
BurnStash stage_first(const Arguments& arguments, const Config& config, std::optional<BlockCount> capacity,
                      const std::function<void(const Disc&)>& before_staging, Console& console);

} // namespace redbook::cli
