// A run that stages a whole album. The stash remembers it, so that the same command continues it after an
// interruption instead of beginning another one.
#pragma once

#include <cstdint>

#include "redbook/base/export.h"

namespace REDBOOK_API redbook {

// What the run does, and how far it is.
struct StagingRun {
    // What it does with what is staged.
    enum class Kind : uint8_t { other = 0, append = 1, restart = 2 };
    Kind kind = Kind::other; // `other` runs need no memory: they always continue after the last closed track
    int first = 0;           // tracks closed before the run began
    int end = 0;             // tracks closed when it is complete; it is unfinished while there are fewer
    bool operator==(const StagingRun&) const = default;
};

} // namespace redbook
