// The table of contents, as a drive tells it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

// One track of a TOC.
struct TocEntry {
    int number = 0;      // 1..99
    uint8_t control = 0; // CONTROL nibble, 0..15
    Lba start;           // INDEX 01
    bool operator==(const TocEntry&) const = default;
};

// A table of contents.
struct Toc {
    std::vector<TocEntry> entries; // in the order of the disc
    Lba lead_out;                  // where the audio ends
    bool operator==(const Toc&) const = default;
};

inline constexpr uint8_t kDataControl = 4;   // the bit of CONTROL
inline constexpr int kPointOfLeadOut = 0xA2; // in a full TOC

// The TOC of a disc's audio in Session-at-Once, as if it had no data tracks; for Track-at-Once take as_tao()
// first (layout.h).
Toc toc_of(const Disc& disc);

// The TOC with the data tracks, as on the disc that was opened: tracks are numbered as they follow each
// other. What comes after a data track of unknown length is not known.
struct TocWithData {
    Toc toc;                    // with what is not known as 0
    bool starts_known = true;   // false: not all tracks' starts are known
    bool lead_out_known = true; // false: where the disc ends is not known
    bool operator==(const TocWithData&) const = default;
};
TocWithData toc_with_data(const Disc& disc);

// What a full TOC says of the sessions after the first.
class FurtherSessions {
  public:
    // POINT 1 to 99 or 0xA2; others are ignored. In the order of sessions.
    void add(int point, int control, Lba at);

    // The data tracks after the first session, if there is nothing but data and all is in order; else
    // nullopt.
    std::optional<std::vector<DataTrack>> data_after(const Toc& first_session) const;

  private:
    Toc toc_; // `lead_out` is the last session's
};

// The numbers of the data tracks on the disc that was opened.
std::vector<int> data_track_numbers(const Disc& disc);

} // namespace redbook
