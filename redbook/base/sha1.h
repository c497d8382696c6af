// SHA-1, of which disc ids are made. Not for secrets.
#pragma once

#include <array>

#include "redbook/base/bytes.h"

namespace redbook {

// The 20 bytes of the digest. FIPS 180-4.
std::array<std::byte, 20> sha1(Bytes data);

} // namespace redbook
