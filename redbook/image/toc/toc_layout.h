// A .toc file and the lengths of the files it names, laid out on a disc. Pure: opens nothing.
#pragma once

#include <string>
#include <vector>

#include "redbook/image/sheet.h"
#include "redbook/image/toc/toc_syntax.h"

namespace redbook {

// Parts of a track follow each other at the sample; a track is filled up to a whole block. The first track
// begins at LBA 0, after the pause that every disc begins with. Silence before START is the track's
// pause, what else lies there its pregap. Data tracks are in Disc::data; audio after data begins at its INDEX
// 01, after a pause of two seconds. INDEX counts from INDEX 01; END makes an index of its own. Bytes that are
// skipped are those of 16-bit stereo, after a header. `lengths` are the files', one each.
//   throws  Errc::malformed "disc.toc:7: ..." (more than its file holds, START after the end, ...),
//           does_not_fit (longer than any disc)
SheetLayout lay_out_toc(const TocSheet& sheet, const std::vector<SampleCount>& lengths);

// Gives the disc, which has the sheet's tracks, a text block for each language that the sheet maps, in the
// order of their numbers. The UPC and ISRCs in it count where the sheet has no CATALOG and ISRC. What is left
// out is said in `warnings`.
void add_toc_texts(Disc& disc, const TocSheet& sheet, std::vector<std::string>& warnings);

} // namespace redbook
