#include "redbook/stage/slots.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "redbook/stage/stash_format.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using namespace test;

// A file that has in each slot what the test puts there.
class SlotsTest : public testing::Test {
  protected:
    CrashFiles files_;
    std::unique_ptr<File> file_ = files_.create("x.stash");

    static Catalogue catalogue(uint64_t generation, int tracks) {
        Catalogue c;
        c.generation = generation;
        c.capacity = {1000};
        c.disc = plain_disc(std::vector<int>(size_t(tracks), 75));
        c.sums.assign(size_t(tracks), {7});
        return c;
    }
    void put(size_t slot, Bytes bytes) { file_->write_at(kSlotOffsets[slot], bytes); }
    void put(size_t slot, const Catalogue& c) { put(slot, slot_image(c)); }
    void flip(uint64_t offset, int bit) {
        std::byte byte[1];
        file_->read_at(offset, byte);
        byte[0] ^= std::byte(1 << bit);
        file_->write_at(offset, byte);
    }
    std::string error(Errc code) {
        return error_of(code, [&] { find_catalogue(*file_); });
    }
};

TEST_F(SlotsTest, BothGoodTheNewestIsTheTruth) {
    for (const uint64_t newest : {0, 1}) {
        put(newest, catalogue(9, 2));
        put(1 - newest, catalogue(8, 1));
        const FoundCatalogue found = find_catalogue(*file_);
        EXPECT_EQ(found.catalogue, catalogue(9, 2));
        EXPECT_EQ(found.slot, newest);
        EXPECT_TRUE(found.damaged.empty());
    }
}

TEST_F(SlotsTest, AnySingleBitFlippedInOneSlotLeavesTheOther) {
    put(0, catalogue(9, 2));
    put(1, catalogue(9, 2));
    const size_t bytes = slot_image(catalogue(9, 2)).size();
    for (const size_t slot : {0, 1})
        for (size_t i = 0; i < bytes * 8; ++i) {
            flip(kSlotOffsets[slot] + i / 8, int(i % 8));
            const FoundCatalogue found = find_catalogue(*file_);
            ASSERT_EQ(found.catalogue, catalogue(9, 2)) << i;
            ASSERT_EQ(found.damaged, std::vector<size_t>{slot}) << i;
            flip(kSlotOffsets[slot] + i / 8, int(i % 8));
        }
}

TEST_F(SlotsTest, BothDamagedAreSaidToBe) {
    put(0, catalogue(9, 2));
    put(1, catalogue(9, 2));
    flip(kSlotOffsets[0] + 100, 3);
    flip(kSlotOffsets[1] + 20, 1);
    EXPECT_EQ(error(Errc::corrupt),
              "x.stash: both catalogue copies are damaged; the contents cannot be read; "
              "restore it from a copy or stage the disc again");
}

TEST_F(SlotsTest, AValidChecksumOverNonsenseIsDamage) {
    auto image = slot_image(catalogue(9, 1));
    image[kSlotHeaderBytes + 4] = std::byte{99}; // tracks
    std::array<std::byte, 8> crcs;
    BytesWriter(crcs).le32(crc32(Bytes(image).subspan(kSlotHeaderBytes)));
    std::copy_n(crcs.begin(), 4, image.begin() + 24);
    BytesWriter(crcs).le32(crc32(Bytes(image).first(28)));
    std::copy_n(crcs.begin(), 4, image.begin() + 28);
    put(0, image);
    put(1, catalogue(3, 1));
    EXPECT_EQ(find_catalogue(*file_).catalogue, catalogue(3, 1));
}

TEST_F(SlotsTest, OnlyACatalogueWithNotesHasVersionTwo) {
    Catalogue c = catalogue(9, 1);
    EXPECT_EQ(slot_image(c)[8], std::byte{1});
    c.missing = {{"a.wav", {.first = 1, .count = 0, .rate = 44100}}};
    EXPECT_EQ(slot_image(c)[8], std::byte{2});
    put(0, slot_image(c));
    put(1, slot_image(c));
    EXPECT_EQ(find_catalogue(*file_).catalogue.missing, c.missing);
}

TEST_F(SlotsTest, ALaterVersionIsNamed) {
    auto image = slot_image(catalogue(9, 1));
    image[8] = std::byte{3};
    std::array<std::byte, 4> crc;
    BytesWriter(crc).le32(crc32(Bytes(image).first(28)));
    std::copy_n(crc.begin(), 4, image.begin() + 28);
    put(0, image);
    put(1, catalogue(8, 1));
    EXPECT_EQ(error(Errc::newer_version),
              "x.stash: was written by a later version of this program; use that one");
}

TEST_F(SlotsTest, ForeignEmptyAndShortFilesAreNoStash) {
    EXPECT_EQ(error(Errc::malformed), "x.stash: is not a stash");
    EXPECT_FALSE(has_stash_magic(*file_));
    file_->write_at(0, as_bytes("RIFF"));
    EXPECT_EQ(error(Errc::malformed), "x.stash: is not a stash");
    file_->write_at(0, pattern_blocks({0}, {900}));
    EXPECT_EQ(error(Errc::malformed), "x.stash: is not a stash");
    EXPECT_FALSE(has_stash_magic(*file_));
}

TEST_F(SlotsTest, CutInTheFirstSlotAStashIsDamaged) {
    const auto image = slot_image(catalogue(1, 1));
    for (const size_t n : {size_t{8}, size_t{31}, image.size() - 1}) {
        file_->resize(0);
        put(0, Bytes(image).first(n));
        EXPECT_TRUE(has_stash_magic(*file_));
        error(Errc::corrupt);
    }
}

TEST_F(SlotsTest, TheMagicOfEitherSlotMakesAStash) {
    put(1, catalogue(1, 1));
    EXPECT_TRUE(has_stash_magic(*file_));
    EXPECT_EQ(find_catalogue(*file_).damaged, std::vector<size_t>{0});
}

} // namespace
} // namespace redbook
