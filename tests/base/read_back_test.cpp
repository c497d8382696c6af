#include "redbook/base/read_back.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "redbook/base/parallel.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

class ReadBackTest : public testing::Test {
  protected:
    ReadBackTest() {
        for (size_t i = 0; i < text_.size(); ++i) text_[i] = char(i * 7 + i / 256);
        files_.create(path_)->write_at(0, as_bytes(text_));
    }
    void read(uint64_t begin, uint64_t end) const {
        std::vector<std::byte> bytes(size_t(end - begin));
        system_files().open(path_, Access::read)->read_at(begin, bytes);
    }
    void flip(size_t at) {
        std::string text = text_;
        text[at] = char(text[at] ^ 0x10);
        test::write_file(path_, text);
    }

    test::TempFolder folder_;
    const std::string path_ = folder_ / "a.bin";
    std::string text_ = std::string(100'000, 'x');
    RecordedFiles files_{system_files()};
};

TEST_F(ReadBackTest, WhatReadersAskedForIsNotReadOnceMore) {
    ReadBack back(files_.written());
    read(0, 60'000);
    read(50'000, 90'000);
    EXPECT_EQ(back.difference(), "");
    EXPECT_EQ(back.read_besides(), 10'000u);
}

TEST_F(ReadBackTest, AFlippedByteIsNoticedWhetherAReaderAskedForItOrNot) {
    for (const size_t at : {0, 1, 4095, 30'000, 59'999, 60'000, 99'999}) {
        flip(at);
        ReadBack back(files_.written());
        read(0, 60'000);
        EXPECT_EQ(back.difference(), "a.bin: bytes 0 to 99999 are not what was written") << at;
    }
}

TEST_F(ReadBackTest, WhatWasWrongWhenItWasReadIsNoticedThoughItIsRightNow) {
    ReadBack back(files_.written());
    flip(500);
    read(0, 1000);
    test::write_file(path_, text_);
    EXPECT_EQ(back.difference(), "a.bin: what was read of it is not what was written");
}

TEST_F(ReadBackTest, AnotherLengthIsNoticed) {
    ReadBack back(files_.written());
    test::write_file(path_, text_.substr(0, 99'999));
    EXPECT_EQ(back.difference(), "a.bin: is 99999 bytes long instead of 100000");
    test::write_file(path_, text_ + "y");
    EXPECT_EQ(back.difference(), "a.bin: is 100001 bytes long instead of 100000");
    system_files().remove_file(path_);
    EXPECT_EQ(back.difference(), "a.bin: is not there any more");
}

TEST_F(ReadBackTest, StretchesThatDifferAreCounted) {
    const auto file = files_.create(folder_ / "b.bin");
    const std::vector<std::byte> megabyte(1 << 20);
    for (uint64_t i = 0; i < 4; ++i) file->write_at(i << 20, megabyte);
    for (const uint64_t i : {1, 3})
        system_files().open(folder_ / "b.bin", Access::read_write)->write_at(i << 20, as_bytes("x"));
    EXPECT_EQ(ReadBack(files_.written()).difference(),
              "b.bin: bytes 1048576 to 2097151 and 1 more stretches are not what was written");
}

TEST_F(ReadBackTest, ThreadsMayReadTheSameAtOnce) {
    ReadBack back(files_.written());
    parallel(64, 8, [&](size_t i) { read(i % 8 * 10'000, i % 8 * 10'000 + 30'000); });
    EXPECT_EQ(back.difference(), "");
    EXPECT_EQ(back.read_besides(), 0u);
}

TEST_F(ReadBackTest, OnlyItsFilesAreWatchedAndOnlyWhileItLives) {
    test::write_file(folder_ / "other", "x");
    {
        ReadBack back(files_.written());
        std::array<std::byte, 1> byte{};
        EXPECT_EQ(system_files().open(folder_ / "other", Access::read)->read_at(0, byte), 1u);
        EXPECT_EQ(back.difference(), "");
    }
    read(0, 10);
}

} // namespace
} // namespace redbook
