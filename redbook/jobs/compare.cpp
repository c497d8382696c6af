#include "redbook/jobs/compare.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "redbook/disc/layout.h"
#include "redbook/disc/relocated.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/sides.h"

namespace redbook {
namespace {

// An album as its own mode records it.
struct AsRecorded {
    explicit AsRecorded(const Album& opened) : album(opened), disc(as_recorded(opened.disc)) {
        if (album.audio) audio = relocate(*album.audio, album.disc, disc);
    }
    // Without the checksums that a stash knows: they say what was staged, not what is there now.
    Side side() const {
        Side result = side_of(album.path, album);
        return {album.path,
                disc,
                audio.get(),
                album.holds,
                {},
                album.disc.mode == Mode::tao,
                result.subchannel,
                result.contradictions,
                false,
                result.unread,
                result.damage};
    }
    const Album& album;
    Disc disc;
    std::unique_ptr<BlockSource> audio;
};

// Track-at-Once puts no CD-TEXT on a disc, and libburn no ISRC with it: there is nothing to be missed.
Side side_against(const AsRecorded& one, const AsRecorded& other) {
    Side side = one.side();
    if (side.holds.sample_exact || other.album.disc.mode != Mode::tao) return side;
    if (side.disc.text_blocks.empty()) side.holds.text_blocks = 0;
    if (std::ranges::none_of(side.disc.tracks, [](const Track& t) { return t.isrc.has_value(); }))
        side.holds.isrc = false;
    return side;
}

// Between two tracks of Track-at-Once is what the recorder has put there.
void take_gaps(AsRecorded& staged, const AsRecorded& read) {
    if (staged.album.disc.mode != Mode::tao || !staged.audio || read.album.disc.mode == Mode::tao) return;
    Disc disc = with_gaps_as_read(staged.disc, read.disc, read.album.holds.pauses);
    if (disc == staged.disc) return;
    staged.audio = relocate(*staged.audio, staged.disc, disc);
    staged.disc = std::move(disc);
}

// Of each drive among the two; what was compared is the smaller part of both.
void judge_edges(Outcome& outcome, const Album& a, const Album& b) {
    const SampleCount unread = outcome.comparison.unread_edge_samples();
    if (unread == SampleCount{0}) return;
    outcome.edge_accepted = unread <= a.accepted_edge + b.accepted_edge;
    const Album& drive = a.kind == AlbumKind::audio_disc ? a : b;
    if (!outcome.edge_accepted) outcome.unread_edges.push_back({drive.path, unread});
}

} // namespace

Outcome compare(const Album& first, const Album& second, const ProgressCallback& progress) {
    AsRecorded a(first), b(second);
    take_gaps(a, b);
    take_gaps(b, a);
    TransferOptions options;
    options.progress = in_phase(progress, Phase::comparing);
    Outcome outcome;
    outcome.comparison = compare(side_against(a, b), side_against(b, a), options);
    for (const Album* album : {&first, &second}) {
        leave_unverified(outcome.comparison, album->missing, album->disc);
        outcome.missing.insert(outcome.missing.end(), album->missing.begin(), album->missing.end());
        warn(outcome.warnings, warnings_of(*album), false);
    }
    outcome.verdict = outcome.comparison.verdict;
    judge_edges(outcome, first, second);
    if (const Item* item = outcome.comparison.first_difference())
        outcome.failures.push_back({Errc::differs, fmt::format("{} and {} differ: {}: {}", first.path,
                                                               second.path, item->name, item->detail)});
    return outcome;
}

} // namespace redbook
