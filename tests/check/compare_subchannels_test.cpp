// What a side has stored is compared with what its own disc says.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/check/verify.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/subchannel.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

// The subchannels of a disc from LBA 0 on, in memory, to be changed by the test.
class Stored final : public SubchannelSource {
  public:
    explicit Stored(const Disc& disc) : end_(layout_of(disc).lead_out) {
        bytes_.resize(size_t(end_.value) * kSubcodeBytes);
        Subchannels(disc).write(Lba{0}, bytes_);
    }
    Lba end() const override { return end_; }
    void read(Lba first, std::span<std::byte> out) const override {
        std::copy_n(bytes_.begin() + first.value * std::ptrdiff_t(kSubcodeBytes), out.size(), out.begin());
    }
    void flip(int lba, size_t byte) { bytes_[size_t(lba) * kSubcodeBytes + byte] ^= std::byte{8}; }
    void put(int lba, const QFrame& q) {
        std::ranges::copy(q, bytes_.begin() + lba * std::ptrdiff_t(kSubcodeBytes) + 12);
    }

  private:
    Lba end_;
    std::vector<std::byte> bytes_;
};

class CompareSubchannels : public testing::Test {
  protected:
    CompareSubchannels() {
        disc_.mcn = Mcn::parse("4006381333931");
        disc_.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    }
    std::string verdict() const {
        Side a{"A", disc_, nullptr, {}}, b{"B", disc_, nullptr, {}};
        a.subchannel = in_a_ ? &*in_a_ : nullptr;
        a.wrote_subchannel = wrote_;
        b.subchannel = in_b_ ? &*in_b_ : nullptr;
        b.contradictions = contradictions_;
        const auto item = compare_subchannels(a, b);
        if (!item) return "no item";
        EXPECT_EQ(item->name, "subchannel");
        return fmt::format("{}: {}", to_string(item->state), item->detail);
    }
    Disc disc_ = test::plain_disc({400, 9000});
    std::optional<Stored> in_a_, in_b_{disc_};
    std::vector<std::string> contradictions_;
    bool wrote_ = false;
};

TEST_F(CompareSubchannels, OfItsOwnDiscItIsEqual) { EXPECT_EQ(verdict(), "equal: "); }

TEST_F(CompareSubchannels, NoneStoredIsNoItem) {
    in_b_.reset();
    EXPECT_EQ(verdict(), "no item");
}

TEST_F(CompareSubchannels, OneThatWasWrittenAndIsNotThereDiffers) {
    in_b_.reset();
    wrote_ = true;
    EXPECT_EQ(verdict(), "differs: B has none");
}

TEST_F(CompareSubchannels, AnyFlippedBitOfABlockIsNoticed) {
    for (size_t byte = 0; byte < kSubcodeBytes; ++byte) {
        in_b_.emplace(disc_);
        in_b_->flip(5000, byte);
        const bool in_q = byte / 12 == 1;
        EXPECT_EQ(verdict(), in_q ? "differs: B: 1 block has a wrong checksum, the first at 01:08:50"
                                  : "differs: B: 1 block says another thing than the disc is, the first at "
                                    "01:08:50")
            << byte;
    }
}

TEST_F(CompareSubchannels, WrongBlocksAreCountedAcrossPiecesAndTheFirstIsNamed) {
    for (const int lba : {9300, 20, 4499, 4500}) in_b_->flip(lba, 12);
    for (const int lba : {0, 9399}) in_b_->flip(lba, 0);
    EXPECT_EQ(verdict(), "differs: B: 4 blocks have a wrong checksum, the first at 00:02:20; B: 2 blocks say "
                         "another thing than the disc is, the first at 00:02:00");
}

TEST_F(CompareSubchannels, NumbersInOtherBlocksThanOursAreAsGood) {
    in_b_->put(70, encode_q(0, QMcn{*disc_.mcn, 70}));
    in_b_->put(71, encode_q(0, QIsrc{*disc_.tracks[0].isrc, 71}));
    in_b_->put(25, encode_q(0, QPosition{1, 1, {25}, {25}}));
    EXPECT_EQ(verdict(), "equal: ");
    in_b_->put(500, encode_q(0, QIsrc{*disc_.tracks[0].isrc, 50})); // of track 2, which has none
    EXPECT_EQ(verdict(), "differs: B: 1 block says another thing than the disc is, the first at 00:08:50");
}

TEST_F(CompareSubchannels, TheSameDamageOnBothSidesIsEqual) {
    in_b_->flip(77, 13);
    in_a_ = in_b_;
    EXPECT_EQ(verdict(), "equal: ");
    in_a_->flip(78, 13);
    EXPECT_EQ(verdict(), "differs: A: 1 block has a wrong checksum, the first at 00:03:03");
}

TEST_F(CompareSubchannels, ASideThatContradictsItselfDiffers) {
    contradictions_ = {"x.ccd:3: the MCN is 1 here and 2 there"};
    EXPECT_EQ(verdict(), "differs: x.ccd:3: the MCN is 1 here and 2 there");
}

TEST_F(CompareSubchannels, StandsBehindTheDescriptionsAndDecidesTheVerdict) {
    in_b_->flip(1, 12);
    const auto audio = test::MemorySource::for_disc(disc_);
    Side a{"A", disc_, audio.get(), {}}, b{"B", disc_, audio.get(), {}};
    b.subchannel = &*in_b_;
    const Comparison comparison = compare(a, b);
    EXPECT_EQ(comparison.verdict, Verdict::differs);
    EXPECT_EQ(comparison.items[6].name, "subchannel");
    EXPECT_EQ(comparison.items.size(), 9u);
}

} // namespace
} // namespace redbook
