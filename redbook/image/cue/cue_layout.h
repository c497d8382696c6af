// A cue sheet and the lengths of its files, laid out on a disc. Pure: opens nothing.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/units.h"
#include "redbook/image/cue/cue_syntax.h"
#include "redbook/image/sheet.h"

namespace redbook {

inline constexpr SampleCount kUnknownLength{-1}; // of a file of data that is not there

// Files follow each other at the sample; an index inside a block moves down to the block's start; PREGAP and
// POSTGAP are silence between whole blocks. File time 0 of the first file is what `origin` says. `lengths`
// are the files', one each; of a file of data as if its sectors were blocks of audio (data_sector_in()), and
// kUnknownLength if it is not there.
//
// Only audio is laid out; data tracks are in Disc::data. Audio after data begins at its INDEX 01, after a
// pause of two seconds. A data track at the end is taken to be in a second session, unless it has a PREGAP or
// an INDEX 00 or follows the audio in the same file; where the sheet does not say how far that is from the
// audio (REM LEAD-OUT, LEAD-IN and PREGAP), 11,400 blocks are assumed.
//   throws  Errc::malformed "disc.cue:7: ..." (an index after the end of its file, a track without audio)
SheetLayout lay_out_cue_sheet(const CueSheet& sheet, const std::vector<SampleCount>& lengths,
                              CueOrigin origin = CueOrigin::lba_0);

// Bytes of a sector of the file if data tracks alone are in it; 0: audio is.
int data_sector_in(const CueSheet& sheet, size_t file);

} // namespace redbook
