// The words of the command line, before they are taken apart.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"

namespace redbook::cli {

std::vector<std::string> command_names();

// After the program's name. "help" and "help COMMAND" are the help option, after the command.
std::vector<std::string> words_of(int argc, const char* const* argv);

// The complaint about the first word, if it is meant for a command and is none.
std::optional<std::string> unknown_command(const std::vector<std::string>& words);

// What a complaint must know before the command line is understood: how it is to be told.
void look_for_json(const std::vector<std::string>& words, Arguments& a);

} // namespace redbook::cli
