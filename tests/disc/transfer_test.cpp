#include "redbook/disc/transfer.h"

#include <gtest/gtest.h>

#include <cstring>
#include <mutex>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::MemorySource;

// Collects what a transfer hands out, and fails on blocks that come twice.
class Collector {
  public:
    explicit Collector(Lba first, Lba end)
        : first_(first), bytes_(size_t(bytes_in(end - first))), seen_(size_t((end - first).value)) {}
    BlockSink sink() {
        return [this](Lba at, std::span<const std::byte> blocks) {
            std::memcpy(bytes_.data() + bytes_in(at - first_), blocks.data(), blocks.size());
            const std::lock_guard lock(mutex_);
            for (size_t i = 0; i < blocks.size() / kBlockBytes; ++i)
                EXPECT_FALSE(seen_[size_t((at - first_).value) + i]++) << at.value;
        };
    }
    const std::vector<std::byte>& bytes() const { return bytes_; }

  private:
    Lba first_;
    std::vector<std::byte> bytes_;
    std::vector<int> seen_;
    std::mutex mutex_;
};

std::vector<std::byte> blocks_between(MemorySource& source, Lba first, Lba end) {
    std::vector<std::byte> bytes(size_t(bytes_in(end - first)));
    source.read(first, bytes);
    return bytes;
}

TEST(Transfer, HandsOutEveryBlockOnceWhateverTheSeamsThreadsAndChunks) {
    for (uint32_t seed = 0; seed < 30; ++seed) {
        const Disc disc = test::random_disc(seed);
        const auto source = MemorySource::for_disc(disc);
        if (seed % 2) source->seams_ = {{0}, {333}, {1000}};
        Collector collector(kProgramStart, source->end());
        TransferOptions options;
        options.threads = int(seed % 4) + 1;
        options.chunk = {int(seed % 5) * 20 + 1};
        const auto pieces =
            transfer(*source, kProgramStart, source->end(), track_cuts(disc), collector.sink(), options);
        const auto expected = blocks_between(*source, kProgramStart, source->end());
        ASSERT_EQ(collector.bytes(), expected);
        ASSERT_EQ(sum_over(pieces, kProgramStart, source->end()), crc32(expected));
    }
}

TEST(Transfer, CutsPiecesAtCutsAndSeamsSoThatEachTrackHasItsSum) {
    const Disc disc = test::plain_disc({300, 400, 500});
    const auto source = MemorySource::for_disc(disc);
    source->seams_ = {{0}, {299}, {701}};
    const auto pieces = transfer(*source, kProgramStart, source->end(), track_cuts(disc), {});
    for (const TrackSpan& span : layout_of(disc).tracks)
        EXPECT_EQ(sum_over(pieces, span.index01, span.end),
                  crc32(blocks_between(*source, span.index01, span.end)));
    EXPECT_EQ(sum_over(pieces, Lba{1}, Lba{300}), std::nullopt);
    EXPECT_EQ(sum_over(pieces, Lba{0}, Lba{1300}), std::nullopt);
}

TEST(Transfer, OfNothingIsNothing) {
    const auto source = MemorySource::for_disc(test::plain_disc({300}));
    EXPECT_TRUE(transfer(*source, Lba{5}, Lba{5}, {}, {}).empty());
}

// Fails at the given blocks.
class BrokenSource : public MemorySource {
  public:
    BrokenSource(const MemorySource& whole, std::vector<Lba> bad)
        : MemorySource(whole), bad_(std::move(bad)) {}
    void read(Lba first, std::span<std::byte> out) override {
        for (const Lba b : bad_)
            if (b >= first && b < first + BlockCount{int(out.size()) / kBlockBytes})
                throw Error(Errc::malformed, "bad at " + std::to_string(b.value));
        MemorySource::read(first, out);
    }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<BrokenSource>(*this); }

  private:
    std::vector<Lba> bad_;
};

TEST(Transfer, ThrowsTheErrorThatLiesFirstOnTheDiscWhicheverThreadMeetsIt) {
    const auto whole = MemorySource::for_disc(test::plain_disc({300, 3000, 400}));
    whole->seams_ = {{0}, {300}, {3300}};
    const BrokenSource source(*whole, {{250}, {310}, {3400}});
    for (int threads = 1; threads <= 4; ++threads)
        EXPECT_EQ(test::error_of(Errc::malformed,
                                 [&] {
                                     TransferOptions options;
                                     options.threads = threads;
                                     transfer(source, Lba{0}, source.end(), {}, {}, options);
                                 }),
                  "bad at 250");
}

TEST(Transfer, TellsProgressUpToTheWholeAndStopsWhenTold) {
    const auto source = MemorySource::for_disc(test::plain_disc({1000}));
    int last = 0, total = 0;
    TransferOptions options;
    options.progress = [&](BlockCount done, BlockCount all) {
        EXPECT_GT(done.value, last);
        last = done.value;
        total = all.value;
        return true;
    };
    transfer(*source, kProgramStart, source->end(), {}, {}, options);
    EXPECT_EQ(last, 1150);
    EXPECT_EQ(total, 1150);
    options.progress = [](BlockCount done, BlockCount) { return done.value < 500; };
    EXPECT_EQ(test::error_of(Errc::cancelled,
                             [&] { transfer(*source, kProgramStart, source->end(), {}, {}, options); }),
              "interrupted; nothing was changed");
}

} // namespace
} // namespace redbook
