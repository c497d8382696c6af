#include "tests/support/netrand.h"

#include <limits>

namespace redbook::test {
namespace {

constexpr int32_t kModulus = std::numeric_limits<int32_t>::max();
constexpr int32_t kSeed = 161803398;
constexpr size_t kLast = 55;

int32_t reduced(int32_t v) { return v < 0 ? v + kModulus : v; }

// The subtraction wraps at 32 bits while the generator is seeded, as the original does.
int32_t wrapped_difference(int32_t a, int32_t b) { return int32_t(uint32_t(a) - uint32_t(b)); }

} // namespace

NetRandom::NetRandom(int32_t seed) {
    int32_t previous = kSeed - seed, value = 1;
    state_[kLast] = previous;
    for (size_t i = 1; i < kLast; ++i) {
        const size_t place = 21 * i % kLast;
        state_[place] = value;
        value = reduced(previous - value);
        previous = state_[place];
    }
    for (int round = 0; round < 4; ++round)
        for (size_t i = 1; i <= kLast; ++i)
            state_[i] = reduced(wrapped_difference(state_[i], state_[1 + (i + 30) % kLast]));
}

int32_t NetRandom::next() {
    at_ = at_ % kLast + 1;
    behind_ = behind_ % kLast + 1;
    const int32_t difference = state_[at_] - state_[behind_];
    return state_[at_] = reduced(difference == kModulus ? difference - 1 : difference);
}

std::vector<std::byte> NetRandom::bytes(size_t n) {
    std::vector<std::byte> result(n);
    for (std::byte& b : result) b = std::byte(next() & 0xFF);
    return result;
}

} // namespace redbook::test
