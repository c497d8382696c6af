// id: by which names and checksums databases know a disc.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/opening.h"
#include "redbook/jobs/check.h"
#include "redbook/jobs/open.h"

namespace redbook::cli {
namespace {

size_t count_verdicts(const std::vector<MatchedTrack>& tracks, TrackVerdict verdict) {
    return size_t(std::count_if(tracks.begin(), tracks.end(),
                                [&](const MatchedTrack& track) { return track.verdict == verdict; }));
}

// Silent tracks are in no database and are not missed there.
void judge(const std::string& path, const Identity& identity, Done& done) {
    const std::vector<MatchedTrack>& tracks = identity.matches;
    const size_t matching = count_verdicts(tracks, TrackVerdict::matches);
    const size_t silent = count_verdicts(tracks, TrackVerdict::silent);
    if (const size_t differing = count_verdicts(tracks, TrackVerdict::differs)) {
        done.report.errors.push_back(
            {Errc::differs, fmt::format("{}: {} of {} tracks differ from every rip in the database", path,
                                        differing, tracks.size())});
        done.code = ExitCode::differs;
        return;
    }
    const int64_t n = identity.rip_offset.value;
    done.report.outcome = fmt::format(
        "{}: {} of {} tracks match{}", path, matching, tracks.size(),
        n == 0 ? ""
               : fmt::format(", {} samples {} than this disc", std::abs(n), n > 0 ? "earlier" : "later"));
    const bool all = matching > 0 && matching + silent == tracks.size();
    done.code = all ? ExitCode::done : ExitCode::not_verified;
}

} // namespace

Done run_id(const Arguments& arguments, Console& console) {
    const Album album = open_sources(arguments, arguments.sources);
    Identified found = identify(album, arguments.accurate_rip, console.progress());
    Done done;
    if (!arguments.accurate_rip.empty()) judge(arguments.accurate_rip, found.identity, done);
    done.report.discs.push_back({.path = album.path,
                                 .kind = std::string(to_string(album.kind)),
                                 .disc = std::move(found.disc),
                                 .capacity = album.capacity.value_or(kDefaultCapacity),
                                 .identity = std::move(found.identity),
                                 .laid_out = true});
    done.report.missing = album.missing;
    warn(done.report.warnings, warnings_of(album), false);
    return done;
}

} // namespace redbook::cli
