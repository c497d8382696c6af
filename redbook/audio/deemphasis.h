// CD pre-emphasis, 50/15 us, taken away.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/units.h"

namespace redbook {

// What undoes the emphasis at a frequency, as a factor: |1 + i w 15 us| / |1 + i w 50 us|.
//   source  IEC 60908 (pre-emphasis): time constants of 50 and 15 us
double deemphasis_gain(double hz);

// The impulse response of the filter at 44.1 kHz: 32 taps, minimum phase, so that what comes out lies where
// it lay. Within 0.001 dB of deemphasis_gain() up to 20 kHz.
const std::vector<double>& deemphasis_taps();

// Blocks with emphasis, and what they are called in warnings: "track 3".
struct EmphasizedBlocks {
    Lba first, end;
    std::string name;
};

// The source with the emphasis of these blocks undone, which are ascending and do not overlap; all else
// passes bit for bit. What lies before a range goes into its beginning as if it had been emphasised too:
// a join between audio with and without emphasis comes out as it was before one side was emphasised. The
// result is dithered (dither.h), once: read_real() of the source is filtered. It does not depend on how or in
// what order it is read. Clipped samples are counted (warnings()).
std::unique_ptr<BlockSource> deemphasize(const BlockSource& source, std::vector<EmphasizedBlocks> ranges);

} // namespace redbook
