#include "redbook/disc/relocated.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "redbook/disc/layout.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

std::vector<std::byte> read(BlockSource& source, Lba first, Lba end) {
    std::vector<std::byte> bytes(size_t(bytes_in(end - first)));
    source.read(first, bytes);
    return bytes;
}

bool silent(const std::vector<std::byte>& bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{0}; });
}

TEST(Relocated, TrackAtOnceHoldsEachTracksAudioAtItsNewPlaceAndSilenceBetween) {
    for (uint32_t seed = 0; seed < 40; ++seed) {
        const Disc staged = test::random_disc(seed), recorded = as_tao(staged);
        const auto source = test::MemorySource::for_disc(staged);
        const auto moved = relocate(*source, staged, recorded);
        const Layout a = layout_of(staged), b = layout_of(recorded);
        ASSERT_EQ(moved->end(), b.lead_out);
        for (size_t k = 0; k < a.tracks.size(); ++k) {
            ASSERT_EQ(read(*moved, b.tracks[k].audio, b.tracks[k].audio_end),
                      read(*source, a.tracks[k].audio, a.tracks[k].audio_end));
            ASSERT_TRUE(silent(read(*moved, b.tracks[k].start, b.tracks[k].audio)));
            ASSERT_TRUE(silent(read(*moved, b.tracks[k].audio_end, b.tracks[k].end)));
        }
    }
}

// A source that knows its sums and lies in a file, as a stash does.
class Described : public test::MemorySource {
  public:
    explicit Described(const MemorySource& s) : MemorySource(s) {}
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<Described>(*this); }
    std::vector<PieceSum> known_sums() const override {
        return {{{0}, {75}, 1}, {{290}, {10}, 2}, {{295}, {10}, 3}};
    }
    std::optional<Extent> extent(Lba first) const override {
        return Extent{nullptr, uint64_t(first.value), {100000}};
    }
};

TEST(Relocated, MovesSeamsSumsAndExtentsAlong) {
    const Disc staged = test::plain_disc({300, 300});
    const auto source = test::MemorySource::for_disc(staged);
    source->seams_ = {{0}, {310}};
    const auto moved = relocate(Described(*source), staged, as_tao(staged));
    EXPECT_EQ(moved->seams(), (std::vector<Lba>{{0}, {462}}));
    const std::vector<PieceSum> sums{{{-150}, {150}, crc32_of_zeros(150 * 2352)},
                                     {{0}, {75}, 1},
                                     {{290}, {10}, 2},
                                     {{300}, {152}, crc32_of_zeros(152 * 2352)},
                                     {{752}, {2}, crc32_of_zeros(2 * 2352)}};
    EXPECT_EQ(moved->known_sums(), sums) << "a sum across the gap says nothing any more";
    const auto extent = moved->extent(Lba{462});
    ASSERT_TRUE(extent.has_value());
    EXPECT_EQ(extent->offset, 310u);
    EXPECT_EQ(extent->length, BlockCount{290});
    EXPECT_FALSE(moved->extent(Lba{301}).has_value()) << "run-out lies nowhere";
}

} // namespace
} // namespace redbook
