#include "redbook/publish/temporary_folder.h"

#include <gmock/gmock.h>

#include "tests/image/disk_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;

TEST(TemporaryFolder, LiesBesideItsPlaceUnderAHiddenNameAndIsGoneWithItsFiles) {
    CrashFiles files;
    files.create_folder("/album");
    {
        const TemporaryFolder folder(files, "/album/disc.cue"), other(files, "/album/disc.cue");
        EXPECT_THAT(folder.path(), MatchesRegex("/album/\\.disc\\.cue\\.redbook-\\w\\w\\w\\w\\w\\w"));
        EXPECT_NE(other.path(), folder.path());
        make_file(files, folder.path() + "/disc.bin", "audio");
        EXPECT_THAT(files.list("/album"), SizeIs(4)); // two folders, two locks
    }
    EXPECT_THAT(files.list("/album"), IsEmpty());
}

TEST(TemporaryFolder, NeedsAFolderAroundIt) {
    CrashFiles files;
    EXPECT_EQ(error_of(Errc::not_found, [&] { TemporaryFolder(files, "/no/disc.cue"); }),
              "/no/disc.cue: there is no folder '/no' to write it in; make it first");
}

TEST(TemporaryFolder, SaysWhereNothingMayBeWritten) {
    for (const size_t call : {1, 2}) { // the first lists the folder
        CrashFiles disk;
        FaultFiles files(disk);
        files.strike(Fault::no_permission, call);
        EXPECT_EQ(
            error_of(Errc::no_permission, [&] { TemporaryFolder(files, "/disc.cue"); }),
            "/disc.cue: cannot be written, because new files are not allowed in '/'; choose another folder");
        EXPECT_THAT(disk.list("/"), IsEmpty());
    }
}

// What a run that was killed leaves when it has set `aside` aside.
std::unique_ptr<CrashFiles> disk_of_a_killed_run(const std::vector<std::string>& aside = {}) {
    CrashFiles files;
    const TemporaryFolder folder(files, "/disc.cue");
    for (const std::string& name : {"disc.cue"s, "disc.bin"s})
        make_file(files, join_path(folder.path(), name), "half");
    for (const std::string& name : aside)
        make_file(files, join_path(folder.path(), name) + std::string(TemporaryFolder::kAside), "old");
    return files.killed_after(files.changes());
}

TEST(TemporaryFolder, WhatAKilledRunLeftIsRemovedByTheNextInThatFolder) {
    const auto disk = disk_of_a_killed_run();
    EXPECT_THAT(disk->list("/"), SizeIs(2));
    const TemporaryFolder folder(*disk, "/another.cue");
    EXPECT_EQ("/" + disk->list("/").at(0), folder.path());
    EXPECT_THAT(disk->list("/"), SizeIs(2));
}

TEST(TemporaryFolder, WhatWasSetAsideIsKeptUntilItsPlaceIsTaken) {
    const auto disk = disk_of_a_killed_run({"disc.bin", "disc.cue"});
    const auto before = disk->list("/");
    make_file(*disk, "/disc.bin", "new");
    { const TemporaryFolder folder(*disk, "/disc.cue"); }
    EXPECT_THAT(disk->list("/"), SizeIs(before.size() + 1));
    make_file(*disk, "/disc.cue", "new");
    { const TemporaryFolder folder(*disk, "/disc.cue"); }
    EXPECT_THAT(disk->list("/"), ElementsAre("disc.bin", "disc.cue"));
}

TEST(TemporaryFolder, AFolderThatWasSetAsideIsRestored) {
    CrashFiles files;
    {
        const TemporaryFolder folder(files, "/out");
        const std::string aside = folder.path() + std::string(TemporaryFolder::kAside);
        files.create_folder(aside);
        make_file(files, aside + "/01.wav", "old");
    }
    EXPECT_EQ(content(files, "/out/01.wav"), "old");
    EXPECT_THAT(files.list("/"), ElementsAre("out"));
}

TEST(TemporaryFolder, NothingElseIsRemoved) {
    CrashFiles files;
    files.create_folder("/.disc.cue.redbook-abc123"); // has no lock
    files.create_folder("/.disc.cue.redbook-abc124");
    files.create_folder("/.disc.cue.redbook-abc124/mine"); // nothing that we make
    const std::vector<std::string> others{"/.disc.cue.redbook-ABC123.lock",
                                          "/.disc.cue.redbook-abc12.lock",
                                          "/.disc.cue.redbook-lock",
                                          "/.redbook-abc123.lock",
                                          "/disc.cue.redbook-abc123.lock",
                                          "/abc123.lock",
                                          "/.lock",
                                          "/.disc.cue.redbook-abc124.lock"};
    for (const std::string& path : others) make_file(files, path, "mine");
    const auto before = files.list("/");
    { const TemporaryFolder folder(files, "/disc.cue"); }
    EXPECT_EQ(files.list("/"), before);
}

TEST(TemporaryFolder, WhatCannotBeRemovedIsLeftToTheNextRun) {
    CrashFiles disk;
    FaultFiles files(disk);
    for (size_t n = 0; n < 4; ++n) { // listing, removing the file, the folder and the lock
        {
            const TemporaryFolder folder(files, "/disc.cue");
            make_file(files, folder.path() + "/disc.bin", "audio");
            files.strike(Fault::no_permission, n);
        }
        EXPECT_TRUE(files.has_struck());
        { const TemporaryFolder folder(files, "/disc.cue"); }
        EXPECT_THAT(disk.list("/"), IsEmpty()) << n;
    }
}

TEST(TemporaryFolder, QuietlyTellsNobody) {
    quietly([] { throw Error(Errc::io, "x"); });
}

} // namespace
} // namespace redbook
