// TOC+WAV: cdrdao's .toc file and one WAV file.
#pragma once

#include "redbook/image/format.h"

namespace redbook {

extern const Format kTocFormats[1];

} // namespace redbook
