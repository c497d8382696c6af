// What is found where nothing was written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace redbook::emulator {

// The same bytes for the same seed.
std::vector<std::byte> noise(size_t bytes, uint32_t seed);

} // namespace redbook::emulator
