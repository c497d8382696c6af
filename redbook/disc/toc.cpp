#include "redbook/disc/toc.h"

#include "redbook/disc/layout.h"

namespace redbook {

Toc toc_of(const Disc& disc) {
    const Layout layout = layout_of(disc);
    Toc toc{{}, layout.lead_out};
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        toc.entries.push_back(
            {disc.number_of(k), control_nibble(disc.tracks[k].flags), layout.tracks[k].index01});
    return toc;
}

} // namespace redbook
