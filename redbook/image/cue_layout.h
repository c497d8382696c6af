// A cue sheet and the lengths of its files, laid out on a disc. Pure: opens nothing.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"
#include "redbook/image/cue_syntax.h"

namespace redbook {

// A part of a file of the sheet, and where it begins.
struct CueClip {
    size_t file = 0;    // position in CueSheet::files
    SampleCount from;   // in the file
    SampleCount length; // at least 1
    SampleCount at;     // from the first sample of LBA 0
};

struct CueLayout {
    Disc disc; // Track::source is not filled in
    std::vector<CueClip> clips;
    Lba lead_out;
    std::vector<std::string> warnings; // of the layout alone; the sheet's own are not repeated
};

// Files follow each other at the sample; an index inside a block moves down to the block's start; PREGAP and
// POSTGAP are silence between whole blocks. File time 0 of the first file is LBA 0. `lengths` are the files',
// one each.
//   throws  Errc::malformed "disc.cue:7: ..." (an index behind the end of its file, a track without audio)
CueLayout lay_out_cue_sheet(const CueSheet& sheet, const std::vector<SampleCount>& lengths);

} // namespace redbook
