// All formats that are known.
#pragma once

#include "redbook/base/export.h"
#include "redbook/image/format.h"

namespace REDBOOK_API redbook {

// The formats of images, and the stash.
const Formats& all_formats();

} // namespace redbook
