#include "redbook/imapi/image_device.h"

#include <filesystem>

#include <gmock/gmock.h>
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

TEST(ImageDevice, TheSameSettingsAreTheSameDeviceWhileItIsHeld) {
    const test::TempFolder folder;
    Settings settings = Rig::settings_in(folder);
    const auto device = image_device(settings);
    EXPECT_EQ(image_device(settings), device);
    settings.recorder_name = "Another";
    EXPECT_NE(image_device(settings), device);
}

TEST(ImageDevice, TheFolderIsMadeWhenADiscIsRecorded) {
    const test::TempFolder folder;
    const auto device = image_device(Rig::settings_in(folder));
    EXPECT_EQ(device->info().path, "image:" + folder / "discs");
    EXPECT_EQ(device->look()->medium.state, MediumState::blank);
    device->eject();
    EXPECT_FALSE(system_files().status(folder / "discs"));
    device->record(*small_stash(folder), {}, 0);
    EXPECT_TRUE(system_files().status(folder / "discs/disc-001.cue"));
    EXPECT_EQ(device->look()->medium.state, MediumState::blank);
}

TEST(ImageDevice, HasAFreshBlankAlsoBehindARecordingThatFailed) {
    const test::TempFolder folder;
    const auto device = image_device(Rig::settings_in(folder));
    JobOptions options;
    options.progress = [](const Progress& p) { return p.phase != Phase::writing; };
    const auto stash = small_stash(folder);
    test::error_of(Errc::cancelled, [&] { device->record(*stash, options, 0); });
    EXPECT_EQ(device->look()->medium.state, MediumState::blank);
    device->record(*stash, {}, 0);
    EXPECT_EQ(system_files().list(folder / "discs"),
              (std::vector<std::string>{"disc-001.bin", "disc-001.cue"}));
}

// As a drive counts: from the first pause to the lead-out; and in steps that a cancel is heard at.
TEST(ImageDevice, TellsOfEverySecondAndStopsWhereItIsCancelled) {
    const test::TempFolder folder;
    const auto device = image_device(Rig::settings_in(folder));
    const auto stash = small_stash(folder);
    std::vector<int> steps;
    JobOptions options;
    options.progress = [&](const Progress& p) {
        if (p.phase != Phase::writing) return true;
        EXPECT_EQ(p.total, BlockCount{452});
        steps.push_back(p.done.value);
        return p.done < BlockCount{300};
    };
    EXPECT_THAT(test::error_of(Errc::cancelled, [&] { device->record(*stash, options, 0); }),
                testing::HasSubstr("interrupted"));
    EXPECT_THAT(steps, testing::ElementsAre(75, 150, 225, 300));
}

TEST(ImageDevice, MakesItsFolderAgainIfItWasRemoved) {
    const test::TempFolder folder;
    const auto device = image_device(Rig::settings_in(folder));
    const auto stash = small_stash(folder);
    device->record(*stash, {}, 0);
    std::filesystem::remove_all(folder / "discs");
    device->record(*stash, {}, 0);
    EXPECT_TRUE(system_files().status(folder / "discs/disc-001.cue"));
}

TEST(ImageDevice, ItDoesNotErase) {
    const test::TempFolder folder;
    const auto device = image_device(Rig::settings_in(folder));
    EXPECT_EQ(test::error_of(Errc::unsupported, [&] { device->erase(true); }),
              "image:" + folder / "discs" + ": its discs cannot be erased; they are always blank");
}

} // namespace
} // namespace redbook::imapi
