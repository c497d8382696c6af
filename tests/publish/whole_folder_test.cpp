// How a folder of files, tracks or a DDP set, comes to its name: every crash, and every failure of the disk,
// leaves the old folder, the new one, or none.
#include <gmock/gmock.h>

#include "redbook/publish/whole_folder.h"

#include "redbook/image/tracks/track_names.h"
#include "redbook/publish/killed_runs.h"
#include "tests/image/disk_support.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

const std::string kOut = "/album/out";

// A format that is a folder: files that a folder of another disc has, and what is synced while a new one is
// written.
struct FolderFormat {
    std::string name;
    std::vector<std::string> old_files;
    std::vector<std::string> syncs;
};
const std::vector<FolderFormat> kFormats{
    {"wav-tracks",
     {"01 - Old.flac", "02.wav"},
     {"a track", "the other track", "the tracks have their names", "the temporary folder",
      "the folder has its name"}},
    {"ddp",
     {"CDTEXT.BIN", "DDPID", "DDPMS", "IMAGE.DAT"},
     {"the image", "DDPID", "DDPMS", "the texts", "PQ", "MD5", "CRC-32", "the files have their names",
      "the temporary folder", "the folder has its name"}}};

using Contents = std::vector<std::pair<std::string, std::string>>;

Contents contents_of(FileSystem& files) {
    Contents found;
    for (const std::string& name : files.list(kOut))
        found.emplace_back(name, content(files, join_path(kOut, name)));
    return found;
}

enum class Folder { none, old_one, new_one, broken };

class WholeFolderOf : public testing::TestWithParam<FolderFormat> {
  protected:
    WholeFolderOf() {
        CrashFiles files;
        make_old_folder(files);
        old_one_ = contents_of(files);
        write_new_folder(files, true);
        new_one_ = contents_of(files);
    }

    // A folder of another disc, on the disk.
    static void make_old_folder(FileSystem& files) {
        files.create_folder("/album");
        files.sync_folder("/");
        files.create_folder(kOut);
        for (const std::string& name : GetParam().old_files)
            make_file(files, join_path(kOut, name), "old " + name);
        files.sync_folder(kOut);
        files.sync_folder("/album");
    }

    static void write_new_folder(FileSystem& files, bool force) {
        Disc disc = plain_disc({3, 2});
        edit_album_texts(disc).title = "New";
        write_image(files, image_format_for("", GetParam().name), disc, *MemorySource::for_disc(disc), kOut,
                    {.force = force, .progress = {}})
            ->commit();
    }

    Folder folder_on(FileSystem& files) const {
        if (!files.status(kOut)) return Folder::none;
        const Contents found = contents_of(files);
        return found == old_one_ ? Folder::old_one : found == new_one_ ? Folder::new_one : Folder::broken;
    }

    // Which power cut leaves a folder that is not whole, or none that can be restored, or loses one that was
    // said to be done.
    std::string first_broken(const CrashFiles& files, size_t from) const {
        return first_wrong(files, from, [&](CrashFiles& disk, size_t changes) -> std::string {
            put_right(disk, "/album");
            const Folder folder = folder_on(disk);
            if (folder == Folder::broken) return "a broken folder";
            if (folder == Folder::none) return "no folder";
            return changes == files.changes() && folder != Folder::new_one ? "the folder is lost" : "";
        });
    }

    Contents old_one_, new_one_;
};

INSTANTIATE_TEST_SUITE_P(Formats, WholeFolderOf, testing::ValuesIn(kFormats), [](const auto& format) {
    return format.param.name == "ddp" ? std::string("Ddp") : std::string("Tracks");
});

// What goes to a plant with a set lies in it, and is replaced together with it.
TEST_P(WholeFolderOf, FilesBesideTheFormatsOwnAreReplacedTogetherWithThem) {
    CrashFiles files;
    make_old_folder(files);
    make_file(files, kOut + "/PQ.html", "old page");
    const Disc disc = plain_disc({3, 2});
    const auto image =
        write_image(files, image_format_for("", GetParam().name), disc, *MemorySource::for_disc(disc), kOut,
                    {.force = true, .progress = {}, .side_files = {"PQ.html"}});
    make_file(files, image->path() + "/PQ.html", "new page");
    image->commit();
    EXPECT_EQ(content(files, kOut + "/PQ.html"), "new page");
    EXPECT_THAT(files.list("/album"), ElementsAre("out"));
}

