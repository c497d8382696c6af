// Staging on disks that fail, fill up and refuse.
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/stage/stash.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using namespace test;

// Every kind of change once; `known` is what is closed, as soon as a call returned.
void all_changes(FileSystem& files, Disc& known) {
    const Disc disc = plain_disc({5, 80, 7});
    const auto staging = create_stash(files, "x.stash", {});
    for (size_t k = 0; k < 3; ++k) {
        append_track(*staging, disc, k, 40);
        staging->close_track();
        known = staging->disc();
    }
    Disc edited = known;
    edit_album_texts(edited).title = "Edited";
    staging->edit(edited);
    known = edited;
    staging->drop_last();
    known = staging->disc();
    staging->close();
}

// What is closed never gets less than what a returned call promised, but for the one call that was under way.
void expect_nothing_lost(CrashFiles& disk, const Disc& known) {
    if (known.tracks.empty()) return;
    const auto stash = open_stash(disk, "x.stash");
    EXPECT_GE(stash->disc().tracks.size() + 1, known.tracks.size());
    EXPECT_TRUE(all_blocks(*stash->audio()) == blocks_of(stash->disc()));
    EXPECT_NO_THROW(continue_stash(disk, "x.stash"));
}

void expect_nothing_lost_at_every(Fault fault, Errc expected) {
    CrashFiles calm_disk;
    FaultFiles calm(calm_disk);
    Disc all;
    all_changes(calm, all);
    ASSERT_GT(calm.calls(fault), 0u);
    for (size_t n = 0; n < calm.calls(fault); ++n) {
        CrashFiles disk;
        FaultFiles files(disk);
        files.strike(fault, n);
        Disc known;
        const std::string sentence = error_of(expected, [&] { all_changes(files, known); });
        EXPECT_TRUE(sentence.starts_with("x.stash") || sentence.starts_with(".x.stash.redbook-new:") ||
                    sentence.starts_with(".:"))
            << sentence;
        expect_nothing_lost(disk, known);
    }
}

TEST(StagingFaults, AnInputOutputErrorAtAnyCallLosesNothing) {
    expect_nothing_lost_at_every(Fault::io_error, Errc::io);
}
TEST(StagingFaults, AFailedSyncAtAnyCallLosesNothing) {
    expect_nothing_lost_at_every(Fault::failed_sync, Errc::io);
}
TEST(StagingFaults, AFailedRenameLosesNothing) {
    expect_nothing_lost_at_every(Fault::failed_rename, Errc::io);
}
TEST(StagingFaults, AMissingPermissionAtAnyCallLosesNothing) {
    expect_nothing_lost_at_every(Fault::no_permission, Errc::no_permission);
}

TEST(StagingFaults, AfterAFailedSyncNothingMoreIsWritten) {
    CrashFiles disk;
    FaultFiles files(disk);
    const auto staging = create_stash(files, "x.stash", {});
    const Disc disc = plain_disc({300, 300});
    stage_track(*staging, disc, 0);
    append_track(*staging, disc, 1);
    files.strike(Fault::failed_sync, 0);
    EXPECT_EQ(error_of(Errc::io, [&] { staging->close_track(); }),
              "x.stash: cannot bring it to the disk: Input/output error");
    const size_t changes = disk.changes();
    EXPECT_EQ(error_of(Errc::stash_failed, [&] { staging->close_track(); }),
              "x.stash: was closed, or writing to it failed; open it again to continue");
    EXPECT_TRUE(all_blocks(*staging->audio()) == blocks_of(first_tracks(disc, 1)));
    staging->close();
    EXPECT_EQ(disk.changes(), changes);
}

// ---- A full disk ----

// Stages a disc as a patient caller does: makes room when it is told that there is none, and continues.
void stage_patiently(FaultFiles& files, const Disc& disc, int chunk) {
    const auto patiently = [&](const std::function<void()>& call) {
        try {
            call();
        } catch (const Error& e) {
            if (e.code != Errc::disk_full) throw;
            files.make_room();
            call();
        }
    };
    std::unique_ptr<Staging> staging;
    patiently([&] { staging = create_stash(files, "x.stash", {.disc = without_tracks(disc)}); });
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const TrackSpan span = layout_of(disc).tracks[k];
        staging->open_track(disc.tracks[k]);
        const auto staged = [&] {
            const Track& open = staging->disc().tracks.back();
            return span.audio + open.pregap + open.length;
        };
        while (staged() < span.audio_end) {
            const BlockCount n = std::min(BlockCount{chunk}, span.audio_end - staged());
            patiently(
                [&] { staging->append(pattern_blocks(staged(), std::min(n, span.audio_end - staged()))); });
        }
        patiently([&] { staging->close_track(disc.tracks[k].source); });
    }
    staging->close();
}

