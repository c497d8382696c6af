#include "redbook/disc/shifted.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::MemorySource;

constexpr Lba kEnd{20};

std::unique_ptr<MemorySource> pattern() {
    auto source = std::make_unique<MemorySource>(kEnd);
    const auto blocks = test::pattern_blocks(kProgramStart, kEnd - kProgramStart);
    std::copy(blocks.begin(), blocks.end(), source->block(kProgramStart));
    return source;
}

std::vector<std::byte> whole_of(BlockSource& source) {
    std::vector<std::byte> bytes(size_t(bytes_in(kEnd - kProgramStart)));
    source.read(kProgramStart, bytes);
    return bytes;
}

// The bytes moved by hand.
std::vector<std::byte> moved(const std::vector<std::byte>& bytes, int64_t samples) {
    std::vector<std::byte> result(bytes.size());
    for (int64_t i = 0; i < int64_t(bytes.size()); ++i)
        if (const int64_t from = i + samples * kSampleBytes; from >= 0 && from < int64_t(bytes.size()))
            result[size_t(i)] = bytes[size_t(from)];
    return result;
}

TEST(Shifted, EverySampleLiesThatMuchEarlierHoweverItIsRead) {
    const auto source = pattern();
    std::mt19937 random(7);
    for (const int offset : {1, -1, 30, -667, 587, 588, -588, 2940, -2940, 2939}) {
        const auto later = shifted(*source, {offset});
        const auto expected = moved(whole_of(*source), offset);
        EXPECT_EQ(whole_of(*later), expected) << offset;
        std::vector<std::byte> pieces;
        for (Lba at = kProgramStart; at < kEnd;) { // in pieces, forward
            const BlockCount n = std::min(BlockCount{int32_t(1 + random() % 9)}, kEnd - at);
            std::vector<std::byte> piece(size_t(bytes_in(n)));
            later->read(at, piece);
            pieces.insert(pieces.end(), piece.begin(), piece.end());
            at += n;
        }
        EXPECT_EQ(pieces, expected) << offset;
        std::vector<std::byte> one(kBlockBytes); // and back
        later->read({3}, one);
        EXPECT_TRUE(std::equal(one.begin(), one.end(), expected.begin() + bytes_in(Lba{3} - kProgramStart)));
    }
}

TEST(Shifted, WhatWouldComeFromBeyondTheEndsIsTold) {
    const auto source = pattern();
    EXPECT_EQ(shifted(*source, {30})->unread(), (std::vector<Unread>{{{20 * 588 - 30}, {30}, Unread::edge}}));
    EXPECT_EQ(shifted(*source, {-30})->unread(), (std::vector<Unread>{{{-150 * 588}, {30}, Unread::edge}}));
}

// A source that has blocks beyond its ends.
class ReachingFurther : public MemorySource {
  public:
    explicit ReachingFurther(Reach reach) : MemorySource(reach.end), reach_(reach) {
        for (Lba at = kProgramStart; at < reach.end; at += BlockCount{1})
            std::fill_n(block(at), kBlockBytes, std::byte(1 + at.value % 7));
    }
    Lba end() const override { return kEnd; }
    Reach reach(Reach wanted) const override { return {wanted.first, std::min(wanted.end, reach_.end)}; }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<ReachingFurther>(*this); }

  private:
    Reach reach_;
};

TEST(Shifted, WhatASourceCanReadBeyondItsEndsIsRead) {
    const ReachingFurther source({kProgramStart, kEnd + BlockCount{2}});
    const auto whole = shifted(source, {30}), short_of_it = shifted(source, {2 * 588 + 30});
    EXPECT_EQ(whole->unread(), (std::vector<Unread>{}));
    std::vector<std::byte> last(kBlockBytes);
    whole->read(kEnd - BlockCount{1}, last);
    EXPECT_EQ(last.front(), std::byte(1 + (kEnd - BlockCount{1}).value % 7));
    EXPECT_EQ(last.back(), std::byte(1 + kEnd.value % 7));
    EXPECT_EQ(short_of_it->unread(),
              (std::vector<Unread>{{samples_in(kEnd - Lba{0}) - SampleCount{30}, {30}, Unread::edge}}));
    EXPECT_EQ(whole->reach({kProgramStart, kEnd + BlockCount{9}}),
              (Reach{kProgramStart, kEnd + BlockCount{1}}));
    EXPECT_EQ(shifted(*whole, {588})->unread(), (std::vector<Unread>{}))
        << "and of one that is shifted itself";
}

// A source that could not read some samples.
class Damaged : public MemorySource {
  public:
    explicit Damaged(std::vector<Unread> unread) : MemorySource(kEnd), unread_(std::move(unread)) {}
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<Damaged>(*this); }
    std::vector<Unread> unread() const override { return unread_; }

  private:
    std::vector<Unread> unread_;
};

TEST(Shifted, WhatTheSourceCouldNotReadMovesToo) {
    const Damaged source({{{0}, {588}, Unread::damaged}, {{20 * 588 - 100}, {100}, Unread::damaged}});
    EXPECT_EQ(shifted(source, {30})->unread(),
              (std::vector<Unread>{{{-30}, {588}, Unread::damaged},
                                   {{20 * 588 - 130}, {100}, Unread::damaged},
                                   {{20 * 588 - 30}, {30}, Unread::edge}}));
    EXPECT_EQ(shifted(source, {-30})->unread(),
              (std::vector<Unread>{{{-150 * 588}, {30}, Unread::edge},
                                   {{30}, {588}, Unread::damaged},
                                   {{20 * 588 - 70}, {70}, Unread::damaged}}));
}

} // namespace
} // namespace redbook
