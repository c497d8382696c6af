// What is worth knowing of a stretch of audio, in a form that adds up: the facts of two stretches that follow
// each other give the facts of both together, so threads can measure pieces and nobody keeps the audio.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "redbook/base/bytes.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/transfer.h"

namespace redbook {

// Runs of samples that have something in common. Lengths and places are in samples from the stretch's first.
struct Runs {
    static constexpr int64_t kLong = 3; // from here on a run counts

    int64_t length = 0;   // samples looked at
    int64_t leading = 0;  // in the run at the beginning, 0 if there is none
    int64_t trailing = 0; // in the run at the end; the same run as the leading one if all samples are in it
    int64_t inner = 0;    // in long runs that touch neither end
    int64_t inner_at = 0; // where the first of these begins

    bool whole() const { return leading == length; }
    int64_t in_long_runs() const;
    int64_t first_long_run() const;       // where it begins; only if there is one
    void add(int64_t begin, int64_t end); // the next run, after those added so far
    friend Runs operator+(const Runs& a, const Runs& b);
    bool operator==(const Runs&) const = default;
};

struct Stretch {
    uint32_t crc_without_null = 0; // CRC-32 of all 16-bit samples that are not 0
    uint64_t bytes_without_null = 0;
    int16_t peak = 0;        // largest |sample|, 0..32767 (-32768 counts as 32767)
    int16_t first_level = 0; // larger |sample| of the first stereo sample that is not digital silence
    int16_t last_level = 0;  // of the last one
    Runs silence;            // stereo samples that are digital silence; only its ends are filled in
    std::array<Runs, 2> full_scale{}; // left and right: samples at +32767, -32767 or -32768

    friend Stretch operator+(const Stretch& a, const Stretch& b);
    bool operator==(const Stretch&) const = default;
};

// Whole blocks of 16-bit little-endian stereo.
Stretch measure(Bytes blocks);

// A disc's audio, measured once.
class Survey {
  public:
    // Reads LBA -150 to the lead-out in one parallel pass. Throws what the source throws; Errc::cancelled.
    Survey(const Disc& disc, const BlockSource& audio, const TransferOptions& options)
        : Survey(disc, audio, {}, {}, options) {}

    // The same for those who want more of the same pass: the audio is cut at `cuts` too, and handed to
    // `also`.
    Survey(const Disc& disc, const BlockSource& audio, std::vector<Lba> cuts, const BlockSink& also,
           const TransferOptions& options);

    // Of [first, end), where both are track_cuts(), given cuts, or ends of the disc.
    Stretch over(Lba first, Lba end) const;
    uint32_t crc_over(Lba first, Lba end) const;
    const std::vector<PieceSum>& sums() const { return sums_; }

  private:
    std::vector<PieceSum> sums_;
    std::vector<std::pair<Lba, Stretch>> stretches_; // ascending
};

} // namespace redbook