void expect_full_disk_can_be_gone_on_from(int chunk) {
    const Disc disc = plain_disc({150, 90});
    CrashFiles calm_disk;
    FaultFiles calm(calm_disk);
    stage_patiently(calm, disc, chunk);
    for (size_t n = 0; n < calm.calls(Fault::full_disk); ++n) {
        CrashFiles disk;
        FaultFiles files(disk);
        files.strike(Fault::full_disk, n);
        SCOPED_TRACE(n);
        try {
            stage_patiently(files, disc, chunk);
        } catch (const Error& e) { // on the second slot: the change is kept, the stash must be opened again
            EXPECT_STREQ(e.what(),
                         "x.stash: the disk is full, the change is in one of two catalogues only; make room "
                         "and open the stash again");
            EXPECT_EQ(continue_stash(disk, "x.stash")->warnings().size(), 1u);
            continue;
        }
        EXPECT_TRUE(files.has_struck());
        const auto stash = open_stash(disk, "x.stash");
        EXPECT_EQ(stash->disc(), disc);
        EXPECT_TRUE(all_blocks(*stash->audio()) == blocks_of(disc));
        EXPECT_EQ(disk.status("x.stash")->size, calm_disk.status("x.stash")->size);
    }
}

TEST(StagingFaults, AFullDiskAtAnyWriteCanBeGoneOnFromWithLargeAppends) {
    expect_full_disk_can_be_gone_on_from(75);
}
TEST(StagingFaults, AFullDiskAtAnyWriteCanBeGoneOnFromWithSmallAppends) {
    expect_full_disk_can_be_gone_on_from(1);
}

TEST(StagingFaults, AFullDiskSaysWhatWasKeptAndWhatIsMissing) {
    CrashFiles disk;
    FaultFiles files(disk);
    const auto staging = create_stash(files, "x.stash", {});
    staging->open_track(plain_disc({75}).tracks[0]);
    files.strike(Fault::full_disk, 0);
    EXPECT_EQ(error_of(Errc::disk_full, [&] { staging->append(pattern_blocks({0}, {75})); }),
              "x.stash: the disk is full; 37 of 75 blocks were kept, 89376 bytes are missing; make room and "
              "continue");
    EXPECT_EQ(staging->disc().tracks[0].length, BlockCount{37});
    staging->append(pattern_blocks({37}, {2}));
    EXPECT_EQ(
        error_of(Errc::disk_full, [&] { staging->close_track(); }),
        "x.stash: the disk is full; 4704 bytes of the open track are missing; make room and close it again");
    files.make_room();
    staging->close_track();
    EXPECT_EQ(open_stash(disk, "x.stash")->disc(), plain_disc({39}));
}

TEST(StagingFaults, WithoutRoomForANewStashNothingIsLeft) {
    CrashFiles disk;
    FaultFiles files(disk);
    files.strike(Fault::full_disk, 1);
    EXPECT_EQ(error_of(Errc::disk_full, [&] { create_stash(files, "x.stash", {}); }),
              "x.stash: the disk is full, there is no room for a new stash; make room and try again");
    EXPECT_TRUE(disk.list(".").empty());
}

TEST(StagingFaults, WithoutRoomForACopyOfTheOthersTheLastTrackStays) {
    CrashFiles disk;
    FaultFiles files(disk);
    stage_disc(files, "x.stash", plain_disc({300, 310}));
    const auto staging = continue_stash(files, "x.stash");
    files.strike(Fault::full_disk, 2); // after the two slots
    EXPECT_EQ(error_of(Errc::disk_full, [&] { staging->drop_last(); }),
              "x.stash: the disk is full, there is no room for a copy of the tracks that stay; make room and "
              "try again");
    EXPECT_EQ(disk.list("."), std::vector<std::string>{"x.stash"});
    files.make_room();
    staging->drop_last();
    EXPECT_EQ(open_stash(disk, "x.stash")->disc(), plain_disc({300}));
}

} // namespace
} // namespace redbook
