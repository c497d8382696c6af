#include "redbook/drive/write_offset.h"

#include <gmock/gmock.h>

#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::MemorySource;
using test::plain_disc;

constexpr Lba kEnd{600};

std::vector<std::byte> bytes_of(const BlockSource& source, Lba first, int blocks) {
    std::vector<std::byte> out(size_t(bytes_in({blocks})));
    source.clone()->read(first, out);
    return out;
}
std::vector<std::byte> all_of(const BlockSource& source) { return bytes_of(source, kProgramStart, 750); }

TEST(WriteOffset, WithoutOneNothingIsCutOff) {
    const auto source = MemorySource::for_disc(plain_disc({600}));
    EXPECT_EQ(cut_off(*source, {{Lba{0}, kEnd}}, {0}).audio, nullptr);
}

TEST(WriteOffset, WhatFallsOffIsZeroAndSaidToBeMissing) {
    const auto source = MemorySource::for_disc(plain_disc({600}));
    const auto cut = cut_off(*source, {{Lba{0}, Lba{300}}, {Lba{300}, kEnd}}, {600});
    EXPECT_THAT(cut.warnings, testing::ElementsAre(
                                  "the write offset cuts off 600 samples at 00:02:00, which are not silent",
                                  "the write offset cuts off 600 samples at 00:06:00, which are not silent"));
    auto want = all_of(*source);
    for (const int block : {150, 450})
        std::fill_n(want.begin() + block * kBlockBytes, 600 * kSampleBytes, std::byte{0});
    EXPECT_TRUE(all_of(*cut.audio) == want);
}

TEST(WriteOffset, AtTheEndItIsTheLastSamples) {
    const auto source = MemorySource::for_disc(plain_disc({600}));
    const auto cut = cut_off(*source, {{Lba{0}, kEnd}}, {-5});
    EXPECT_THAT(cut.warnings,
                testing::ElementsAre(
                    "the write offset cuts off 5 samples at the end, before 00:10:00, which are not silent"));
    auto want = all_of(*source);
    std::fill(want.end() - 5 * kSampleBytes, want.end(), std::byte{0});
    EXPECT_TRUE(all_of(*cut.audio) == want);
}

TEST(WriteOffset, SilenceThatFallsOffIsNotMissed) {
    Disc disc = plain_disc({590});
    disc.tracks[0].postgap = {10};
    const auto source = MemorySource::for_disc(disc);
    const auto cut = cut_off(*source, {{Lba{0}, kEnd}}, {-5880});
    EXPECT_EQ(cut.audio, nullptr);
    EXPECT_TRUE(cut.warnings.empty());
    EXPECT_EQ(cut_off(*source, {{Lba{0}, kEnd}}, {-5881}).warnings.size(), 1u);
}

TEST(WriteOffset, ChecksumsOfWhatWasCutAreNotKnown) {
    test::TempFolder folder;
    const auto stash = test::stash_of(folder / "a.stash", plain_disc({600}));
    const auto source = stash->audio();
    const auto cut = cut_off(*source, {{Lba{0}, kEnd}}, {3});
    const auto before = source->known_sums(), after = cut.audio->known_sums();
    ASSERT_FALSE(before.empty());
    for (const PieceSum& sum : before) {
        const bool touched = sum.first <= Lba{0} && sum.first + sum.length > Lba{0};
        EXPECT_EQ(std::ranges::count(after, sum), touched ? 0 : 1);
    }
}

} // namespace
} // namespace redbook
