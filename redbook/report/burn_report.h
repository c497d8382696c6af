// The burn report: what was recorded with what, and how it was proven, on a page that prints and is kept with
// the disc. (As JSON it is the report of the command itself.)
#pragma once

#include <cstdint>
#include <string>

#include "redbook/report/report.h"

namespace redbook {

// Of a master, or of a report with a `recording`: verdict, drive, medium, offsets; the tracks with checksums
// and whether their audio is equal; every other item that was compared; what the disc lacks, and what went
// wrong. A recording that failed has a report too, without a comparison.
//   made_by  "Redbook 0.1.0"
std::string burn_report(const Report& report, int64_t made_ns_since_1970, const std::string& made_by);

} // namespace redbook
