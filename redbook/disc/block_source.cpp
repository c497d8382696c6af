#include "redbook/disc/block_source.h"

#include "redbook/base/bytes.h"

namespace redbook {

void BlockSource::read_real(Lba first, std::span<double> left, std::span<double> right) {
    std::vector<std::byte> blocks(left.size() * kSampleBytes);
    read(first, blocks);
    BytesReader in(blocks);
    for (size_t i = 0; i < left.size(); ++i) {
        left[i] = int16_t(in.le16()) * 0x1p-15;
        right[i] = int16_t(in.le16()) * 0x1p-15;
    }
}

} // namespace redbook
