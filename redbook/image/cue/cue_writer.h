// A disc as a cue sheet that every reader understands: one FILE, upper case, two digits, no PREGAP.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/disc.h"

namespace redbook {

// The disc with its texts and remarks as a sheet can hold them: '"' becomes "'", control characters become
// blanks, what is longer than a line is cut. All else is as it was. A sentence for each text that changed is
// added to `changes`.
Disc as_cue_holds(const Disc& disc, std::vector<std::string>& changes);

// The sheet of a disc that as_cue_holds() has passed, whose audio from LBA 0 to the lead-out lies in `file`
// ("disc.bin") of `type` ("BINARY", "WAVE"). UTF-8 without a byte order mark, LF.
std::string cue_sheet_of(const Disc& disc, const std::string& file, const std::string& type);

} // namespace redbook
