// What is not seen from a recorder: recordings that are given up, and sources that fail.
#include "redbook/drive/libburn_writer.h"

#include <thread>

#include <gmock/gmock.h>

#include "tests/drive/drive_recorder_kit.h"

namespace redbook::test {
namespace {

using namespace std::chrono_literals;

class LibburnWriter : public OnADrive {
  protected:
    void wait(Burn& burn) {
        while (burn.goes_on()) std::this_thread::sleep_for(5ms);
    }
    BurnPlan plan(const Disc& disc) {
        attached();
        return {.path = settings_.path, .disc = disc};
    }
};

TEST_F(LibburnWriter, HandsOverAllBlocksAndTellsThatNothingWentWrong) {
    const auto audio = MemorySource::for_disc(two_tracks());
    const auto burn = start_burn(plan(two_tracks()), *audio);
    wait(*burn);
    EXPECT_EQ(burn->handed_over(), Lba{800});
    EXPECT_FALSE(burn->fault().has_value());
}

TEST_F(LibburnWriter, GivenUpItStopsAndGivesTheDriveBack) {
    options_.pace = 20;
    const auto disc = plain_disc({20000});
    const auto audio = MemorySource::for_disc(disc);
    start_burn(plan(disc), *audio).reset();
    EXPECT_NO_THROW(make_drive_recorder(settings_));
    attached_.reset();
    EXPECT_NE(state_of_medium(), kComplete);
}

class Torn : public MemorySource {
  public:
    using MemorySource::MemorySource;
    void read(Lba first, std::span<std::byte> out) override {
        if (first >= Lba{375}) throw Error(Errc::malformed, "torn");
        MemorySource::read(first, out);
    }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<Torn>(*this); }
};

TEST_F(LibburnWriter, ASourceThatThrowsEndsTheRecordingAndIsHeard) {
    const Torn audio(Lba{800});
    const auto burn = start_burn(plan(two_tracks()), audio);
    wait(*burn);
    const auto fault = burn->fault();
    ASSERT_TRUE(fault.has_value());
    EXPECT_EQ(fault->during, BurnFault::During::reading);
    EXPECT_EQ(fault->words, "torn");
    EXPECT_EQ(fault->code, Errc::malformed);
    EXPECT_LT(burn->handed_over(), Lba{400});
    EXPECT_NE(state_of_medium(), kComplete);
}

TEST_F(LibburnWriter, ADriveThatIsNotThereIsNamed) {
    const auto audio = MemorySource::for_disc(two_tracks());
    EXPECT_THAT(
        error_of(Errc::device, [&] { start_burn({.path = "/dev/sr99", .disc = two_tracks()}, *audio); }),
        testing::StartsWith("/dev/sr99: libburn cannot take the drive: "));
}

TEST_F(LibburnWriter, ErasingTellsHowFarItIs) {
    facts_.kind = emulator::MediumKind::cd_rw;
    attached();
    EXPECT_FALSE(erase_disc(settings_.path, true, {}).has_value());
}

TEST_F(LibburnWriter, WhatCannotBeErasedIsAFault) {
    attached();
    EXPECT_TRUE(erase_disc(settings_.path, false, {}).has_value());
}

} // namespace
} // namespace redbook::test
