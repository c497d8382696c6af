#include <gtest/gtest.h>

#include "redbook/base/bytes.h"
#include "redbook/disc/block_source.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using namespace test;

TEST(BlockSource, TellsItsSixteenBitsAsSamplesOfFullScaleOne) {
    const auto source = MemorySource::for_disc(plain_disc({300}));
    std::vector<std::byte> blocks(2 * kBlockBytes);
    source->read(Lba{7}, blocks);
    std::vector<double> left(2 * kBlockSamples), right(left.size());
    source->read_real(Lba{7}, left, right);
    BytesReader in(blocks);
    for (size_t i = 0; i < left.size(); ++i) {
        ASSERT_EQ(left[i] * 32768, int16_t(in.le16())) << i;
        ASSERT_EQ(right[i] * 32768, int16_t(in.le16())) << i;
    }
}

class Edged : public MemorySource {
  public:
    Edged() : MemorySource(Lba{20}) {}
    std::vector<Unread> unread() const override {
        return {{{-150 * 588}, {150 * 588 + 30}, Unread::edge},
                {{100}, {5}, Unread::damaged},
                {{20 * 588 - 1}, {1}, Unread::edge}};
    }
};

TEST(BlockSource, EdgesAreToldOfTheDiscFromItsFirstBlockOn) {
    const auto edges = unread_edges(Edged());
    ASSERT_EQ(edges.size(), 2u);
    EXPECT_EQ(edges[0], (Unread{{0}, {30}, Unread::edge}));
    EXPECT_EQ(edge_text(edges[0]), "the first 30 samples");
    EXPECT_EQ(edge_text(edges[1]), "the last sample");
}

} // namespace
} // namespace redbook
