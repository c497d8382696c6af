// The CD-TEXT of a .toc file.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/image/toc/toc_syntax.h"

namespace redbook {

// Gives the disc, which has the sheet's tracks, a text block for each language that the sheet maps, in the
// order of their numbers. The UPC and ISRCs in it count where the sheet has no CATALOG and ISRC. What is left
// out is said in `warnings`.
void add_toc_texts(Disc& disc, const TocSheet& sheet, std::vector<std::string>& warnings);

} // namespace redbook
