// MD5, by which sets of files are checked for damage. Not for secrets.
#pragma once

#include <array>
#include <string>

#include "redbook/base/bytes.h"

namespace redbook {

// RFC 1321. Takes the data in parts of any size.
class Md5 {
  public:
    using Digest = std::array<std::byte, 16>;

    void add(Bytes data);
    Digest digest() const; // of all that was added so far

  private:
    static constexpr size_t kGroup = 64; // bytes that are mixed in at a time
    using State = std::array<uint32_t, 4>;
    static void mix_in(State& state, Bytes groups);

    State state_{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
    uint64_t size_ = 0;
    std::array<std::byte, kGroup> rest_; // the first size_ % kGroup bytes of a group that is not full yet
};

// "d41d8cd98f00b204e9800998ecf8427e"
std::string to_string(const Md5::Digest& digest);

} // namespace redbook