TEST_P(WholeFolderOf, FilesThatThisRunDoesNotWriteKeepTheFolder) {
    CrashFiles files;
    make_old_folder(files);
    make_file(files, kOut + "/PQ.html", "old page");
    EXPECT_THAT(error_of(Errc::exists, [&] { write_new_folder(files, true); }),
                testing::StartsWith(kOut + ": holds 'PQ.html', which is not "));
}

TEST_P(WholeFolderOf, AnyPowerCutWhileReplacingLeavesTheOldFolderOrTheNew) {
    CrashFiles files;
    make_old_folder(files);
    const size_t from = files.changes();
    write_new_folder(files, true);
    EXPECT_EQ(folder_on(files), Folder::new_one);
    EXPECT_THAT(files.list("/album"), ElementsAre("out"));
    EXPECT_EQ(first_broken(files, from), "");
}

// Nothing of the old folder is gone before the new one has its name.
TEST_P(WholeFolderOf, AnyKillWhileReplacingKeepsTheOldFilesOrTheNew) {
    CrashFiles files;
    make_old_folder(files);
    const size_t from = files.changes();
    write_new_folder(files, true);
    const auto has_old = [](CrashFiles& disk) {
        for (const std::string& name : disk.list("/album"))
            if (name.ends_with(TemporaryFolder::kAside))
                return disk.list("/album/" + name).size() == GetParam().old_files.size();
        return false;
    };
    for (size_t n = from; n <= files.changes(); ++n) {
        const auto disk = files.killed_after(n);
        EXPECT_TRUE(folder_on(*disk) == Folder::old_one || folder_on(*disk) == Folder::new_one ||
                    (folder_on(*disk) == Folder::none && has_old(*disk)))
            << files.change_words(n - 1);
    }
}

TEST_P(WholeFolderOf, AfterAnyKillTheNextRunLeavesNothingButItsFolder) {
    CrashFiles files;
    make_old_folder(files);
    const size_t from = files.changes();
    write_new_folder(files, true);
    for (size_t n = from; n <= files.changes(); ++n) {
        const auto disk = files.killed_after(n);
        write_new_folder(*disk, true);
        EXPECT_THAT(disk->list("/album"), ElementsAre("out")) << files.change_words(n - 1);
        EXPECT_EQ(folder_on(*disk), Folder::new_one);
    }
}

TEST_P(WholeFolderOf, WithoutAnyOneSyncSomePowerCutBreaksSomething) {
    const auto& syncs = GetParam().syncs;
    for (size_t n = 0; n < syncs.size(); ++n) {
        CrashFiles files;
        make_old_folder(files);
        const size_t from = files.changes(), before = files.syncs();
        files.ignore_sync(before + n);
        write_new_folder(files, true);
        ASSERT_EQ(files.syncs(), before + syncs.size());
        EXPECT_NE(first_broken(files, from), "") << syncs[n];
    }
}

TEST_P(WholeFolderOf, AnyFailureOfTheDiskLeavesNothing) {
    const auto make_folder = [](FileSystem& files) { files.create_folder("/album"); };
    const auto write = [](FileSystem& files) { write_new_folder(files, false); };
    for_each_fault(make_folder, write, [&](const std::string& error, FileSystem& files) {
        EXPECT_EQ(folder_on(files), error.empty() ? Folder::new_one : Folder::none);
        EXPECT_EQ(files.list("/album").empty(), !error.empty());
    });
}

TEST_P(WholeFolderOf, AnyFailureOfTheDiskWhileReplacingLeavesTheOldFolder) {
    const auto replace = [](FileSystem& files) { write_new_folder(files, true); };
    for_each_fault(make_old_folder, replace, [&](const std::string& error, FileSystem& files) {
        EXPECT_EQ(folder_on(files), error.empty() ? Folder::new_one : Folder::old_one);
        EXPECT_TRUE(error.empty() || files.list("/album").size() == 1);
    });
}

TEST_P(WholeFolderOf, AFullDiskSaysHowMuchIsMissing) {
    CrashFiles disk;
    disk.create_folder("/album");
    FaultFiles files(disk);
    files.strike(Fault::full_disk, 0);
    EXPECT_THAT(
        error_of(Errc::disk_full, [&] { write_new_folder(files, false); }),
        testing::MatchesRegex("/album/out/(0[12].wav|IMAGE.DAT): the disk is full; at least [0-9]* more "
                              "bytes are needed"));
}

