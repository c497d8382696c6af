#include "redbook/imapi/recorder_device.h"

#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"
#include "tests/support/expect_error.h"

namespace redbook::imapi {
namespace {

std::unique_ptr<Stash> small_stash(const test::TempFolder& folder) {
    StashSettings settings;
    settings.disc.mode = Mode::tao;
    const auto staging = create_stash(system_files(), folder / "a.stash", settings);
    Track track;
    track.pause = kFirstPause;
    staging->open_track(track);
    staging->append(test::pattern_blocks(Lba{0}, BlockCount{300}));
    staging->close_track();
    return open_stash(system_files(), folder / "a.stash");
}

TEST(RecorderDevice, TheSameSettingsAreTheSameDeviceWhileItIsHeld) {
    const test::TempFolder folder;
    Settings settings = Rig::settings_in(folder);
    const auto device = image_device(settings);
    EXPECT_EQ(image_device(settings), device);
    settings.recorder_name = "Another";
    EXPECT_NE(image_device(settings), device);
}

TEST(RecorderDevice, TheFolderIsMadeWhenADiscIsRecorded) {
    const test::TempFolder folder;
    const auto device = image_device(Rig::settings_in(folder));
    EXPECT_EQ(device->info().path, "image:" + folder / "discs");
    EXPECT_EQ(device->disc().medium.state, MediumState::blank);
    device->eject();
    EXPECT_FALSE(system_files().status(folder / "discs"));
    device->record(*small_stash(folder), {});
    EXPECT_TRUE(system_files().status(folder / "discs/disc-001.cue"));
    EXPECT_EQ(device->disc().medium.state, MediumState::blank);
}

TEST(RecorderDevice, ADiscThatWasSpoiltStaysUntilItIsEjected) {
    const test::TempFolder folder;
    const auto device = image_device(Rig::settings_in(folder));
    JobOptions options;
    options.progress = [](std::string_view phase, BlockCount, BlockCount) { return phase != "writing"; };
    const auto stash = small_stash(folder);
    test::error_of(Errc::cancelled, [&] { device->record(*stash, options); });
    EXPECT_EQ(device->disc().medium.state, MediumState::written);
    EXPECT_EQ(device->disc().next_writable, Lba{0} + device->disc().medium.capacity);
    device->eject();
    EXPECT_EQ(device->disc().medium.state, MediumState::blank);
}

TEST(RecorderDevice, ItDoesNotErase) {
    const test::TempFolder folder;
    const auto device = image_device(Rig::settings_in(folder));
    EXPECT_EQ(test::error_of(Errc::unsupported, [&] { device->erase(true); }),
              "image:" + folder / "discs" + ": its discs cannot be erased; eject it for a blank one");
}

} // namespace
} // namespace redbook::imapi
