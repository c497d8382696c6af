// Bytes of a buffer that belongs to somebody else.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "redbook/base/export.h"

namespace REDBOOK_API redbook {

// As a function takes them, or returns those of an object that outlives them.
using Bytes = std::span<const std::byte>;

// Those of a text, which must outlive them.
inline Bytes as_bytes(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

} // namespace redbook
