// What the tests of staging share: stashes staged with the pattern audio that MemorySource::for_disc() has,
// and compared with it.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "redbook/disc/layout.h"
#include "redbook/stage/stash.h"
#include "tests/support/memory_source.h"

namespace redbook::test {

inline Disc without_tracks(Disc disc) {
    disc.tracks.clear();
    return disc;
}

// Stages track k of `disc`, pregap included, `chunk` blocks a call, and leaves it open.
inline void append_track(Staging& staging, const Disc& disc, size_t k, int chunk = 75) {
    const TrackSpan span = layout_of(disc).tracks[k];
    staging.open_track(disc.tracks[k]);
    for (Lba at = span.audio; at < span.audio_end; at += BlockCount{chunk})
        staging.append(pattern_blocks(at, std::min(BlockCount{chunk}, span.audio_end - at)));
}

inline void stage_track(Staging& staging, const Disc& disc, size_t k, int chunk = 75) {
    append_track(staging, disc, k, chunk);
    staging.close_track(disc.tracks[k].source);
}

// A new stash with all tracks of `disc` closed, then closed itself.
inline void stage_disc(FileSystem& files, const std::string& path, const Disc& disc, int chunk = 75) {
    const auto staging = create_stash(files, path, {.disc = without_tracks(disc)});
    for (size_t k = 0; k < disc.tracks.size(); ++k) stage_track(*staging, disc, k, chunk);
    staging->close();
}

inline std::vector<std::byte> all_blocks(BlockSource& source) {
    std::vector<std::byte> bytes(size_t(bytes_in(source.end() - kProgramStart)));
    if (!bytes.empty()) source.read(kProgramStart, bytes);
    return bytes;
}

inline bool same_bytes(Bytes a, Bytes b) { // faster than ==, which is not optimized in tests
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

// What all_blocks() is for a stash of this disc.
inline std::vector<std::byte> blocks_of(const Disc& disc) {
    return all_blocks(*MemorySource::for_disc(disc));
}

inline Disc first_tracks(Disc disc, size_t n) {
    disc.tracks.resize(n);
    return disc;
}

// A random disc with exactly so many tracks.
inline Disc random_disc_of(size_t tracks) {
    for (uint32_t seed = 0;; ++seed) {
        Disc disc = random_disc(seed, int(tracks));
        if (disc.tracks.size() == tracks) return disc;
    }
}

} // namespace redbook::test
