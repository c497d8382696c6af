// A DDP 2.00 set: a folder with DDPID, DDPMS, PQ descriptor, image, CD-TEXT and checksums.
#pragma once

#include "redbook/image/format.h"

namespace redbook {

extern const Format kDdpFormats[1];

} // namespace redbook
