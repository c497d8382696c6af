#include "redbook/publish/whole_file.h"

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using test::error_of;

TEST(WholeFile, HasItsNameOnlyWhenItIsPublished) {
    const test::TempFolder folder;
    WholeFile file(folder / "a.html", false, {});
    EXPECT_FALSE(file.is_inside());
    file.prepare("a page");
    EXPECT_FALSE(system_files().status(folder / "a.html"));
    EXPECT_EQ(file.publish(), folder / "a.html");
    EXPECT_EQ(test::read_file(folder / "a.html"), "a page");
    EXPECT_EQ(system_files().list(folder.path()), std::vector<std::string>{"a.html"});
}

TEST(WholeFile, ReplacesOnlyWhenForcedAndNeverWhatItIsAbout) {
    const test::TempFolder folder;
    test::write_file(folder / "a.html", "old");
    error_of(Errc::exists, [&] { WholeFile(folder / "a.html", false, {}); });
    EXPECT_EQ(error_of(Errc::exists, [&] { WholeFile(folder / "a.html", true, {folder / "a.html"}); }),
              folder / "a.html" + ": is what the image is made from; give another name");
    WholeFile(folder / "a.html", true, {}).write("new");
    EXPECT_EQ(test::read_file(folder / "a.html"), "new");
}

TEST(WholeFile, LeavesNothingWhenTheDiskIsFull) {
    const test::TempFolder folder;
    test::FaultFiles files(machine_files());
    const SystemFilesOverride full(files);
    WholeFile file(folder / "a.html", false, {});
    files.strike(test::Fault::full_disk, 0);
    error_of(Errc::disk_full, [&] { file.prepare("a page"); });
    EXPECT_FALSE(system_files().status(folder / "a.html"));
}

TEST(WholeFile, InsideAFolderIsPutWhereTheFolderIsBeingMade) {
    const test::TempFolder folder;
    WholeFile file("/set/PQ.html");
    EXPECT_TRUE(file.is_inside());
    file.prepare("a page", folder.path());
    EXPECT_EQ(test::read_file(folder / "PQ.html"), "a page");
    EXPECT_EQ(file.publish(), "/set/PQ.html");
}

} // namespace
} // namespace redbook
