#include "redbook/check/identity.h"

#include <algorithm>

#include "redbook/check/rip_offset.h"
#include "redbook/check/stretch.h"
#include "redbook/disc/shifted.h"

namespace redbook {

Identity identify(const Disc& disc, const BlockSource& audio, const TransferOptions& options) {
    Identity identity;
    identity.ids = ids_of(disc);
    AccurateRip accurate_rip(disc);
    const CtdbEnds ends = ctdb_ends(disc);
    const Survey survey(
        disc, audio, {ends.first, ends.end},
        [&](Lba first, Bytes blocks) { accurate_rip.add(first, blocks); }, options);
    identity.sums = sums_of(disc, survey);
    identity.accurate_rip = accurate_rip.tracks();
    identity.ctdb = ctdb_sums(disc, ends, survey.sums());
    return identity;
}

void find_matches(Identity& identity, std::string_view name, const AccurateRipResponse& response,
                  const Disc& disc, const BlockSource& audio, const TransferOptions& options) {
    const AccurateRipId id = identity.ids.accurate_rip.value();
    const auto any = [](const std::vector<MatchedTrack>& tracks) {
        return std::ranges::any_of(tracks,
                                   [](const MatchedTrack& t) { return t.verdict == TrackVerdict::matches; });
    };
    identity.matches = match_tracks(name, response, id, identity.accurate_rip);
    if (any(identity.matches)) return;
    const SampleCount offset = find_rip_offset(disc, audio, response).value_or(SampleCount{});
    if (offset == SampleCount{}) return;
    AccurateRip sums(disc);
    const auto moved = shifted(audio, offset);
    transfer(
        *moved, kProgramStart, moved->end(), {}, [&](Lba at, Bytes blocks) { sums.add(at, blocks); },
        options);
    const auto matches = match_tracks(name, response, id, sums.tracks());
    if (!any(matches)) return;
    identity.matches = matches;
    identity.rip_offset = offset;
}

} // namespace redbook