FolderFiles tracks(std::vector<std::string> names) {
    return {std::move(names), is_track_file_name, "a track's file"};
}

class WholeFolderPlaces : public testing::Test {
  protected:
    WholeFolderPlaces() { files.create_folder("/album"); }
    std::string refused(const std::string& out, bool force = false, Errc code = Errc::exists) {
        return error_of(code, [&] { WholeFolder(files, out, tracks({"01.wav"}), force); });
    }
    CrashFiles files;
};

TEST_F(WholeFolderPlaces, LieBesideTheFolderUntilItIsPublished) {
    WholeFolder folder(files, "/album/out//", tracks({"01.wav", "02.wav"}), false);
    EXPECT_THAT(files.list("/album"), testing::Each(testing::StartsWith(".out.redbook-")));
    EXPECT_EQ(folder.place(1), "/album/out/02.wav");
    folder.create(0);
    folder.create(1);
    folder.sync();
    EXPECT_THAT(folder.publish(), ElementsAre(kOut, kOut + "/01.wav", kOut + "/02.wav"));
    EXPECT_THAT(files.list("/album"), ElementsAre("out"));
}

TEST_F(WholeFolderPlaces, AreInTheCurrentFolderForABareName) {
    WholeFolder folder(files, "out", tracks({"01.wav"}), false);
    folder.create(0);
    EXPECT_THAT(folder.publish(), ElementsAre("out", "out/01.wav"));
}

TEST_F(WholeFolderPlaces, NeedAName) {
    for (const std::string out : {".", "..", "/", "a/..", "./"})
        EXPECT_THAT(refused(out, false, Errc::bad_value),
                    testing::EndsWith(": is not the name of a new folder; give one"));
}

TEST_F(WholeFolderPlaces, AreNotTakenWithoutForce) {
    files.create_folder(kOut);
    EXPECT_EQ(refused(kOut), kOut + ": is already there; give another name, or replace it");
}

TEST_F(WholeFolderPlaces, WhereAFileIsAreNotTakenEvenIfForced) {
    make_file(files, kOut, "a file");
    EXPECT_EQ(refused(kOut, true), kOut + ": is not a folder and is not replaced; give another name");
}

TEST_F(WholeFolderPlaces, WhereAnythingElseLiesAreNotTakenEvenIfForced) {
    files.create_folder(kOut);
    make_file(files, kOut + "/01.wav", "a track");
    make_file(files, kOut + "/cover.jpg", "a picture");
    EXPECT_EQ(refused(kOut, true), kOut + ": holds 'cover.jpg', which is not a track's file, so the folder "
                                          "is not replaced; give another name");
    EXPECT_EQ(content(files, kOut + "/cover.jpg"), "a picture");
}

TEST_F(WholeFolderPlaces, WhereAFolderHasATracksNameAreNotTakenEvenIfForced) {
    files.create_folder(kOut);
    files.create_folder(kOut + "/01 - Mine.flac");
    EXPECT_EQ(refused(kOut, true), kOut + ": holds '01 - Mine.flac', which is not a track's file, so the "
                                          "folder is not replaced; give another name");
}

TEST_F(WholeFolderPlaces, WhereTheAudioComesFromAreNotTakenEvenIfForced) {
    files.create_folder(kOut);
    make_file(files, kOut + "/01.wav", "a track");
    EXPECT_EQ(error_of(Errc::exists,
                       [&] { WholeFolder(files, kOut, tracks({"01.wav"}), true, {"/album//out/01.wav"}); }),
              kOut + "/01.wav: is what the image is made from; give another name");
}

TEST_F(WholeFolderPlaces, WhereAFileAppearsMeanwhileAreNotTaken) {
    files.create_folder(kOut);
    {
        WholeFolder folder(files, kOut, tracks({"01.wav"}), true);
        folder.create(0);
        make_file(files, kOut + "/notes.txt", "mine");
        EXPECT_EQ(error_of(Errc::exists, [&] { folder.publish(); }),
                  kOut + ": holds 'notes.txt', which is not a track's file, so the folder is not replaced; "
                         "give another name");
    }
    EXPECT_THAT(files.list("/album"), ElementsAre("out"));
    EXPECT_EQ(content(files, kOut + "/notes.txt"), "mine");
}

} // namespace
} // namespace redbook
