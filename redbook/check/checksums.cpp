#include "redbook/check/checksums.h"

#include "redbook/check/stretch.h"
#include "redbook/disc/layout.h"

namespace redbook {

DiscSums sums_of(const Disc& disc, const Survey& survey) {
    const Layout layout = layout_of(disc);
    DiscSums sums;
    if (layout.lead_out > Lba{0}) sums.crc = survey.crc_over(Lba{0}, layout.lead_out);
    for (size_t k = 0; k < layout.tracks.size(); ++k) {
        const Lba first = layout.tracks[k].index01, end = layout.next_index01(k);
        const Stretch stretch = survey.over(first, end);
        sums.tracks.push_back({survey.crc_over(first, end), stretch.crc_without_null, stretch.peak});
    }
    return sums;
}

DiscSums checksum_disc(const Disc& disc, const BlockSource& audio, const TransferOptions& options) {
    return sums_of(disc, Survey(disc, audio, options));
}

} // namespace redbook
