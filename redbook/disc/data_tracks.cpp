#include "redbook/disc/data_tracks.h"

#include <algorithm>
#include <utility>

#include "redbook/disc/layout.h"

namespace redbook {

AudioAlone audio_alone(const Disc& whole, const std::vector<bool>& is_data) {
    const Layout layout = layout_of(whole);
    AudioAlone alone{whole, {}, {}};
    alone.disc.tracks.clear();
    std::vector<DataTrack> data;
    for (size_t k = 0; k < whole.tracks.size(); ++k) {
        const TrackSpan& span = layout.tracks[k];
        const bool after_data = k > 0 && is_data[k - 1];
        if (is_data[k]) {
            const BlockCount gap = after_data ? BlockCount{0} : span.index01 - std::max(span.start, Lba{0});
            data.push_back({alone.disc.tracks.size(), gap, layout.next_index01(k) - span.index01});
            continue;
        }
        if (alone.tracks.empty()) alone.disc.first_track = whole.number_of(k);
        alone.tracks.push_back(k);
        Track& track = alone.disc.tracks.emplace_back(whole.tracks[k]);
        if (after_data) track.pause = kFirstPause, track.pregap = {};
    }
    const Layout moved = layout_of(alone.disc);
    for (size_t i = 0; i < alone.tracks.size(); ++i) {
        const TrackSpan& to = moved.tracks[i];
        const Lba on_disc = layout.tracks[alone.tracks[i]].index01 - (to.index01 - to.audio);
        alone.moves.push_back({to.audio, on_disc, to.end - to.audio});
    }
    data.insert(data.end(), whole.data.begin(), whole.data.end());
    for (DataTrack& track : data) track.before = std::min(track.before, alone.disc.tracks.size());
    alone.disc.data = std::move(data);
    return alone;
}

} // namespace redbook
