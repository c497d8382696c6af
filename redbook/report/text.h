// A report for people, as plain text with columns that line up.
#pragma once

#include <string>
#include <string_view>

#include "redbook/report/report.h"

namespace redbook {

// Everything but warnings and errors, which are talk and go elsewhere (stderr).
std::string to_text(const Report& report);

// The columns that a string takes on a terminal: one a code point, two for the wide ones of East Asian
// scripts.
int display_width(std::string_view utf8);

} // namespace redbook
