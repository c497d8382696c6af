#include "redbook/disc/block_source.h"

#include <fmt/format.h>

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

std::vector<Unread> unread_edges(const BlockSource& source) {
    std::vector<Unread> edges;
    for (const Unread& u : source.unread()) {
        const SampleCount first = std::max(u.first, SampleCount{0}), end = u.first + u.length;
        if (u.why == Unread::edge && first < end) edges.push_back({first, end - first, Unread::edge});
    }
    return edges;
}

std::string edge_text(const Unread& edge) {
    const std::string_view end = edge.first <= SampleCount{0} ? "first" : "last";
    return edge.length.value == 1 ? fmt::format("the {} sample", end)
                                  : fmt::format("the {} {} samples", end, edge.length.value);
}

} // namespace redbook
