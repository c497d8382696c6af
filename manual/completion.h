// Completion for shells, as scripts that know all commands, options and values: nothing is run while a user waits.
#pragma once

#include <string>

namespace redbook::manual {

std::string bash_completion();
std::string zsh_completion();

} // namespace redbook::manual
