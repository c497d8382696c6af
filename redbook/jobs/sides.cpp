#include "redbook/jobs/sides.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/audio/audio_file.h"

namespace redbook {

NotRead not_read(const Album& album) {
    NotRead result{.any = !album.missing.empty()};
    if (!album.audio) return result;
    for (const Unread& u : unread_edges(*album.audio)) result.edge = result.edge + u.length;
    const auto unread = album.audio->unread();
    result.any |= result.edge > album.accepted_edge ||
                  std::ranges::any_of(unread, [](const Unread& u) { return u.why == Unread::damaged; });
    return result;
}

void leave_unverified(Comparison& comparison, const std::vector<MissingFromFile>& missing, const Disc& disc) {
    for (const MissingFromFile& lack : missing) {
        size_t k = disc.tracks.size() - 1;
        for (size_t i = 0; i < disc.tracks.size(); ++i)
            if (disc.tracks[i].source && disc.tracks[i].source->path == lack.path) k = i;
        const std::string name = fmt::format("audio of track {}", disc.number_of(k));
        const auto item = std::ranges::find(comparison.items, name, &Item::name);
        if (item == comparison.items.end() || item->state == ItemState::differs) continue;
        *item = {name, ItemState::not_checkable, fmt::format("{}: {}", lack.path, lack_text(lack.audio))};
        if (comparison.verdict == Verdict::verified) comparison.verdict = Verdict::not_verified;
    }
}

Side side_of(const std::string& name, const Album& album) {
    Side side{name, album.disc, album.audio.get(), album.holds};
    side.subchannel = album.subchannel.get();
    side.contradictions = album.contradictions;
    side.damage = album.damage;
    side.unread = album.unread;
    return side;
}

} // namespace redbook
