// CCD+IMG+SUB: CloneCD's sheet, the audio from LBA 0 on, and P and Q of every block.
#pragma once

#include "redbook/image/format.h"

namespace redbook {

extern const Format kCcdFormats[1];

} // namespace redbook
