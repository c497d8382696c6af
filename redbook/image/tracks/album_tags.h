// What the tags of an album's files say of the disc, and a disc as such tags.
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

// The tags of one file a track that apply_tags() takes back into the same disc, with TRACKNUMBER and
// TRACKTOTAL.
std::vector<Tags> tags_of(const Disc& disc);

// The tags of what is hidden before the first track: the album's, and number 0.
Tags tags_of_hidden_track(const Disc& disc);

// The disc with its first language's texts as apply_tags() finds them in tags_of(): a message, and the
// album's texts but title and performer, are left out; an album without a performer gets that of all its
// tracks. All else is as it was. A sentence for each text that changed is added to `changes`.
Disc as_tags_hold(const Disc& disc, std::vector<std::string>& changes);

// The order that DISCNUMBER and TRACKNUMBER ("3", "3/12", or "B1" of a vinyl record's side) give: positions
// in `tags`. Empty: they give none, because one is missing or two are the same. Without DISCNUMBER a file is
// of disc 1.
std::vector<size_t> order_by_tags(const std::vector<Tags>& tags);

// The numbers, ascending, that TRACKNUMBER and TRACKTOTAL of one disc's files promise and no file has; empty
// where the tags give no order, or name sides. A second disc may begin where the first ended, and the total
// may be that of the set.
std::vector<int> missing_track_numbers(const std::vector<Tags>& tags);

// The same for the sides of a vinyl record, in their order: "A2". Of a side without any file it is the first
// track. A side may continue the numbers of the one before it. Empty where the tags name no sides.
std::vector<std::string> missing_on_sides(const std::vector<Tags>& tags);

} // namespace redbook
