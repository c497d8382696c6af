// How the files of an image come to their names: every crash, and every failure of the disk, leaves the old
// image, the new one, or no sheet at all.
#include <gmock/gmock.h>

#include "redbook/publish/image_folder.h"

#include "redbook/base/error.h"
#include "redbook/publish/killed_runs.h"
#include "tests/image/disk_support.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::Each;
using testing::ElementsAre;

const std::string kSheet = "/album/disc.cue";
const std::string kData = "/album/disc.bin";

// An image of another disc lies in the folder, on the disk.
void make_old_image(FileSystem& files) {
    files.create_folder("/album");
    files.sync_folder("/");
    make_file(files, kSheet, "REM old");
    make_file(files, kData, "old data");
    files.sync_folder("/album");
}

Disc new_disc() { return plain_disc({3, 2}); }

std::string new_data() {
    const auto source = MemorySource::for_disc(new_disc());
    return read_blocks(*source, Lba{0}, source->end() - Lba{0});
}

void write_new_image(FileSystem& files, bool force) {
    const Format& format = image_format_for(kSheet, "");
    write_image(files, format, new_disc(), *MemorySource::for_disc(new_disc()), kSheet,
                {.force = force, .progress = {}})
        ->commit();
}

enum class Image { none, old_one, new_one, broken };

Image image_on(FileSystem& files) {
    if (!files.status(kSheet)) return Image::none;
    const bool is_old = content(files, kSheet) == "REM old";
    const std::string& data = is_old ? "old data" : new_data();
    const bool is_sheet =
        is_old || content(files, kSheet).starts_with("FILE \"disc.bin\" BINARY\n  TRACK 01 AUDIO\n");
    if (!is_sheet || !files.status(kData) || content(files, kData) != data) return Image::broken;
    return is_old ? Image::old_one : Image::new_one;
}

// Which power cut leaves a sheet without its data, cannot be put right, or loses an image that was said to be
// done.
std::string first_broken(const CrashFiles& files, size_t from) {
    return first_wrong(files, from, [&](CrashFiles& disk, size_t changes) -> std::string {
        if (image_on(disk) == Image::broken) return "a sheet without its data";
        put_right(disk, "/album");
        const Image image = image_on(disk);
        if (image == Image::broken) return "a broken image";
        if (image == Image::none) return "no image";
        return changes == files.changes() && image != Image::new_one ? "the image is lost" : "";
    });
}

TEST(ImageFolder, AnyPowerCutWhileReplacingLeavesTheOldImageOrTheNew) {
    CrashFiles files;
    make_old_image(files);
    const size_t from = files.changes();
    write_new_image(files, true);
    EXPECT_EQ(image_on(files), Image::new_one);
    EXPECT_EQ(first_broken(files, from), "");
}

TEST(ImageFolder, AnyKillWhileReplacingLeavesTheOldImageTheNewOrNoSheet) {
    CrashFiles files;
    make_old_image(files);
    const size_t from = files.changes();
    write_new_image(files, true);
    for (size_t n = from; n <= files.changes(); ++n) {
        EXPECT_NE(image_on(*files.killed_after(n)), Image::broken) << files.change_words(n - 1);
    }
}

TEST(ImageFolder, AfterAnyKillTheNextRunLeavesNothingButItsImage) {
    CrashFiles files;
    make_old_image(files);
    const size_t from = files.changes();
    write_new_image(files, true);
    for (size_t n = from; n <= files.changes(); ++n) {
        const auto disk = files.killed_after(n);
        write_new_image(*disk, true);
        EXPECT_THAT(disk->list("/album"), ElementsAre("disc.bin", "disc.cue")) << files.change_words(n - 1);
        EXPECT_EQ(image_on(*disk), Image::new_one);
    }
}

// Its sheet, beside the old data or with them in the folder where they were set aside.
bool has_old_sheet(FileSystem& files) {
    if (files.status(kSheet)) return content(files, kSheet) == "REM old";
    for (const std::string& name : files.list("/album")) {
        const std::string aside =
            join_path("/album", name) + "/disc.cue" + std::string(TemporaryFolder::kAside);
        if (files.status(aside)) return content(files, aside) == "REM old";
    }
    return false;
}

TEST(ImageFolder, AfterAnyKillNoOtherRunLosesTheOldImageBeforeTheNewIsThere) {
    CrashFiles files;
    make_old_image(files);
    const size_t from = files.changes();
    write_new_image(files, true);
    for (size_t n = from; n <= files.changes(); ++n) {
        const auto disk = files.killed_after(n);
        { ImageFolder other(*disk, "/album/other.cue", {}, false); }
        EXPECT_TRUE(has_old_sheet(*disk) || image_on(*disk) == Image::new_one) << files.change_words(n - 1);
    }
}

