// The command line in words that CLI11 cannot misread.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace redbook::cli {

// The words after a command's name. Each option that takes a value is followed by exactly one word, whatever
// that looks like. Operands are marked: CLI11 reads "[a,b]" as a list of two, "++" as the end of a command,
// and what begins with a dash as an option.
std::vector<std::string> unambiguous(const CLI::App& command, const std::vector<std::string>& words);

// An operand as it was given, with or without its mark.
std::string unmarked(const std::string& operand);

} // namespace redbook::cli
