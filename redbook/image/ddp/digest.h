// What is published of a file so that damage is noticed: its MD5 and its CRC-32.
#pragma once

#include <atomic>
#include <cstdint>

#include "redbook/base/bytes.h"
#include "redbook/base/file.h"
#include "redbook/base/md5.h"

namespace redbook {

struct Digest {
    Md5::Digest md5{};
    uint32_t crc = 0;
    bool operator==(const Digest&) const = default;
};

// Made in parts, front to back.
class Digester {
  public:
    void add(Bytes data);
    // The bytes [from, from + n) of the file, as far as it has them. Returns early once `stop` is true.
    // Returns how many were added.
    uint64_t add(const File& file, uint64_t from, uint64_t n, const std::atomic<bool>& stop);
    Digest digest() const { return {md5_.digest(), crc_}; }

  private:
    Md5 md5_;
    uint32_t crc_ = 0;
};

Digest digest_of(Bytes data);
Digest digest_of(const File& file);

} // namespace redbook
