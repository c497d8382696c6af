// --copies: the next disc is asked for, and looked at.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/console.h"

namespace redbook::cli {

// Throws Errc::bad_value if more than one disc is asked for and the input is no terminal, or it is a
// simulation.
void require_somebody_to_ask(const Arguments& arguments);

// Asks until a disc lies in the drive that can be recorded; `erase`: or erased. `copy` of `copies` is done.
// False: nobody answers, or Ctrl-C was pressed.
bool ask_for_next_disc(Console& console, const std::string& drive, bool erase, int copy, int copies);

} // namespace redbook::cli
