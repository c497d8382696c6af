// The text of --help, as CLI11 gives it, laid out for a terminal.
#pragma once

#include <string>

namespace redbook::cli {

inline constexpr size_t kHelpColumn = 30; // where descriptions begin

// Lines broken between words after at most 80 columns, and no two empty lines together.
std::string tidy_help(const std::string& help);

} // namespace redbook::cli
