#include "redbook/jobs/stash_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"
#include "redbook/jobs/master.h"
#include "redbook/stage/stash.h"
#include "tests/jobs/record_kit.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(StashImage, IsTheWholeDiscReadBackAndCompared) {
    for (int seed = 1; seed < 9; ++seed) {
        const TempFolder folder;
        const Disc disc = without_sources(random_disc(uint32_t(seed), 5));
        MasterOptions options;
        options.capacity = BlockCount{333000};
        const Outcome made = master(album_of(disc), folder / "x.stash", options);
        EXPECT_EQ(made.comparison.verdict, Verdict::verified);
        EXPECT_THAT(made.lost, IsEmpty());
        EXPECT_THAT(made.files, ElementsAre(folder / "x.stash"));
        const auto stash = open_stash(system_files(), folder / "x.stash");
        EXPECT_TRUE(stash->disc() == disc);
        EXPECT_EQ(stash->capacity(), BlockCount{333000});
        EXPECT_THAT(system_files().list(folder.path()), ElementsAre("x.stash"));
    }
}

TEST(StashImage, ThatIsInterruptedLeavesNothing) {
    const TempFolder folder;
    const Disc disc = plain_disc({600, 600});
    MasterOptions options;
    options.progress = [](const Progress& p) { return p.done < BlockCount{900}; };
    EXPECT_EQ(error_of(Errc::cancelled, [&] { master(album_of(disc), folder / "x.stash", options); }),
              "interrupted; nothing was changed");
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

TEST(StashImage, ReplacesAnotherOnlyIfItIsTold) {
    const TempFolder folder;
    const Disc disc = plain_disc({300});
    MasterOptions options;
    const auto write = [&] { master(album_of(disc), folder / "x.stash", options); };
    write();
    EXPECT_EQ(error_of(Errc::exists, write),
              folder / "x.stash" + ": is already there; give another name, or replace it");
    options.force = true;
    write();
}

TEST(StashImage, ThatTheDiskHasNoRoomForSaysSoUnderItsOwnName) {
    const TempFolder folder;
    FaultFiles files(machine_files());
    files.strike(Fault::full_disk, 3);
    const Disc disc = plain_disc({600});
    EXPECT_EQ(error_of(Errc::disk_full,
                       [&] {
                           const SystemFilesOverride full(files);
                           master(album_of(disc), folder / "x.stash");
                       }),
              folder / "x.stash" + ": the disk is full; it takes about 1411200 bytes; nothing was kept");
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

} // namespace
} // namespace redbook
