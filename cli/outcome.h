// What came of mastering or recording, into the report: the same for every command.
#pragma once

#include <string>

#include "redbook/jobs/outcome.h"
#include "redbook/report/report.h"

namespace redbook::cli {

// What was written, "an image" or "a recording" at `place`, on a medium of `capacity`.
struct WrittenTo {
    std::string place, kind;
    BlockCount capacity;
};
void tell(const Outcome& outcome, const WrittenTo& where, Report& report);

} // namespace redbook::cli
