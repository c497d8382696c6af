#include "redbook/check/identity.h"

#include "redbook/check/stretch.h"

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

} // namespace redbook
