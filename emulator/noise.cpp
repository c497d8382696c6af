#include "emulator/noise.h"

namespace redbook::emulator {

std::vector<std::byte> noise(size_t bytes, uint32_t seed) {
    std::vector<std::byte> out(bytes);
    uint32_t state = seed * 2654435761u + 1; // numerical recipes' linear congruence; its high bits are good
    for (std::byte& b : out) {
        state = state * 1664525u + 1013904223u;
        b = std::byte(state >> 24);
    }
    return out;
}

} // namespace redbook::emulator
