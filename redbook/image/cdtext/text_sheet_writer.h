// The texts of a disc as a Sony Input Sheet 0.7T.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/disc.h"

namespace redbook {

// The disc as sheets tell it: texts lose blanks at their ends. Each change is a sentence in `changes`.
Disc as_text_sheet_holds(const Disc& disc, std::vector<std::string>& changes);

// One sheet a text block, one after the other, as cdrskin writes them, each in its block's character set;
// catalogue number and ISRCs in the first. The packs of the disc must hold its texts (cd_text_packs()).
std::string text_sheets_of(const Disc& disc);

} // namespace redbook
