#include "cli/help_text.h"

#include <sstream>

#include <fmt/format.h>

#include "cli/commands.h"

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

// Broken between codes, not within one.
std::string list_of_exit_codes() {
    std::string text, line = "Exit codes:";
    for (const ExitCodeRow& row : exit_codes()) {
        const bool is_last = &row == &exit_codes().back();
        const std::string item = fmt::format(" {} {}{}", int(row.code), row.meaning, is_last ? "" : ",");
        if (line.size() + item.size() > kTerminalColumns) {
            text += line + "\n";
            line = item.substr(1);
        } else {
            line += item;
        }
    }
    return text + line + "\n";
}

} // namespace

std::string program_help() {
    std::string text = "Redbook masters audio CDs: files in, a proven master out.\n\n"
                       "Usage: redbook COMMAND [OPTIONS] ...\n";
    for (const TaskRow& task : tasks()) {
        text += fmt::format("\n{}:\n", task.heading);
        for (const Command& command : commands())
            if (command.task == task.task)
                text += fmt::format("  {:<8}{}\n", command.name, command.description);
    }
    return text +
           "\nOptions:\n"
           "  -h, --help   Show this; 'redbook COMMAND --help' shows options and examples\n"
           "  --version    Show the version\n\n" +
           list_of_exit_codes();
}

std::string tidy_help(const std::string& help) {
    std::istringstream lines(help);
    std::string text;
    bool was_empty = false;
    for (std::string line; std::getline(lines, line); was_empty = line.empty())
        if (!(was_empty && line.empty())) text += wrapped_help(line);
    return text;
}

} // namespace redbook::cli
