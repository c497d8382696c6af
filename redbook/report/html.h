// Text of foreign origin on a page of HTML.
#pragma once

#include <string>
#include <string_view>

namespace redbook {

// The text as it may stand on any page: control characters, what is no character and what is no UTF-8 become
// U+FFFD.
std::string page_text(std::string_view text);

// Likewise, as it may stand in an element or in a quoted attribute, of HTML and of XML: markup is escaped.
std::string html_text(std::string_view text);

} // namespace redbook
