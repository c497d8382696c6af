// CD-TEXT as it goes into the lead-in: packs of 18 bytes as 24 symbols of six bits, four packs a block, all
// of them over and over.
#pragma once

#include <cstddef>
#include <vector>

#include "redbook/base/bytes.h"

namespace redbook::emulator {

// Appends the packs of blocks of 96 bytes.
void collect_lead_in(std::vector<std::byte>& packs, Bytes blocks);

// The packs once each, in their order: as far as they go until the first comes again. Nothing that is no
// pack.
std::vector<std::byte> packs_of_lead_in(Bytes packs);

} // namespace redbook::emulator
