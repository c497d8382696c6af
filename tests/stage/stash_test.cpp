#include <thread>

#include <gtest/gtest.h>

#include "redbook/stage/staging.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

TEST(Stash, ShowsTheClosedTracksOnly) {
    CrashFiles files;
    const Disc disc = plain_disc({5, 6});
    const auto staging = create_stash(files, "x.stash", {.capacity = {1000}, .disc = {}});
    stage_track(*staging, disc, 0);
    append_track(*staging, disc, 1);
    const auto stash = open_stash(files, "x.stash");
    EXPECT_EQ(stash->path(), "x.stash");
    EXPECT_EQ(stash->disc(), first_tracks(disc, 1));
    EXPECT_EQ(stash->capacity(), BlockCount{1000});
    EXPECT_TRUE(all_blocks(*stash->audio()) == blocks_of(first_tracks(disc, 1)));
}

TEST(Stash, CodesOfZerosMeanNone) {
    CrashFiles files;
    Disc disc = plain_disc({5, 6});
    disc.mcn = Mcn::parse("0000000000000");
    disc.tracks[1].isrc = Isrc::parse("000000000000");
    stage_disc(files, "x.stash", disc);
    const auto stash = open_stash(files, "x.stash");
    EXPECT_FALSE(stash->disc().mcn || stash->disc().tracks[1].isrc);
    EXPECT_EQ(stash->warnings(),
              (std::vector<std::string>{
                  "x.stash: the catalogue number is all zeros, which means none; it is ignored",
                  "x.stash: the ISRC of track 2 is all zeros, which means none; it is ignored"}));
    EXPECT_TRUE(all_blocks(*stash->audio()) == blocks_of(disc));
}

TEST(Stash, KeepsWhatItOpenedWhateverTheWriterDoes) {
    CrashFiles files;
    const Disc disc = plain_disc({5, 6});
    stage_disc(files, "x.stash", disc);
    const auto stash = open_stash(files, "x.stash");
    const auto expect_the_same = [&] {
        EXPECT_EQ(stash->disc(), disc);
        EXPECT_TRUE(all_blocks(*stash->audio()) == blocks_of(disc));
    };
    const auto staging = continue_stash(files, "x.stash");
    Disc edited = disc;
    edit_album_texts(edited).title = "Edited";
    staging->edit(edited);
    expect_the_same();
    staging->drop_last();
    stage_track(*staging, plain_disc({5, 300}), 1);
    expect_the_same();
    staging->clear();
    stage_track(*staging, plain_disc({400}), 0);
    expect_the_same();
}

TEST(Stash, CanBeOpenedWhileItIsBeingChanged) {
    const TempFolder folder;
    const std::string path = folder / "x.stash";
    const Disc disc = plain_disc({5, 6});
    stage_disc(system_files(), path, disc);
    std::jthread writer([&](const std::stop_token& stop) {
        const auto staging = continue_stash(system_files(), path);
        Disc edited = disc;
        while (!stop.stop_requested()) {
            edited.remarks.assign(
                1, std::string(edited.remarks.empty() ? 100 : edited.remarks[0].size() % 9000 + 7, 'r'));
            staging->edit(edited);
        }
    });
    for (int i = 0; i < 300; ++i) ASSERT_EQ(open_stash(system_files(), path)->disc().tracks, disc.tracks);
}

TEST(Stash, CanBeCopiedAndMoved) {
    const TempFolder folder;
    const Disc disc = random_disc_of(2);
    stage_disc(system_files(), folder / "x.stash", disc);
    write_file(folder / "copy", read_file(folder / "x.stash"));
    EXPECT_TRUE(is_stash(system_files(), folder / "copy"));
    const auto stash = open_stash(system_files(), folder / "copy");
    EXPECT_EQ(stash->disc(), disc);
    EXPECT_TRUE(all_blocks(*stash->audio()) == blocks_of(disc));
}

TEST(Stash, WhatIsNoneIsNamed) {
    const TempFolder folder;
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_stash(system_files(), folder / "x"); }),
              folder / "x" + ": cannot open: there is no such file or folder");
    write_file(folder / "x", "");
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_stash(system_files(), folder / "x"); }),
              folder / "x" + ": is not a stash");
    EXPECT_FALSE(is_stash(system_files(), folder / "x"));
}

} // namespace
} // namespace redbook
