// What a mastering engineer wants to know of the audio before it leaves the house.
#pragma once

#include <cstdint>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/check/checksums.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/rules.h"
#include "redbook/disc/transfer.h"

namespace REDBOOK_API redbook {

// What was measured of a track.
struct TrackSignal {
    TrackSums sums;               // from INDEX 01 to the next INDEX 01, as checksums.h
    SampleCount silence_at_start; // digital silence after INDEX 01 ..
    SampleCount silence_at_end;   // .. and before the end of the audio; a silent track is both
    int64_t clipped = 0;          // samples in runs of three and more at full scale, pregap audio included
};

// What check_audio() found.
struct AudioReport {
    std::vector<Finding> findings;    // of the audio alone, track by track
    std::vector<TrackSignal> signals; // one a track
};

// Measures and judges the audio in one parallel pass. All findings are warnings:
//   clipped         runs of three and more samples at full scale in a channel
//   silent-track    digital silence from INDEX 01 to the end
//   long-silence    five seconds and more of digital silence at the beginning or the end of a track
//   cut-start       a track begins above -60 dBFS straight out of digital silence
//   cut-end         a track ends above -60 dBFS straight into digital silence
//   hole-at-join    the audio of two tracks joins, but for a hole of less than two blocks of digital silence
// Fewer than 16 samples of digital silence are no silence: a join across them is gapless.
//   throws  what the source throws; Errc::cancelled
AudioReport check_audio(const Disc& disc, const BlockSource& audio, const TransferOptions& options = {});

// The rules of the description (rules.h), then those of the audio.
std::vector<Finding> check_disc(const Disc& disc, const BlockSource& audio, BlockCount capacity,
                                const TransferOptions& options = {});

} // namespace redbook
