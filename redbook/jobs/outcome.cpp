#include "redbook/jobs/outcome.h"

#include <fmt/format.h>

#include "redbook/disc/rules.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/sides.h"

namespace redbook {
void judge(Outcome& outcome, const Album& source) {
    outcome.verdict = outcome.comparison.verdict;
    const NotRead lack = not_read(source);
    if (lack.edge > source.accepted_edge) outcome.unread_edges.push_back({source.path, lack.edge});
    outcome.complete = !lack.any;
    if (lack.any && outcome.verdict == Verdict::verified) outcome.verdict = Verdict::not_verified;
}

std::string sentence_of(const UnreadEdge& edge) {
    return fmt::format("{}: {} at the edge of the disc cannot be read", edge.drive,
                       edge.samples.value == 1 ? "1 sample" : fmt::format("{} samples", edge.samples.value));
}

Report report_on(const Outcome& outcome) {
    Report report;
    if (outcome.done && !outcome.place.empty())
        report.discs.push_back({.path = outcome.place,
                                .kind = outcome.kind,
                                .disc = outcome.disc,
                                .capacity = outcome.capacity,
                                .crcs = track_crcs(outcome.disc, outcome.sums),
                                .crc = outcome.staged ? std::nullopt : disc_crc(outcome.disc, outcome.sums),
                                .identity = outcome.identity,
                                .sources = outcome.sources,
                                .laid_out = !outcome.staged,
                                .descriptor = {},
                                .md5 = outcome.md5});
    report.outcome = outcome.sentence;
    if (outcome.done && !outcome.staged) report.comparison = outcome.comparison;
    report.why_not_verified = outcome.why_not_verified;
    report.staged = outcome.staged;
    report.recording = outcome.recording;
    report.stash = outcome.stash;
    report.simulated = outcome.simulated;
    report.files = outcome.files;
    report.pq_sheet = outcome.pq_sheet;
    report.recording_report = outcome.report;
    report.lost = outcome.lost;
    report.missing = outcome.missing;
    report.warnings = outcome.warnings;
    for (const std::string& change : outcome.changes)
        report.warnings.push_back(outcome.place + ": " + change);
    for (const UnreadEdge& edge : outcome.unread_edges) report.warnings.push_back(sentence_of(edge));
    report.errors = outcome.failures;
    return report;
}

void warn(std::vector<std::string>& warnings, const std::vector<std::string>& found, bool strict) {
    if (strict && !found.empty()) throw StrictlyRefused(found);
    warnings.insert(warnings.end(), found.begin(), found.end());
}

std::vector<std::string> rule_warnings_of(const Album& album) {
    std::vector<std::string> found = rule_warnings(album.disc);
    for (std::string& sentence : found) sentence = album.path + ": " + sentence;
    return found;
}

} // namespace redbook
