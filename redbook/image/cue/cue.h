// Cue sheets: CUE+BIN and CUE+WAV.
#pragma once

#include "redbook/image/format.h"

namespace redbook {

extern const Format kCueFormats[2];

} // namespace redbook
