#include "redbook/report/report.h"

namespace redbook {

const TrackSums* track_sums(const DiscReport& report, size_t track) {
    if (track < report.signals.size()) return &report.signals[track].sums;
    if (track < report.sums.size()) return &report.sums[track];
    return report.identity ? &report.identity->sums[track] : nullptr;
}

std::string_view to_string(TrackVerdict verdict) {
    switch (verdict) {
    case TrackVerdict::matches: return "matches";
    case TrackVerdict::differs: return "differs";
    case TrackVerdict::unknown: return "unknown";
    case TrackVerdict::silent: break;
    }
    return "silent";
}

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
