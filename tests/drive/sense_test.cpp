#include "redbook/drive/sense.h"

#include <gtest/gtest.h>

#include "tests/emulator/drive_kit.h"

namespace redbook {
namespace {

using emulator::test::bytes;

SenseData parsed(std::string_view hex) { return parse_sense(bytes(hex)); }

TEST(Sense, IsToldInWordsWithWhatToDo) {
    EXPECT_EQ(to_string(Sense{3, 0x0C, 0x00}), "3/0C/00: write error; clean the disc or take another one");
    EXPECT_EQ(to_string(Sense{2, 0x3A, 0x01}), "2/3A/01: there is no disc in it; put one in");
    EXPECT_EQ(to_string(Sense{2, 0x3A, 0x02}), "2/3A/02: the tray is open; put a disc in and close it");
}

TEST(Sense, OfCodesThatNobodyListedTheKeySpeaks) {
    EXPECT_EQ(to_string(Sense{4, 0x99, 0x01}), "4/99/01: the drive has a fault; switch it off and on");
    EXPECT_EQ(to_string(Sense{0xE, 0x01, 0x02}), "E/01/02: the drive failed");
}

TEST(Sense, ARecoveredErrorIsNone) {
    EXPECT_EQ(class_of({1, 0x17, 0x01}), SenseClass::fine);
    EXPECT_FALSE(Sense(1, 0x17, 0x01));
    EXPECT_EQ(to_string(Sense{}), "0/00/00: done");
}

TEST(Sense, SaysWhetherToWaitOrToSendAgain) {
    EXPECT_EQ(class_of({2, 0x04, 0x01}), SenseClass::wait);
    EXPECT_EQ(class_of({2, 0x04, 0x08}), SenseClass::wait);
    EXPECT_EQ(class_of({2, 0x04, 0x03}), SenseClass::failed);
    EXPECT_EQ(class_of({6, 0x28, 0x00}), SenseClass::again);
    EXPECT_EQ(class_of({6, 0x99, 0x00}), SenseClass::again);
    EXPECT_EQ(class_of({3, 0x11, 0x05}), SenseClass::unreadable);
    EXPECT_EQ(class_of({5, 0x24, 0x00}), SenseClass::refused);
}

TEST(Sense, AMissingDiscHasACodeOfItsOwn) {
    EXPECT_EQ(errc_of({2, 0x3A, 0x00}), Errc::no_medium);
    EXPECT_EQ(errc_of({2, 0x30, 0x00}), Errc::device);
    EXPECT_EQ(errc_of({5, 0x24, 0x00}), Errc::device);
}

// The emulator's sense in fixed format is taken as the drive means it.
TEST(Sense, FixedFormatIsReadWithItsProgress) {
    const auto made = emulator::fixed_sense(emulator::kLongWriteInProgress, emulator::Blame::current, 0x8000);
    EXPECT_EQ(parse_sense(made), (SenseData{{2, 0x04, 0x08}, false, 0x8000}));
    const auto deferred = emulator::fixed_sense(emulator::kWriteError, emulator::Blame::deferred);
    EXPECT_EQ(parse_sense(deferred), (SenseData{{3, 0x0C, 0x00}, true}));
}

TEST(Sense, DescriptorFormatIsReadWithItsProgress) {
    EXPECT_EQ(parsed("72 02 04 07 00 00 00 08 02 06 00 00 80 12 34 00"),
              (SenseData{{2, 0x04, 0x07}, false, 0x1234}));
    EXPECT_EQ(parsed("73 03 0c 00 00 00 00 00"), (SenseData{{3, 0x0C, 0x00}, true}));
}

TEST(Sense, OfAnIllegalRequestTheSameBytesAreNoProgress) {
    EXPECT_EQ(parsed("70 00 05 00 00 00 00 0a 00 00 00 00 24 00 00 c0 00 02"), (SenseData{{5, 0x24, 0x00}}));
}

TEST(Sense, ShortAndForeignBytesAreReadAsFarAsTheyGo) {
    EXPECT_EQ(parsed("f0 00 03"), (SenseData{{3, 0, 0}}));
    EXPECT_EQ(parsed("72 05"), (SenseData{{5, 0, 0}}));
    EXPECT_EQ(parsed(""), (SenseData{{4, 0, 0}}));
    EXPECT_EQ(parsed("00 00 00"), (SenseData{{4, 0, 0}}));
    EXPECT_EQ(parsed("72 02 04 07 00 00 00 08 02 ff 00 00"), (SenseData{{2, 0x04, 0x07}}));
}

} // namespace
} // namespace redbook
