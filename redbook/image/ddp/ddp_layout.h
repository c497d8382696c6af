// The entries of a PQ descriptor and a disc: the one out of the other. Pure: opens nothing.
#pragma once

#include <string>
#include <vector>

#include "redbook/image/ddp/ddp_syntax.h"

namespace redbook {

// The entries laid out on a disc: tracks with flags and codes, and the catalogue number. All before
// INDEX 01 is pregap: the image has it. What is not as it should be and was made the best of is added to
// `warnings`.
//   throws  Errc::malformed "SD: packet 3: ..." (numbers or times out of order, no lead-out, ...)
Disc lay_out_pq(const std::string& path, const std::vector<PqEntry>& entries,
                std::vector<std::string>& warnings);

// A disc as cue2ddp describes it: lead-in, INDEX 00 where there is one (of the first track always), the
// others, the lead-out twice. ISRC stands at a track's first entry.
//   throws  Errc::does_not_fit for what is past 99:59:74, breaks_rule for a hundredth index
std::vector<PqEntry> pq_entries_of(const Disc& disc);

} // namespace redbook
