// The seeded random generator of .NET (System.Random: Knuth's subtractive generator), in which the public
// test vectors of CUETools.NET are written.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace redbook::test {

class NetRandom {
  public:
    explicit NetRandom(int32_t seed);
    std::vector<std::byte> bytes(size_t n);

  private:
    int32_t next(); // 0..2^31-2

    std::array<int32_t, 56> state_{}; // numbered from 1
    size_t at_ = 0, behind_ = 21;
};

} // namespace redbook::test
