// A disc as a .toc file that cdrdao 1.2.4 and later and libmirage understand: one WAV file, lengths as
// MM:SS:FF, silence in the file instead of SILENCE.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/disc.h"

namespace redbook {

// The disc with its texts as a .toc can hold them: ISO 8859-1 (ASCII where the block says so; MS-JIS becomes
// ISO 8859-1), all else as '?', at most 3000 bytes. A sentence for each text that changed is added to
// `changes`.
Disc as_toc_holds(const Disc& disc, std::vector<std::string>& changes);

// The .toc of a disc that as_toc_holds() has passed, whose audio from LBA 0 to the lead-out lies in the WAV
// file `file`. ASCII but for that name; LF.
std::string toc_of(const Disc& disc, const std::string& file);

} // namespace redbook
