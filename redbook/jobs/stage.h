// Stages a whole album: starts a stash, or continues after its last closed track.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "redbook/base/export.h"
#include "redbook/disc/album.h"
#include "redbook/jobs/outcome.h"
#include "redbook/jobs/progress.h"
#include "redbook/stage/staging.h"

namespace REDBOOK_API redbook {

// What becomes of what is staged already.
enum class Onto {
    the_same_album, // what is staged must be the beginning of this album; the rest is added
    what_is_there,  // this album follows what is staged; one that was interrupted there is continued
    nothing,        // what is staged is thrown away, unless it is the beginning of the same call
};

// How an album is staged.
struct StageOptions {
    std::optional<BlockCount> capacity;         // a new stash: 80 minutes if not given; an old one: as it was
    Onto onto = Onto::the_same_album;           // what becomes of what is staged already
    ProgressCallback progress;                  // staging, of the whole album
    bool strict = false;                        // what there is to warn of is refused
    std::function<void(int track)> on_closed{}; // its number; from now on a crash does not take it away (S8)
};

// Whether the file at `path` begins like a stash.
bool is_stash(const std::string& path);

// A stash opened for reading.
//   throws  Errc::not_found, no_permission, malformed (not a stash), newer_version, corrupt (both catalogues are bad)
std::unique_ptr<Stash> open_stash(const std::string& path);

// A new stash, or the one that is there, continued after its last closed track (Staging).
//   throws  Errc::exists, in_use, no_permission, disk_full, io, bad_value; what open_stash() throws
std::unique_ptr<Staging> create_stash(const std::string& path, const StashSettings& settings = {});
std::unique_ptr<Staging> continue_stash(const std::string& path);

// What will be in the way when a stash with this disc is recorded or exported: sentences.
//   throws  what would be refused then; with `strict` also what would be changed
std::vector<std::string> later_trouble(const std::string& path, const Disc& disc, bool strict);

// Stages `album` into the stash at `path`. Refuses beforehand what breaks a rule or does not fit, naming the
// track. Interrupted in any way, the same call ends in what an uninterrupted one gives.
//   throws  Errc::source_changed (naming the track), does_not_fit, breaks_rule, in_use, disk_full, io, exists
//           (the file is not a stash), with `strict` StrictlyRefused and what would be in the way when the
//           stash is recorded, and what the album's audio throws. Closed tracks stay, always. Errc::cancelled
//           says how many there are.
Outcome stage(const std::string& path, const Album& album, const StageOptions& options = {});

} // namespace redbook