TEST(ImageFolder, WithoutAnyOneSyncSomePowerCutBreaksSomething) {
    const std::vector<std::string> syncs = {"the data",
                                            "the sheet",
                                            "the journal",
                                            "the names of the new files and the journal",
                                            "the temporary folder",
                                            "the old sheet is aside",
                                            "the old data is aside",
                                            "the data has its name",
                                            "the sheet has its name"};
    for (size_t n = 0; n < syncs.size(); ++n) {
        CrashFiles files;
        make_old_image(files);
        const size_t from = files.changes(), before = files.syncs();
        files.ignore_sync(before + n);
        write_new_image(files, true);
        ASSERT_EQ(files.syncs(), before + syncs.size());
        EXPECT_NE(first_broken(files, from), "") << syncs[n];
    }
}

void make_folder(FileSystem& files) { files.create_folder("/album"); }

TEST(ImageFolder, AnyFailureOfTheDiskLeavesNothing) {
    const auto write = [](FileSystem& files) { write_new_image(files, false); };
    for_each_fault(make_folder, write, [](const std::string& error, FileSystem& files) {
        EXPECT_EQ(image_on(files), error.empty() ? Image::new_one : Image::none);
        EXPECT_EQ(files.list("/album").empty(), !error.empty());
    });
}

TEST(ImageFolder, AnyFailureOfTheDiskWhileReplacingLeavesTheOldImage) {
    const auto replace = [](FileSystem& files) { write_new_image(files, true); };
    for_each_fault(make_old_image, replace, [](const std::string& error, FileSystem& files) {
        EXPECT_EQ(image_on(files), error.empty() ? Image::new_one : Image::old_one);
        for (const std::string& name : files.list("/album"))
            EXPECT_TRUE(error.empty() || name == "disc.cue" || name == "disc.bin") << name;
    });
}

TEST(ImageFolder, OfTwoRunsForOnePlaceOnlyOneGivesNamesAtATime) {
    CrashFiles files;
    make_old_image(files);
    const auto other = files.create("/album/.disc.cue.redbook-lock");
    ASSERT_TRUE(other->try_lock());
    EXPECT_EQ(error_of(Errc::in_use, [&] { write_new_image(files, true); }),
              "/album/disc.cue: another program is writing it; try again when it has finished");
    EXPECT_EQ(image_on(files), Image::old_one);
    other->close();
    write_new_image(files, true);
    EXPECT_EQ(image_on(files), Image::new_one);
    EXPECT_THAT(files.list("/album"), ElementsAre("disc.bin", "disc.cue"));
}

TEST(ImageFolder, AFullDiskSaysHowMuchIsMissing) {
    CrashFiles disk;
    disk.create_folder("/album");
    FaultFiles files(disk);
    files.strike(Fault::full_disk, 0);
    EXPECT_EQ(error_of(Errc::disk_full, [&] { write_new_image(files, false); }),
              "/album/disc.bin: the disk is full; at least 8232 more bytes are needed");
}

TEST(ImageFolder, WhatTheImageIsMadeFromIsNotReplacedEvenByForce) {
    CrashFiles files;
    make_old_image(files);
    make_file(files, "/other.wav", "audio");
    EXPECT_EQ(error_of(Errc::exists,
                       [&] {
                           ImageFolder(files, kSheet, {"disc.bin"}, true, {"/other.wav", kData});
                       }),
              "/album/disc.bin: is what the image is made from; give another name");
    ImageFolder(files, kSheet, {"disc.bin"}, true, {"/other.wav", "/gone.wav"});
    EXPECT_EQ(image_on(files), Image::old_one);
}

TEST(ImageFolder, AFolderThatCannotBeWrittenIsNamed) {
    CrashFiles disk;
    disk.create_folder("/album");
    FaultFiles files(disk);
    files.strike(Fault::no_permission, 2); // after the looks for what others left
    EXPECT_EQ(error_of(Errc::no_permission, [&] { write_new_image(files, false); }),
              "/album/disc.cue: cannot be written, because new files are not allowed in '/album'; choose "
              "another folder");
}

TEST(ImageFolder, ItsPathsLieBesideTheirPlaceUntilTheyArePublished) {
    CrashFiles files;
    files.create_folder("/album");
    ImageFolder folder(files, kSheet, {"disc.bin"}, false);
    EXPECT_THAT(files.list("/album"), Each(testing::StartsWith(".disc.cue.redbook-")));
    EXPECT_EQ(folder.data_place(0), kData);
    EXPECT_EQ(folder.sheet_place(), kSheet);
    folder.create_sheet();
    folder.create_data(0);
    EXPECT_THAT(folder.publish(), ElementsAre(kSheet, kData));
    EXPECT_THAT(files.list("/album"), ElementsAre("disc.bin", "disc.cue"));
}

TEST(ImageFolder, ItWorksInTheCurrentFolder) {
    CrashFiles files;
    ImageFolder folder(files, "disc.cue", {"disc.bin"}, false);
    folder.create_sheet();
    folder.create_data(0);
    EXPECT_THAT(folder.publish(), ElementsAre("disc.cue", "disc.bin"));
}

} // namespace
} // namespace redbook
