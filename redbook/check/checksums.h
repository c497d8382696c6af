// Checksums of a disc's audio, whole and per track, as rippers and databases know them.
#pragma once

#include <cstdint>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/transfer.h"

namespace REDBOOK_API redbook {

// EAC's "Copy CRC" of a track, from INDEX 01 to the next track's INDEX 01 (pauses and pregap audio belong to
// the track before them); the last track's to the lead-out.
struct TrackSums {
    uint32_t crc = 0;              // CRC-32 of all bytes
    uint32_t crc_without_null = 0; // the same, leaving out every 16-bit sample that is 0
    int16_t peak = 0;              // largest |sample|, 0..32767 (-32768 counts as 32767)
    bool operator==(const TrackSums&) const = default;
};

// The sums of a whole disc.
struct DiscSums {
    uint32_t crc = 0;              // CRC-32 of all bytes from LBA 0 to the lead-out: that of a .bin
    std::vector<TrackSums> tracks; // one per track
    bool operator==(const DiscSums&) const = default;
};

// One parallel pass over the audio. Throws what the source throws; Errc::cancelled.
DiscSums checksum_disc(const Disc& disc, const BlockSource& audio, const TransferOptions& options = {});

class Survey;
// The same from a survey (stretch.h) that was made of this disc.
DiscSums sums_of(const Disc& disc, const Survey& survey);

} // namespace redbook
