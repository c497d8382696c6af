// The PQ sheet: what goes to the plant with a master, on a page that prints. One file of HTML (well-formed as
// XML too) without scripts, colours that matter, or anything that lies elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/report/report.h"

namespace redbook {

// What stands on the sheet beside the disc. Empty: it does not.
struct PqSheetNotes {
    int64_t made_ns = 0;                // since 1970-01-01 UTC
    std::string made_by{};              // "Redbook 0.1.0"
    std::string proof{};                // of what was written: "written, read back and compared: verified"
    std::vector<std::string> remarks{}; // beside the disc's own
    Delivery delivery{};
};

// A row for each index of each track of the disc as it is recorded: its absolute time (from 00:00:00, LBA
// -150), its time in the track (from INDEX 01) and its length; with INDEX 01 the track's texts, ISRC, flags
// and CRC-32. At most twenty tracks with pauses fit on one page of A4 or US Letter; more flow onto further
// pages under the same heads.
//   throws  Errc::breaks_rule: the disc has no tracks
std::string pq_sheet(const DiscReport& report, const PqSheetNotes& notes);

} // namespace redbook
