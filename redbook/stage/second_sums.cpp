#include "redbook/stage/second_sums.h"

#include <algorithm>

#include "redbook/base/crc.h"

namespace redbook {

void SecondSums::begin_second() {
    second_left_ = BlockCount{kBlocksPerSecond};
    if (pregap_left_ > BlockCount{0}) second_left_ = std::min(second_left_, pregap_left_);
    pregap_left_ = std::max(BlockCount{0}, pregap_left_ - second_left_);
    begun_ = false;
    crc_ = 0;
}

void SecondSums::add(Bytes blocks) {
    while (!blocks.empty()) {
        const size_t n = std::min(blocks.size(), size_t(bytes_in(second_left_)));
        crc_ = crc32(blocks.first(n), crc_);
        begun_ = true;
        blocks = blocks.subspan(n);
        second_left_ = second_left_ - BlockCount{int32_t(n / kBlockBytes)};
        if (second_left_ > BlockCount{0}) continue;
        done_.push_back(crc_);
        begin_second();
    }
}

std::vector<uint32_t> SecondSums::sums() const {
    auto all = done_;
    if (begun_) all.push_back(crc_);
    return all;
}

} // namespace redbook
