// The stash as a format: opened as an album, and written under a temporary name, which it loses when it was
// read back and compared.
#pragma once

#include "redbook/image/format.h"

namespace redbook {

extern const Format kStashFormat;

} // namespace redbook
