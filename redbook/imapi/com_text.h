// UTF-8 inside, UTF-16 in COM.
#pragma once

#include <string>
#include <string_view>

#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

std::basic_string<OLECHAR> to_utf16(std::string_view utf8);

// What is not well-formed becomes U+FFFD. nullptr is the empty text.
std::string to_utf8(const OLECHAR* text);

// A new BSTR, which the receiver frees. Throws std::bad_alloc.
BSTR to_bstr(std::string_view utf8);

// A new text in memory of CoTaskMemAlloc. Throws std::bad_alloc.
LPOLESTR to_task_memory(std::string_view utf8);

} // namespace redbook::imapi
