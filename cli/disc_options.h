// Options that describe the disc, put into a disc; and what the options say about opening an album.
#pragma once

#include <utility>

#include "cli/arguments.h"
#include "redbook/base/error.h"
#include "redbook/image/album.h"
#include "redbook/jobs/opened.h"

namespace redbook::cli {

// What was replaced, or read in another way than it says, is added to `warnings`. Throws Errc::bad_value for
// a track that the disc has not got, and for an option about CD-TEXT if it has none; what opening CD-TEXT
// files throws.
void apply(const DiscOptions& options, Disc& disc, std::vector<std::string>& warnings);
bool is_empty(const DiscOptions& options);

// All that the command line says of an opened album: its description, and whether emphasis is undone. Codes
// of zeros are warned of, or refused with --strict.
void apply(const Arguments& arguments, Album& album);

// What `redbook check` says of lengths and codes, for commands that do not listen: added to `warnings`, or
// refused with --strict (StrictlyRefused).
void check_rules_in_passing(const Arguments& arguments, const std::string& path, const Disc& disc,
                            std::vector<std::string>& warnings);

AlbumOptions album_options(const Arguments& arguments);

// Of a drive among `sources`; else what nobody asks for.
//   throws  what read_config() throws
DiscReadOptions disc_read_options(const Arguments& arguments, const std::vector<std::string>& sources);

// What --strict refuses: the first warning is the sentence, `further` are the others.
struct StrictlyRefused : Error {
    explicit StrictlyRefused(const std::vector<std::string>& warnings)
        : Error(Errc::malformed, warnings.front()), further(warnings.begin() + 1, warnings.end()) {}
    std::vector<std::string> further;
};

// What `sources` name, opened as the options say: by open_any(), and by open_album(). Throws what these
// throw; StrictlyRefused with --strict if there is any warning; Errc::bad_value for an option that would be
// without effect. `texts_alone` as in AlbumOptions.
Opened open_sources(const Arguments& arguments, const std::vector<std::string>& sources,
                    bool texts_alone = false);
Album open_sources_as_album(const Arguments& arguments, const std::vector<std::string>& sources);

// The same of two that are compared: an option is for either.
std::pair<Opened, Opened> open_two_sources(const Arguments& arguments);

// How many samples at the edges of a disc the drives among `sources` need not return, by the configuration.
// To be asked before they are opened.
SampleCount accepted_edge_of(const Arguments& arguments, const std::vector<std::string>& sources);

// Warns of samples at the edges of a disc that the drive among `sources` did not return, if there are more
// than are accepted, and says what accepts them.
void warn_of_edge(std::vector<std::string>& warnings, const std::vector<std::string>& sources,
                  SampleCount unread, SampleCount accepted);

// True if a drive did not return all of the album's audio, up to the edge that is `accepted`, or a file lacks
// some: what was made of it is not all of it. Warns as warn_of_edge().
bool is_incomplete(const Album& album, SampleCount accepted, std::vector<std::string>& warnings);

// Adds an album's warnings, and what came up while its audio was read, to a report's.
void add_warnings(std::vector<std::string>& warnings, const Album& album);

} // namespace redbook::cli
