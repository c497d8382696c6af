// AccurateRip's checksums of tracks. Every 32-bit sample is multiplied by its place in the track, so the sums
// must know where a stretch of audio lies.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "redbook/base/byte_span.h"
#include "redbook/base/export.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

// A track goes from its INDEX 01 to the next one's. The first 2939 samples of the first track and the last
// 2940 of the last one do not count, so that a drive that cannot read there gets the same sums.
struct AccurateRipSums {
    uint32_t v1 = 0;                   // 0: silence, which the database does not keep
    uint32_t v2 = 0;                   // as v1, but of both halves of the products
    std::optional<uint32_t> frame_450; // of the track's block 450 alone; tells pressings apart that are
                                       // shifted. Tracks of fewer blocks have none
    bool operator==(const AccurateRipSums&) const = default;
};

// Adds up v1 and v2 over samples (32 bits, left in the lower half) whose first is number `place` of its
// track, from 1.
struct WeightedSum {
    uint32_t low = 0;  // of the lower halves of the products
    uint32_t high = 0; // of the upper halves
    // Joins the sums of two stretches of one track.
    WeightedSum& operator+=(const WeightedSum& b) { return low += b.low, high += b.high, *this; }
    bool operator==(const WeightedSum&) const = default;
};
WeightedSum weighted_sum(Bytes samples, uint32_t place);

// Gathers the sums of a disc's tracks, from several threads and in any order.
class AccurateRip {
  public:
    // For the tracks of this disc, which need not outlive the object.
    explicit AccurateRip(const Disc& disc);

    // Whole blocks from `first` on; every block once. Those before the first INDEX 01 do not count.
    void add(Lba first, Bytes blocks);

    std::vector<AccurateRipSums> tracks() const; // once all blocks were added

  private:
    struct Place {
        Lba first, end;   // in the TOC
        int64_t from, to; // samples that count, from the track's first
        std::optional<Lba> block_450;
    };
    struct Gathered {
        WeightedSum all, block_450;
    };
    void add_to(size_t track, Lba first, Bytes blocks);

    std::vector<Place> places_;
    std::mutex mutex_;
    std::vector<Gathered> gathered_;
};

} // namespace redbook
