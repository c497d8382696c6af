// What is cut off when audio is moved (shifted.h) for a drive that records it some samples late or early.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/units.h"

namespace redbook {

// Blocks [first, end) that the host writes.
struct WrittenRange {
    Lba first, end;
};

// What is on the disc if the audio was fed `early` samples early (negative: late) to a drive that is as late:
// where samples would have had to be written outside of `ranges`, nothing is.
struct CutOff {
    std::unique_ptr<BlockSource> audio; // the source with zeros there; nullptr if only silence is missing
    std::vector<std::string> warnings;  // a sentence for each place
};
CutOff cut_off(const BlockSource& source, const std::vector<WrittenRange>& ranges, SampleCount early);

} // namespace redbook
