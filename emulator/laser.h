// What Track-at-Once and Session-at-Once have in common: blocks that go onto the medium, and what can go
// wrong then.
#pragma once

#include "emulator/commands.h"

namespace redbook::emulator {

using Burnt = Reply;

// Writes blocks that are allowed there: goes the step, fills the buffer, puts audio onto the medium. Faults
// that lie in the range strike.
Burnt burn(DriveState& drive, Event event, Lba first, Bytes data, BlockCount count);

} // namespace redbook::emulator
