// Text in the language of manual pages, man(7).
#pragma once

#include <string>
#include <string_view>

namespace redbook::manual {

// Plain text that comes out as it is: hyphens that can be copied, no requests at the beginning.
std::string roff(std::string_view text);

std::string bold(std::string_view text);   // of plain text
std::string italic(std::string_view text); // of plain text

} // namespace redbook::manual
