#include "redbook/publish/place_lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/parallel.h"
#include "tests/image/disk_support.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using test::CrashFiles;
using test::error_of;

TEST(PlaceLock, IsHeldByOneProgramAtATime) {
    CrashFiles files;
    {
        const PlaceLock lock(files, "/n.ccd");
        EXPECT_EQ(error_of(Errc::in_use, [&] { PlaceLock(files, "/n.ccd"); }),
                  "/n.ccd: another program is writing it; try again when it has finished");
        const PlaceLock other(files, "/m.ccd");
    }
    const PlaceLock again(files, "/n.ccd");
}

TEST(PlaceLock, LeavesNothingAndMindsNothingThatWasLeft) {
    CrashFiles files;
    files.create("/.n.ccd.redbook-lock");
    { const PlaceLock lock(files, "/n.ccd"); }
    EXPECT_THAT(files.list("/"), testing::IsEmpty());
}

// The file is made, locked and removed by all of them; none may see another's doings as an error of its own.
TEST(PlaceLock, InARaceSomeoneHasItAndTheOthersHearThatAProgramIsWriting) {
    const test::TempFolder folder;
    std::atomic<int> held{0}, refused{0}, at_once{0};
    parallel(400, 8, [&](size_t) {
        try {
            const PlaceLock lock(system_files(), folder / "n.ccd");
            EXPECT_EQ(++at_once, 1);
            ++held;
            --at_once;
        } catch (const Error& e) {
            EXPECT_EQ(e.what(),
                      folder / "n.ccd" + ": another program is writing it; try again when it has finished");
            ++refused;
        }
    });
    EXPECT_GT(held, 0);
    EXPECT_EQ(held + refused, 400);
    EXPECT_THAT(system_files().list(folder.path()), testing::IsEmpty());
}

} // namespace
} // namespace redbook
