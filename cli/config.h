// What a user has settled once and for all: $XDG_CONFIG_HOME/redbook/config.toml. Every key but the last is
// an option too, and the option goes first.
//
//   recorder = "/dev/sr0"            # or "image:~/discs"; as --recorder
//   stash_folder = "~/stashes"       # as --stash-folder
//   [drive."PLEXTOR PX-716A"]        # vendor and model as `redbook drives` shows them, or a path
//   write_offset = 30                # samples; as --write-offset
//   read_offset = -30                # as --read-offset
//   unreadable_edge_samples = 30     # so many samples at the edges of a disc may stay unread; no option
#pragma once

#include <map>
#include <optional>
#include <string>

#include "redbook/base/file.h"
#include "redbook/jobs/open.h"

namespace redbook::cli {

// In stereo samples, -kFarthestOffset..kFarthestOffset.
struct DriveOffsets {
    std::optional<int> write, read;
    std::optional<int> unreadable_edge; // 0 or more
};
inline constexpr int kFarthestOffset = int(kFurthestReadOffset.value); // of writing, too

struct Config {
    std::string recorder;     // empty: not said
    std::string stash_folder; // empty: not said
    std::map<std::string, DriveOffsets> drives;

    // What is said of the drive under its path, else under its vendor and model.
    DriveOffsets offsets_of(const std::string& path, const std::string& vendor_and_model) const;
};

// An empty one if there is no such file, or `path` is empty.
//   throws  Errc::malformed "config.toml:3: ...": no TOML, a key that is not known, a value that cannot be
Config read_config(FileSystem& files, const std::string& path);

} // namespace redbook::cli
