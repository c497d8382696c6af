// The buffer at a pace, with a clock of its own.
#include "tests/emulator/drive_kit.h"

namespace redbook::emulator::test {
namespace {

using std::chrono::milliseconds;

class PacedDrive : public DriveTest {
  protected:
    PacedDrive() {
        options_.pace = 10; // 750 blocks a second
        options_.buffer_bytes = 100 * kBlockBytes;
        options_.clock = [this] { return now_; };
    }
    uint32_t free_bytes() { return be32_at(reply("5c 00 00 00 00 00 00 00 0c 00"), 8); }
    std::chrono::nanoseconds now_{std::chrono::hours(1)};
};

TEST_F(PacedDrive, ABufferThatIsFullRefusesAndDrains) {
    ASSERT_EQ(words(prepare_session()), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, {-50})), words({})); // 100 blocks
    EXPECT_EQ(free_bytes(), 0u);
    EXPECT_EQ(words(write_audio({-50}, {-23})), "2/04/08 long write in progress");
    now_ += milliseconds(40); // 30 blocks
    EXPECT_EQ(free_bytes(), 30u * kBlockBytes);
    EXPECT_EQ(words(write_audio({-50}, {-23})), words({}));
}

TEST_F(PacedDrive, ABufferThatRunsDryIsNoMatterWithProtection) {
    ASSERT_EQ(words(prepare_session()), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, {-50})), words({}));
    now_ += milliseconds(1000);
    EXPECT_EQ(words(write_audio({-50}, {0})), words({}));
}

TEST_F(PacedDrive, ABufferThatRunsDryWithoutProtectionEndsTheRecording) {
    ASSERT_EQ(words(prepare_session(kCue, 0x02)), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, {-50})), words({}));
    now_ += milliseconds(130); // 97 blocks: just not dry
    ASSERT_EQ(words(write_audio({-50}, {-23})), words({}));
    now_ += milliseconds(1000);
    EXPECT_EQ(words(write_audio({-23}, {0})), "3/0C/09 write error, loss of streaming");
    EXPECT_EQ(to_string(drive().stage()), "broken");
}

TEST_F(PacedDrive, ALateStartIsNoUnderrun) {
    ASSERT_EQ(words(prepare_session(kCue, 0x02)), words({}));
    now_ += std::chrono::minutes(5);
    EXPECT_EQ(words(write_audio(kProgramStart, {-50})), words({}));
}

} // namespace
} // namespace redbook::emulator::test
