#pragma once

#include <string>
#include <string_view>

#include "redbook/base/export.h"

namespace REDBOOK_API redbook {

// "0.1.0"
std::string_view version();

// What pages and reports are made by: "Redbook 0.1.0".
std::string made_by();

} // namespace redbook
