// A report for people, as plain text with columns that line up.
#pragma once

#include <string>
#include <string_view>

#include "redbook/report/report.h"

namespace redbook {

// Everything but warnings and errors, which are talk and go elsewhere (stderr).
std::string to_text(const Report& report);

// Control characters become U+FFFD, so that a file's name can neither break a line nor steer a terminal.
std::string printable(std::string_view text);

// The columns that a string takes on a terminal: one a code point, two for the wide ones of East Asian
// scripts.
int display_width(std::string_view utf8);

} // namespace redbook
