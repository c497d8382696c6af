// id: by which names and checksums databases know a disc.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/disc_options.h"
#include "redbook/base/error.h"
#include "redbook/disc/relocated.h"
#include "redbook/jobs/opened.h"

namespace redbook::cli {
namespace {

void find_matches_in(const std::string& path, Identity& identity, const Disc& disc, const BlockSource& audio,
                     const TransferOptions& options) {
    const std::string content = read_whole_file(system_files(), path, kLargestResponse);
    const AccurateRipResponse response = parse_accurate_rip_response(path, as_bytes(content));
    if (!identity.ids.accurate_rip)
        throw Error(Errc::unsupported,
                    path + ": cannot be compared; the length of a data track on the disc is not known");
    find_matches(identity, path, response, disc, audio, options);
}

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
    const Opened opened = open_sources(arguments, arguments.sources);
    const Album& album = opened.album;
    const Disc disc = as_recorded(album.disc);
    if (disc.tracks.empty())
        throw Error(Errc::breaks_rule, album.path + ": there is no track in it; stage one first");
    const auto audio = relocate(*album.audio, album.disc, disc);
    Identity identity = identify(disc, *audio, console.transfer_options(Phase::reading));
    Done done;
    if (!arguments.accurate_rip.empty()) {
        find_matches_in(arguments.accurate_rip, identity, disc, *audio,
                        console.transfer_options(Phase::reading));
        judge(arguments.accurate_rip, identity, done);
    }
    done.report.discs.push_back({.path = album.path,
                                 .kind = std::string(to_string(album.kind)),
                                 .disc = disc,
                                 .capacity = opened.capacity.value_or(kDefaultCapacity),
                                 .identity = std::move(identity),
                                 .laid_out = true});
    done.report.missing = album.missing;
    add_warnings(done.report.warnings, album);
    return done;
}

} // namespace redbook::cli
