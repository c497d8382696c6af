// A cue sheet and the lengths of its files, laid out on a disc. Pure: opens nothing.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/units.h"
#include "redbook/image/cue_syntax.h"
#include "redbook/image/sheet.h"

namespace redbook {

// Files follow each other at the sample; an index inside a block moves down to the block's start; PREGAP and
// POSTGAP are silence between whole blocks. File time 0 of the first file is what `origin` says. `lengths`
// are the files', one each.
//   throws  Errc::malformed "disc.cue:7: ..." (an index behind the end of its file, a track without audio)
SheetLayout lay_out_cue_sheet(const CueSheet& sheet, const std::vector<SampleCount>& lengths,
                              CueOrigin origin = CueOrigin::lba_0);

} // namespace redbook
