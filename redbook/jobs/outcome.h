// What came of mastering or recording a disc: the same lists, whatever it was written as.
#pragma once

#include <string>
#include <vector>

#include "redbook/check/verify.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/transfer.h"

namespace redbook {

struct Outcome {
    Comparison comparison;        // with what was read back; not_verified if nothing was
    std::string why_not_verified; // why nothing was compared; else empty
    Disc disc;                    // as it was written
    std::vector<PieceSum> sums;   // of its audio as it was handed over, from LBA -150
    std::string md5; // of the file that holds the audio, in hexadecimal; empty: the format does not say it
    std::vector<std::string> files;    // the sheet first; empty: none were kept, or it is a medium
    std::vector<std::string> changes;  // what was written in another way, as the end of "PLACE: ..."
    std::vector<std::string> lost;     // what the output cannot hold, or was allowed to leave out
    std::vector<std::string> warnings; // whole sentences, of opening, writing and reading back
};

} // namespace redbook
