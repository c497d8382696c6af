// CD-TEXT alone: packs (.cdt), or Sony text sheets (v07t).
#pragma once

#include "redbook/image/format.h"

namespace redbook {

extern const Format kCdTextFormats[2];

} // namespace redbook
