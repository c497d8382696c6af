// How a folder of tracks comes to its name: every crash, and every failure of the disk, leaves the old
// folder, the new one, or none.
#include "redbook/image/track_folder.h"

#include "redbook/base/error.h"
#include "tests/image/image_support.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

const std::string kOut = "/album/out";

std::string content(FileSystem& files, const std::string& path) {
    return read_whole_file(files, path, 1 << 20);
}

void make_file(FileSystem& files, const std::string& path, const std::string& text) {
    const auto file = files.create(path);
    file->write_at(0, as_bytes(text));
    file->sync();
}

// A folder of another disc, on the disk.
void make_old_folder(FileSystem& files) {
    files.create_folder("/album");
    files.sync_folder("/");
    files.create_folder(kOut);
    make_file(files, kOut + "/01 - Old.flac", "old 1");
    make_file(files, kOut + "/02.wav", "old 2");
    files.sync_folder(kOut);
    files.sync_folder("/album");
}

Disc new_disc() { return plain_disc({3, 2}); }

std::string new_file(size_t track) {
    const auto source = MemorySource::for_disc(new_disc());
    const BlockCount length = new_disc().tracks[track].length;
    return wav_of(read_blocks(*source, Lba{track == 0 ? 0 : 3}, length));
}

void write_new_folder(FileSystem& files, bool force) {
    write_image(files, image_format_for("", "wav-tracks"), new_disc(), *MemorySource::for_disc(new_disc()),
                kOut, {.force = force, .progress = {}})
        ->commit();
}

enum class Folder { none, old_one, new_one, broken };

using Contents = std::vector<std::pair<std::string, std::string>>;

Folder folder_on(FileSystem& files) {
    if (!files.status(kOut)) return Folder::none;
    Contents found;
    for (const std::string& name : files.list(kOut))
        found.emplace_back(name, content(files, join_path(kOut, name)));
    if (found == Contents{{"01 - Old.flac", "old 1"}, {"02.wav", "old 2"}}) return Folder::old_one;
    const bool is_new = found == Contents{{"01.wav", new_file(0)}, {"02.wav", new_file(1)}};
    return is_new ? Folder::new_one : Folder::broken;
}

// Which power cut leaves a folder that is not whole, or loses one that was said to be done.
std::string first_broken(const CrashFiles& files, size_t from) {
    return first_wrong(files, from, [&](CrashFiles& disk, size_t changes) -> std::string {
        const Folder folder = folder_on(disk);
        if (folder == Folder::broken) return "a broken folder";
        return changes == files.changes() && folder != Folder::new_one ? "the folder is lost" : "";
    });
}

TEST(TrackFolder, AnyPowerCutWhileReplacingLeavesTheOldFolderTheNewOrNone) {
    CrashFiles files;
    make_old_folder(files);
    const size_t from = files.changes();
    write_new_folder(files, true);
    EXPECT_EQ(folder_on(files), Folder::new_one);
    EXPECT_THAT(files.list("/album"), ElementsAre("out"));
    EXPECT_EQ(first_broken(files, from), "");
}

// Nothing of the old folder is gone before the new one has its name.
TEST(TrackFolder, AnyKillWhileReplacingKeepsTheOldFilesOrTheNew) {
    CrashFiles files;
    make_old_folder(files);
    const size_t from = files.changes();
    write_new_folder(files, true);
    const auto has_old = [](CrashFiles& disk) {
        for (const std::string& name : disk.list("/album"))
            if (name.ends_with(".old")) return disk.list("/album/" + name).size() == 2;
        return false;
    };
    for (size_t n = from; n <= files.changes(); ++n) {
        const auto disk = files.killed_after(n);
        EXPECT_TRUE(folder_on(*disk) == Folder::old_one || folder_on(*disk) == Folder::new_one ||
                    (folder_on(*disk) == Folder::none && has_old(*disk)))
            << files.change_words(n - 1);
    }
}

