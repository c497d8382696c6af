// The text of --help, laid out for a terminal.
#pragma once

#include <string>

namespace redbook::cli {

inline constexpr size_t kHelpColumn = 30; // where descriptions begin

// `redbook --help`: the commands by what one does with them.
std::string program_help();

// The help of a command as CLI11 gives it: lines broken between words after at most 80 columns, and no two empty lines together.
std::string tidy_help(const std::string& help);

} // namespace redbook::cli
