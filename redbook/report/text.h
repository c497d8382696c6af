// A report for people, as plain text with columns that line up.
#pragma once

#include <string>
#include <string_view>

#include "redbook/base/export.h"
#include "redbook/report/report.h"

namespace REDBOOK_API redbook {

// Everything but warnings and errors, which are talk and go elsewhere (stderr). Tables are at most 80 columns
// wide and name files without their folders, unless `wide` is asked for. Other lines are a sentence or a
// value each, and the terminal's to wrap: a line that was broken here could neither be searched for nor be
// copied.
std::string to_text(const Report& report, bool wide = false);

} // namespace redbook
