// Are two albums the same disc?
#pragma once

#include "redbook/base/export.h"
#include "redbook/disc/album.h"
#include "redbook/jobs/outcome.h"
#include "redbook/jobs/progress.h"

namespace REDBOOK_API redbook {

// Compares what was opened, each as its mode records it, so that a stash for Track-at-Once compares with what
// became of it. Phase `comparing`. The outcome has a comparison, warnings, and what was not read; nothing is
// written.
//   throws  what the albums' audio throws; Errc::cancelled
Outcome compare(const Album& a, const Album& b, const ProgressCallback& progress = {});

} // namespace redbook
