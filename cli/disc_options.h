// Options that describe the disc, put into a disc; and what the options say about opening an album.
#pragma once

#include "cli/arguments.h"
#include "redbook/image/album.h"

namespace redbook::cli {

// Throws Errc::bad_value for a track that the disc has not got.
void apply(const DiscOptions& options, Disc& disc);
bool is_empty(const DiscOptions& options);

AlbumOptions album_options(const Arguments& arguments);

// Moves an album's warnings, and what came up while its audio was read, into a report's.
void add_warnings(std::vector<std::string>& warnings, const Album& album);

} // namespace redbook::cli
