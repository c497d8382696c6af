#include "redbook/image/deemphasized.h"

#include <fmt/format.h>

#include "redbook/audio/deemphasis.h"
#include "redbook/disc/layout.h"

namespace redbook {

void deemphasize(Album& album) {
    const Layout layout = layout_of(album.disc);
    std::vector<EmphasizedBlocks> ranges;
    std::vector<int> numbers;
    for (size_t k = 0; k < album.disc.tracks.size(); ++k) {
        Track& track = album.disc.tracks[k];
        if (!track.flags.pre_emphasis) continue;
        track.flags.pre_emphasis = false;
        numbers.push_back(album.disc.number_of(k));
        ranges.push_back({layout.tracks[k].audio, layout.tracks[k].audio_end,
                          fmt::format("{}: track {}", album.path, numbers.back())});
    }
    if (ranges.empty()) {
        album.warnings.push_back(album.path + ": no track has pre-emphasis; nothing is changed");
        return;
    }
    album.audio = deemphasize(*album.audio, std::move(ranges));
    album.warnings.push_back(
        fmt::format("{}: the pre-emphasis of track{} {} is undone, and the flag taken away", album.path,
                    numbers.size() == 1 ? "" : "s", fmt::join(numbers, ", ")));
}

} // namespace redbook
