#include "redbook/report/report.h"

namespace redbook {

std::vector<uint32_t> track_crcs(const Disc& disc, const std::vector<PieceSum>& pieces) {
    const Layout layout = layout_of(disc);
    std::vector<uint32_t> crcs;
    for (size_t k = 0; k < layout.tracks.size(); ++k) {
        const auto crc = sum_over(pieces, layout.tracks[k].index01, layout.next_index01(k));
        if (!crc) return {};
        crcs.push_back(*crc);
    }
    return crcs;
}

} // namespace redbook
