// A disc as the sheet of a CloneCD image (.ccd).
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/disc.h"

namespace redbook {

// The full TOC, the CD-TEXT packs, and per track what CloneCD writes: ISRC, INDEX 0 and 1. Flags are in
// Control; indexes above 01 are in the subchannel only, since libmirage refuses a sheet that has them. CRLF.
//   throws  what cd_text_packs() throws
std::string ccd_of(const Disc& disc);

// Adds a sentence for each code of the disc that only the sheet stores, as the subchannel has no room for it.
void note_codes_without_room(const Disc& disc, std::vector<std::string>& changes);

} // namespace redbook
