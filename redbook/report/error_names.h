// The names of error codes, as docs/json.md has them. Written by json.h, read by who runs the program.
#pragma once

#include <optional>
#include <string_view>

#include "redbook/base/error.h"

namespace redbook {

std::string_view name_of(Errc code);

// nullopt: a code of a later version.
std::optional<Errc> error_named(std::string_view name);

} // namespace redbook
