// Values that did not fit into 16 bits, counted once however often they are read.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "redbook/audio/dither.h"

namespace redbook {

// Of one file on the timeline. Blocks are counted one by one and a block's count is the same whoever converts
// it, so reading twice, or by two threads, counts once.
class Overs {
  public:
    explicit Overs(size_t blocks) : count_(new std::atomic<uint16_t>[blocks] {}), blocks_(blocks) {}

    void note(size_t block, const ClipCount& count);

    // "12 samples are clipped, the highest 0.8 dB over full scale; a gain of -0.8 dB avoids it"; "" if none
    // is.
    std::string sentence() const;

  private:
    std::unique_ptr<std::atomic<uint16_t>[]> count_;
    size_t blocks_;
    std::atomic<double> highest_ = 0;
};

} // namespace redbook
