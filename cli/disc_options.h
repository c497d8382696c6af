// Options that describe the disc, put into a disc; and what the options say about opening an album.
#pragma once

#include "cli/arguments.h"
#include "redbook/image/album.h"

namespace redbook::cli {

// What was replaced, or read in another way than it says, is added to `warnings`. Throws Errc::bad_value for
// a track that the disc has not got, and for an option about CD-TEXT if it has none; what opening CD-TEXT
// files throws.
void apply(const DiscOptions& options, Disc& disc, std::vector<std::string>& warnings);
bool is_empty(const DiscOptions& options);

// All that the command line says of an opened album: its description, and whether emphasis is undone.
void apply(const Arguments& arguments, Album& album);

AlbumOptions album_options(const Arguments& arguments);

// Adds an album's warnings, and what came up while its audio was read, to a report's.
void add_warnings(std::vector<std::string>& warnings, const Album& album);

} // namespace redbook::cli
