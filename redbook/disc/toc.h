// The table of contents, as a drive tells it.
#pragma once

#include <cstdint>
#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"

namespace redbook {

struct TocEntry {
    int number = 0;      // 1..99
    uint8_t control = 0; // CONTROL nibble, 0..15
    Lba start;           // INDEX 01
    bool operator==(const TocEntry&) const = default;
};

struct Toc {
    std::vector<TocEntry> entries;
    Lba lead_out;
    bool operator==(const Toc&) const = default;
};

// The TOC of a disc in Session-at-Once; for Track-at-Once take as_tao() first (layout.h).
Toc toc_of(const Disc& disc);

} // namespace redbook
