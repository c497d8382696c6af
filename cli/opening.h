// What the command line says of a source: how it is opened, and what the disc is to be.
#pragma once

#include <utility>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "redbook/base/error.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/outcome.h"

namespace redbook::cli {

// Options that describe the disc, put into a disc. What was replaced, or read in another way than it says, is
// added to `warnings`. Throws Errc::bad_value for a track that the disc has not got, and for an option about
// CD-TEXT if it has none; what opening CD-TEXT files throws.
void apply(const DiscOptions& options, Disc& disc, std::vector<std::string>& warnings);
bool is_empty(const DiscOptions& options);

// All that the command line says of an opened album: its description, and whether emphasis is undone.
void apply(const Arguments& arguments, Album& album);

// What `sources` name, opened as the options say. Throws what open() throws; StrictlyRefused with --strict if
// there is any warning; Errc::bad_value for an option that would be without effect. `texts_alone` as in
// AlbumOptions.
Album open_sources(const Arguments& arguments, const std::vector<std::string>& sources,
                   bool texts_alone = false);

// The same of two that are compared: an option is for either.
std::pair<Album, Album> open_two_sources(const Arguments& arguments);

// Refuses what --label, --master-id and the like would write nowhere. `writes_master_id`: the image has room
// for that one.
//   throws  Errc::bad_value
void require_use_of_delivery(const Arguments& arguments, bool writes_master_id);

// The outcome as report and exit code; warnings of unread edges say what accepts them.
Done done_with(const Outcome& outcome);

} // namespace redbook::cli
