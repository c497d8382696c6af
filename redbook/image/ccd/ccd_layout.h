// What a CloneCD sheet and the subchannel beside it say, put together to a disc. Pure: opens nothing.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/subchannel.h"
#include "redbook/disc/toc.h"
#include "redbook/image/ccd/ccd_syntax.h"

namespace redbook {

struct CcdToc {
    Toc toc;                        // of the first session, data tracks included
    std::vector<DataTrack> further; // of later sessions; DataTrack::before is the count of tracks in `toc`
};

// Later sessions that have audio are left out, which `warnings` says. Without a lead-out the image's end,
// `in_image` blocks from LBA 0, is taken for it.
//   throws  Errc::malformed (no tracks, a missing one, one after the next, ...), unsupported (no audio
//           track): "disc.ccd:4: ..."
CcdToc toc_of_ccd(const CcdSheet& sheet, BlockCount in_image, std::vector<std::string>& warnings);

struct CcdLayout {
    Disc disc;
    std::vector<std::string> warnings;       // sentences; those of the sheet and the TOC are not repeated
    std::vector<std::string> contradictions; // those of them that say where two places do not agree
};

// The disc as its two sources tell it. Addresses in the TOC and flags are the sheet's (SCMS is the
// subchannel's), but INDEX 01 is where the sheet's INDEX and the subchannel agree that it is; of MCN, ISRC,
// INDEX 00 and INDEX 02 and above the subchannel is believed, if there is one (`told` is not null), and the
// sheet in what the subchannel does not tell. The tracks lie from LBA 0 to the lead-out without a gap, data
// among them.
CcdLayout lay_out_ccd(const CcdSheet& sheet, const Toc& toc, const QFacts* told);

} // namespace redbook
