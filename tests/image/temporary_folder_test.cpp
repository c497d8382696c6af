#include "redbook/image/temporary_folder.h"

#include <gmock/gmock.h>

#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

TEST(TemporaryFolder, LiesBesideItsPlaceUnderAHiddenName) {
    CrashFiles files;
    files.create_folder("/album");
    const std::string folder = make_temporary_folder(files, "/album/disc.cue");
    EXPECT_EQ(folder, "/album/" + files.list("/album").at(0));
    EXPECT_THAT(folder, testing::MatchesRegex("/album/\\.disc\\.cue\\.redbook-......"));
    EXPECT_NE(make_temporary_folder(files, "/album/disc.cue"), folder);
}

TEST(TemporaryFolder, NeedsAFolderAroundIt) {
    CrashFiles files;
    EXPECT_EQ(error_of(Errc::not_found, [&] { make_temporary_folder(files, "/no/disc.cue"); }),
              "/no/disc.cue: there is no folder '/no' to write it in; make it first");
}

TEST(TemporaryFolder, SaysWhereNothingMayBeWritten) {
    CrashFiles disk;
    FaultFiles files(disk);
    files.strike(Fault::no_permission, 0);
    EXPECT_EQ(
        error_of(Errc::no_permission, [&] { make_temporary_folder(files, "/disc.cue"); }),
        "/disc.cue: cannot be written, because new files are not allowed in '/'; choose another folder");
}

TEST(TemporaryFolder, QuietlyTellsNobody) {
    quietly([] { throw Error(Errc::io, "x"); });
}

} // namespace
} // namespace redbook
