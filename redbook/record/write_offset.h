// Audio for a drive that records it some samples late or early, and what is cut off by that.
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

// The audio `early` samples early (negative: late), zeros where it has none.
std::unique_ptr<BlockSource> shifted(const BlockSource& source, SampleCount early);

// What is then on the disc, if the drive is as late as the audio is early: where the samples would have had
// to be written outside of `ranges`, nothing is.
struct CutOff {
    std::unique_ptr<BlockSource> audio; // the source with zeros there; nullptr if only silence is missing
    std::vector<std::string> warnings;  // a sentence for each place
};
CutOff cut_off(const BlockSource& source, const std::vector<WrittenRange>& ranges, SampleCount early);

} // namespace redbook
