// The CRC-32 of every second of a track's audio, made while the audio goes by (S7).
#pragma once

#include <cstdint>
#include <vector>

#include "redbook/base/bytes.h"
#include "redbook/disc/units.h"

namespace redbook {

class SecondSums {
  public:
    // Seconds count from the beginning of the pregap, and anew from INDEX 01.
    explicit SecondSums(BlockCount pregap) : pregap_left_(pregap) { begin_second(); }

    void add(Bytes blocks); // whole blocks

    // Those of all seconds begun.
    std::vector<uint32_t> sums() const;

  private:
    void begin_second();

    BlockCount pregap_left_;
    BlockCount second_left_;
    bool begun_ = false;
    uint32_t crc_ = 0;
    std::vector<uint32_t> done_;
};

} // namespace redbook
