#include "cli/help_text.h"

#include <sstream>

namespace redbook::cli {
namespace {

constexpr size_t kTerminalColumns = 80;

// A line of help, broken between words so that it fits a terminal. What is continued is a description.
std::string wrapped_help(std::string line) {
    std::string text;
    while (line.size() > kTerminalColumns) {
        const size_t end = line.rfind(' ', kTerminalColumns);
        if (end == std::string::npos || end <= kHelpColumn) break;
        text += line.substr(0, end) + "\n";
        line = std::string(line.starts_with(' ') ? kHelpColumn : 0, ' ') + line.substr(end + 1);
    }
    return text + line + "\n";
}

} // namespace

std::string tidy_help(const std::string& help) {
    std::istringstream lines(help);
    std::string text;
    bool was_empty = false;
    for (std::string line; std::getline(lines, line); was_empty = line.empty())
        if (!(was_empty && line.empty())) text += wrapped_help(line);
    return text;
}

} // namespace redbook::cli
