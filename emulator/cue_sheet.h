// The plan of a disc in Session-at-Once.
#pragma once

#include <optional>

#include "emulator/drive_state.h"

namespace redbook::emulator {

// The list of SEND CUE SHEET. nullopt: it breaks a rule.
std::optional<CueSheet> read_cue_sheet(Bytes list);

} // namespace redbook::emulator
