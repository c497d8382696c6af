// Options that describe the disc, put into a disc; and what the options say about opening an album.
#pragma once

#include "cli/arguments.h"
#include "redbook/base/error.h"
#include "redbook/image/album.h"
#include "redbook/record/opened.h"

namespace redbook::cli {

// Throws Errc::bad_value for a track that the disc has not got.
void apply(const DiscOptions& options, Disc& disc);
bool is_empty(const DiscOptions& options);

AlbumOptions album_options(const Arguments& arguments);

// What --strict refuses: the first warning is the sentence, `further` are the others.
struct StrictlyRefused : Error {
    explicit StrictlyRefused(const std::vector<std::string>& warnings)
        : Error(Errc::malformed, warnings.front()), further(warnings.begin() + 1, warnings.end()) {}
    std::vector<std::string> further;
};

// What `sources` name, opened as the options say: by open_any(), and by open_album(). Throws what these
// throw, and StrictlyRefused with --strict if there is any warning.
Opened open_sources(const Arguments& arguments, const std::vector<std::string>& sources);
Album open_sources_as_album(const Arguments& arguments, const std::vector<std::string>& sources);

// Moves an album's warnings, and what came up while its audio was read, into a report's.
void add_warnings(std::vector<std::string>& warnings, const Album& album);

} // namespace redbook::cli
