// What the program offers where the library can only say what is wrong.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "redbook/jobs/outcome.h"

namespace redbook::cli {

// The sentence with the option or the command that helps.
std::string with_remedy(const Failure& failure, const Arguments& arguments);

// What `redbook doctor` suggests to type; empty: nothing.
std::string command_for(const Diagnosis& diagnosis);

// Of several discs: where to continue.
std::string next_copy_remedy(const Outcome& outcome, const Arguments& arguments);

} // namespace redbook::cli
