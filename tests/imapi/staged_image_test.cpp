#include "redbook/imapi/staged_image.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// The code with which a step is refused.
std::string refusal(const std::function<void()>& step) {
    try {
        step();
        return "none";
    } catch (const ComError& e) {
        return code_text(e.code);
    }
}

struct Image {
    test::TempFolder folder;
    Settings settings = Rig::settings_in(folder);
    StagedImage image{system_files(), settings};
    Limits limits{kDefaultCapacity, kDefaultGap};

    void track(int blocks) {
        image.open_track(limits);
        image.append(std::vector<std::byte>(size_t(bytes_in(BlockCount{blocks}))), limits);
        image.close_track();
    }
};

// n tracks, m = n or the one that would come; total = used + available + (m - 1) * gap + 2 * m.
TEST(StagedImage, TheAccountingIsTheContracts) {
    std::mt19937 random(1);
    for (const int gap : {0, 1, 150, 225}) {
        Image i;
        i.limits = {BlockCount{20000}, BlockCount{gap}};
        int used = 0;
        for (int n = 0; n < 20; ++n) {
            const int overhead = n * gap + 2 * (n + 1);
            const Room idle = i.image.room(i.limits);
            EXPECT_EQ(idle.total, BlockCount{20000});
            EXPECT_EQ(idle.used, BlockCount{used});
            EXPECT_EQ(idle.available, BlockCount{20000 - used - overhead});
            const int blocks = 300 + int(random() % 200);
            i.image.open_track(i.limits);
            EXPECT_EQ(i.image.room(i.limits).available, idle.available) << "an open track without blocks";
            i.image.append(std::vector<std::byte>(size_t(bytes_in(BlockCount{blocks}))), i.limits);
            used += blocks;
            EXPECT_EQ(i.image.room(i.limits).used, BlockCount{used});
            EXPECT_EQ(i.image.room(i.limits).available, BlockCount{20000 - used - overhead});
            i.image.close_track();
        }
    }
}

TEST(StagedImage, WhatIsAvailableFitsAndNotABlockMore) {
    Image i;
    i.limits.capacity = BlockCount{2000};
    i.track(300);
    i.image.open_track(i.limits);
    const BlockCount available = i.image.room(i.limits).available;
    EXPECT_EQ(available, BlockCount{2000 - 300 - 150 - 4});
    const std::vector<std::byte> audio(size_t(bytes_in(available + BlockCount{1})));
    EXPECT_EQ(i.image.append(audio, i.limits), available);
    EXPECT_EQ(i.image.append(audio, i.limits), BlockCount{0});
    i.image.close_track();
    EXPECT_FALSE(overflow(i.image.to_record(i.limits)->disc(), i.limits.capacity));
}

TEST(StagedImage, AGapOrADiscThatChangesIsFollowedAtOnceEvenInATrack) {
    Image i;
    i.limits.capacity = BlockCount{2000};
    i.track(300);
    i.image.open_track(i.limits);
    i.image.append(std::vector<std::byte>(size_t(bytes_in(BlockCount{1500}))), i.limits);
    EXPECT_EQ(i.image.room(i.limits).available, BlockCount{46});
    i.limits.gap = BlockCount{0};
    EXPECT_EQ(i.image.room(i.limits).available, BlockCount{196});
    const std::vector<std::byte> audio(size_t(bytes_in(BlockCount{500})));
    EXPECT_EQ(i.image.append(audio, i.limits), BlockCount{196});
    i.limits.capacity = BlockCount{2100};
    EXPECT_EQ(i.image.append(audio, i.limits), BlockCount{100});
    i.limits = {BlockCount{1000}, BlockCount{225}};
    EXPECT_EQ(i.image.append(audio, i.limits), BlockCount{0});
    EXPECT_EQ(i.image.room(i.limits).available, BlockCount{0});
    i.image.close_track();
    const auto stash = i.image.to_record({BlockCount{2100}, BlockCount{225}});
    EXPECT_EQ(stash->disc().gap, BlockCount{225});
    EXPECT_EQ(stash->capacity(), BlockCount{2100});
}

TEST(StagedImage, TheHundredthTrackIsRefused) {
    Image i;
    for (int k = 0; k < 99; ++k) i.track(300);
    EXPECT_EQ(i.image.room(i.limits).available, BlockCount{0});
    EXPECT_EQ(refusal([&] { i.track(300); }), "IMAPI_E_DISCFULL");
    EXPECT_EQ(i.image.tracks(), 99);
}

TEST(StagedImage, ATrackThatCouldNeverBeClosedIsNotOpened) {
    Image i;
    i.limits.capacity = BlockCount{301};
    EXPECT_EQ(refusal([&] { i.image.open_track(i.limits); }), "IMAPI_E_DISCFULL");
    i.limits.capacity = BlockCount{302};
    i.image.open_track(i.limits);
}

TEST(StagedImage, AShortTrackIsFilledWithSilence) {
    for (const int blocks : {0, 1, 299}) {
        Image i;
        i.track(blocks);
        EXPECT_EQ(i.image.room(i.limits).used, BlockCount{300});
    }
}

TEST(StagedImage, AShortTrackIsRefusedIfThatIsSetAndStaysOpen) {
    Image i;
    i.settings.refuse_short_tracks = true;
    StagedImage strict(system_files(), i.settings);
    strict.open_track(i.limits);
    strict.append(std::vector<std::byte>(size_t(bytes_in(BlockCount{299}))), i.limits);
    EXPECT_EQ(refusal([&] { strict.close_track(); }), "IMAPI_E_TRACK_NOT_BIG_ENOUGH");
    EXPECT_TRUE(strict.has_open_track());
    strict.append(std::vector<std::byte>(kBlockBytes), i.limits);
    strict.close_track();
    EXPECT_EQ(strict.room(i.limits).used, BlockCount{300});
}

TEST(StagedImage, TheFileComesWithTheFirstTrackAndGoesWithTheImage) {
    Image i;
    EXPECT_FALSE(system_files().status(i.settings.stash_folder));
    i.track(300);
    EXPECT_THAT(system_files().list(i.settings.stash_folder), SizeIs(1));
    i.image.clear();
    EXPECT_THAT(system_files().list(i.settings.stash_folder), ElementsAre());
    EXPECT_EQ(i.image.tracks(), 0);
}

} // namespace
} // namespace redbook::imapi
