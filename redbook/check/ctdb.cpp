#include "redbook/check/ctdb.h"

#include <algorithm>

#include "redbook/disc/layout.h"

namespace redbook {
namespace {

constexpr BlockCount kLeftOut{10}; // CUETools: half of a stride of 11760 16-bit words

uint32_t sum_between(const std::vector<PieceSum>& pieces, Lba first, Lba end) {
    return first < end ? sum_over(pieces, first, end).value() : 0;
}

} // namespace

CtdbEnds ctdb_ends(const Disc& disc) {
    const Layout layout = layout_of(disc);
    if (layout.tracks.empty()) return {layout.lead_out, layout.lead_out};
    const Lba start = layout.tracks[0].index01;
    const BlockCount odd{(layout.lead_out - start).value % kLeftOut.value};
    const Lba first = std::min(start + kLeftOut, layout.lead_out);
    return {first, std::max(first, layout.lead_out - kLeftOut - odd)};
}

CtdbSums ctdb_sums(const Disc& disc, const CtdbEnds& ends, const std::vector<PieceSum>& pieces) {
    CtdbSums sums{sum_between(pieces, ends.first, ends.end), {}};
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < layout.tracks.size(); ++k)
        sums.tracks.push_back(sum_between(pieces, std::max(layout.tracks[k].index01, ends.first),
                                          std::min(layout.next_index01(k), ends.end)));
    return sums;
}

} // namespace redbook
