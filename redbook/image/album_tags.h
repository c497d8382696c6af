// What the tags of an album's files say of the disc.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "redbook/disc/disc.h"

namespace redbook {

// Tags of one file, by upper-case Vorbis names (audio_file.h).
using Tags = std::map<std::string, std::string>;

// One file a track. TITLE, ARTIST, COMPOSER, LYRICIST, ARRANGER and ISRC go to the track; ALBUM, ALBUMARTIST
// (or ARTIST) and BARCODE (or UPC, EAN, MCN) to the album where all files agree. Returns a sentence for each
// that is not usable, with its file's path in front.
std::vector<std::string> apply_tags(Disc& disc, const std::vector<Tags>& tags,
                                    const std::vector<std::string>& paths);

// The order that DISCNUMBER and TRACKNUMBER ("3" or "3/12") give: positions in `tags`. Empty: they give none,
// because one is missing or two are the same. Without DISCNUMBER a file is of disc 1.
std::vector<size_t> order_by_tags(const std::vector<Tags>& tags);

} // namespace redbook
