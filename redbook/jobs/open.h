// Opens anything that has a disc.
#pragma once

#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/album.h"
#include "redbook/drive/disc_source.h"
#include "redbook/image/album.h"
#include "redbook/jobs/formats.h"

namespace REDBOOK_API redbook {

// How sources are opened.
struct OpenOptions : AlbumOptions {
    OpenOptions() { formats = &all_formats(); }
    DiscReadOptions drive{}; // of a disc in a drive
};

// Audio files, a folder, a sheet, a playlist, an image, a DDP set, a stash, or a drive; content decides
// which.
//   throws  what open_album(), open_stash() and open_disc() throw
Album open(const std::vector<std::string>& sources, const OpenOptions& options = {});

// Puts the CD-TEXT of files (packs, Sony text sheets), whose languages follow each other, in the place of the
// disc's. What was replaced, and what was read in another way than it says, is added to `warnings`.
//   throws  Errc::malformed, unsupported, breaks_rule, and what opening files throws
void add_cd_text(Disc& disc, const std::vector<std::string>& files, std::vector<std::string>& warnings);

// True for a drive, a stash, and what is_whole_album() is true for: an album that is given alone.
bool is_album_of_its_own(const std::string& source);

// The warnings of opening, and what came up while the audio was read.
std::vector<std::string> warnings_of(const Album& album);

} // namespace redbook
