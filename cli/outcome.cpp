#include "cli/outcome.h"

namespace redbook::cli {

void tell(const Outcome& outcome, const WrittenTo& where, Report& report) {
    report.discs.push_back({.path = where.place,
                            .kind = where.kind,
                            .disc = outcome.disc,
                            .capacity = where.capacity,
                            .crcs = track_crcs(outcome.disc, outcome.sums),
                            .crc = disc_crc(outcome.disc, outcome.sums),
                            .laid_out = true,
                            .descriptor = {},
                            .md5 = outcome.md5});
    report.comparison = outcome.comparison;
    report.why_not_verified = outcome.why_not_verified;
    report.files = outcome.files;
    report.lost = outcome.lost;
    report.warnings.insert(report.warnings.end(), outcome.warnings.begin(), outcome.warnings.end());
    for (const std::string& change : outcome.changes) report.warnings.push_back(where.place + ": " + change);
}

} // namespace redbook::cli
