// The same audio some samples earlier or later.
#pragma once

#include <memory>

#include "redbook/disc/block_source.h"

namespace redbook {

// Sample n of the result is sample n + `offset` of `source`. What would come from beyond its reach() is
// zeros, and unread().
std::unique_ptr<BlockSource> shifted(const BlockSource& source, SampleCount offset);

} // namespace redbook
