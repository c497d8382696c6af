#include "emulator/sense.h"

#include "tests/emulator/drive_kit.h"

namespace redbook::emulator::test {
namespace {

TEST(SenseWords, NameKeyAndCodes) {
    EXPECT_EQ(to_string(kInvalidFieldInList), "5/26/00 invalid field in parameter list");
    EXPECT_EQ(to_string(Sense{}), "0/00/00 no sense");
    EXPECT_EQ(to_string(Sense{0xB, 1, 2}), "B/01/02 unknown");
}

TEST(SenseBytes, AreFixedFormat) {
    EXPECT_EQ(hex(fixed_sense(kWriteError)), "70 00 03 00 00 00 00 0a 00 00 00 00 0c 00 00 00 00 00");
}

TEST(SenseBytes, TellProgressOfLongOperationsOnly) {
    EXPECT_EQ(hex(Bytes(fixed_sense(kLongWriteInProgress, Blame::current, 0x8000)).subspan(15)), "80 80 00");
    EXPECT_EQ(hex(Bytes(fixed_sense(kWriteError, Blame::current, 0x8000)).subspan(15)), "00 00 00");
}

} // namespace
} // namespace redbook::emulator::test
