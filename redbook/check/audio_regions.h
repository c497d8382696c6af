// Which blocks of two discs are compared with each other: the audio of each track.
#pragma once

#include <string>
#include <vector>

#include "redbook/check/verify.h"

namespace redbook {

// What is compared of a track's audio: [first, end) of a, and as many blocks of b `shift` further on.
struct AudioRegion {
    int track = 0; // number
    Lba index00, index01, first, end;
    BlockCount shift;
};

// An item of audio: a verdict that stands without reading, or regions to be read.
struct AudioPlan {
    Item item;
    std::vector<AudioRegion> regions{};
};
std::vector<AudioPlan> plan_audio(const Side& a, const Side& b);

// The region cut so that blocks with any of these samples (of a) are apart.
std::vector<AudioRegion> cut_around(const AudioRegion& region, const std::vector<Unread>& samples);

// What of `samples` (of a) lies in the region.
std::vector<Unread> within(const AudioRegion& region, const std::vector<Unread>& samples);

// "track 3 at 02:14:33 (byte 23741234 of the track)", the time counted from INDEX 01. `byte` counts from the
// region's beginning.
std::string place_of(const AudioRegion& region, int64_t byte);

} // namespace redbook