TEST(TrackFolder, WithoutAnyOneSyncSomePowerCutBreaksSomething) {
    const std::vector<std::string> syncs = {"a track", "the other track", "the tracks have their names",
                                            "the folder has its name"};
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

// Lets every fault strike at every call it can strike at; calls see(error, or empty; files) after each.
void for_each_fault(bool old_folder,
                    const std::function<void(const std::string& error, FileSystem& files)>& see) {
    for (const Fault fault :
         {Fault::full_disk, Fault::io_error, Fault::failed_sync, Fault::failed_rename, Fault::no_permission})
        for (size_t n = 0;; ++n) {
            CrashFiles disk;
            old_folder ? make_old_folder(disk) : disk.create_folder("/album");
            FaultFiles files(disk);
            files.strike(fault, n);
            std::string error;
            try {
                write_new_folder(files, old_folder);
            } catch (const Error& e) {
                error = e.what();
            }
            if (!files.has_struck()) break;
            SCOPED_TRACE(fmt::format("fault {} at call {}: {}", int(fault), n, error));
            see(error, disk);
        }
}

TEST(TrackFolder, AnyFailureOfTheDiskLeavesNothing) {
    for_each_fault(false, [](const std::string& error, FileSystem& files) {
        EXPECT_EQ(folder_on(files), error.empty() ? Folder::new_one : Folder::none);
        EXPECT_EQ(files.list("/album").empty(), !error.empty());
    });
}

TEST(TrackFolder, AnyFailureOfTheDiskWhileReplacingLeavesTheOldFolder) {
    for_each_fault(true, [](const std::string& error, FileSystem& files) {
        EXPECT_EQ(folder_on(files), error.empty() ? Folder::new_one : Folder::old_one);
        EXPECT_TRUE(error.empty() || files.list("/album").size() == 1);
    });
}

TEST(TrackFolder, AFullDiskSaysHowMuchIsMissing) {
    CrashFiles disk;
    disk.create_folder("/album");
    FaultFiles files(disk);
    files.strike(Fault::full_disk, 0);
    EXPECT_THAT(
        error_of(Errc::disk_full, [&] { write_new_folder(files, false); }),
        testing::MatchesRegex("/album/out/0[12].wav: the disk is full; at least [0-9]* more bytes are "
                              "needed"));
}

class TrackFolderPlaces : public testing::Test {
  protected:
    TrackFolderPlaces() { files.create_folder("/album"); }
    std::string refused(const std::string& out, bool force = false, Errc code = Errc::exists) {
        return error_of(code, [&] { TrackFolder(files, out, {"01.wav"}, force); });
    }
    CrashFiles files;
};

TEST_F(TrackFolderPlaces, LieBesideTheFolderUntilItIsPublished) {
    TrackFolder folder(files, "/album/out//", {"01.wav", "02.wav"}, false);
    EXPECT_THAT(files.list("/album"), ElementsAre(testing::StartsWith(".out.redbook-")));
    EXPECT_EQ(folder.place(1), "/album/out/02.wav");
    folder.create(0);
    folder.create(1);
    folder.sync();
    EXPECT_THAT(folder.publish(), ElementsAre(kOut, kOut + "/01.wav", kOut + "/02.wav"));
    EXPECT_THAT(files.list("/album"), ElementsAre("out"));
}

TEST_F(TrackFolderPlaces, AreInTheCurrentFolderForABareName) {
    TrackFolder folder(files, "out", {"01.wav"}, false);
    folder.create(0);
    EXPECT_THAT(folder.publish(), ElementsAre("out", "out/01.wav"));
}

TEST_F(TrackFolderPlaces, NeedAName) {
    for (const std::string out : {".", "..", "/", "a/..", "./"})
        EXPECT_THAT(refused(out, false, Errc::bad_value),
                    testing::EndsWith(": is not the name of a new folder; give one"));
}

TEST_F(TrackFolderPlaces, AreNotTakenWithoutForce) {
    files.create_folder(kOut);
    EXPECT_EQ(refused(kOut), kOut + ": is already there; give another name, or replace it with --force");
}

TEST_F(TrackFolderPlaces, WhereAFileIsAreNotTakenEvenIfForced) {
    make_file(files, kOut, "a file");
    EXPECT_EQ(refused(kOut, true), kOut + ": is not a folder and is not replaced; give another name");
}

TEST_F(TrackFolderPlaces, WhereAnythingElseLiesAreNotTakenEvenIfForced) {
    files.create_folder(kOut);
    make_file(files, kOut + "/01.wav", "a track");
    make_file(files, kOut + "/cover.jpg", "a picture");
    EXPECT_EQ(refused(kOut, true), kOut + ": holds 'cover.jpg', which is not a track's file, so the folder "
                                          "is not replaced; give another name");
    EXPECT_EQ(content(files, kOut + "/cover.jpg"), "a picture");
}

TEST_F(TrackFolderPlaces, WhereAFolderHasATracksNameAreNotTakenEvenIfForced) {
    files.create_folder(kOut);
    files.create_folder(kOut + "/01 - Mine.flac");
    EXPECT_EQ(refused(kOut, true), kOut + ": holds '01 - Mine.flac', which is not a track's file, so the "
                                          "folder is not replaced; give another name");
}

TEST_F(TrackFolderPlaces, WhereTheAudioComesFromAreNotTakenEvenIfForced) {
    files.create_folder(kOut);
    make_file(files, kOut + "/01.wav", "a track");
    EXPECT_EQ(
        error_of(Errc::exists, [&] { TrackFolder(files, kOut, {"01.wav"}, true, {"/album//out/01.wav"}); }),
        kOut + "/01.wav: is what the image is made from; give another name");
}

TEST_F(TrackFolderPlaces, WhereAFileAppearsMeanwhileAreNotTaken) {
    files.create_folder(kOut);
    {
        TrackFolder folder(files, kOut, {"01.wav"}, true);
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
