// No program of Debian tells what a .sub says (mednafen only looks whether it can be right, tests/readers;
// libmirage's reading of a linear one is known to be wrong), so what judges is the .sub that libmirage made
// of the test disc (subchannel_test.cpp).
#include <gmock/gmock.h>

#include "redbook/image/ccd/ccd.h"

#include "redbook/disc/cd_text.h"
#include "redbook/image/album.h"
#include "tests/image/ccd/ccd_support.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

class CcdOfRandomDisc : public testing::TestWithParam<int> {};

TEST_P(CcdOfRandomDisc, IsReadAsTheSameDiscAndAudio) {
    const TempFolder folder;
    const Disc disc = random_latin_disc(uint32_t(GetParam()), 5);
    const auto source = MemorySource::for_disc(disc);
    const auto image = write_pattern_image(disc, folder / "disc.ccd", "ccd");
    const Album album = open_album({image->commit().front()});
    EXPECT_EQ(lines_of(album.disc), lines_of(image->disc()));
    EXPECT_EQ(album.disc.text_blocks, image->disc().text_blocks);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        auto texts = image->disc().tracks[k].texts, back = album.disc.tracks[k].texts;
        texts.resize(disc.text_blocks.size());
        back.resize(disc.text_blocks.size());
        EXPECT_EQ(back, texts);
    }
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_EQ(album.audio->end(), source->end());
    expect_same_audio(*source, *album.audio, Lba{0}, source->end());
    EXPECT_TRUE(read_file(folder / "disc.sub") == sub_of(disc));
}

INSTANTIATE_TEST_SUITE_P(RandomDiscs, CcdOfRandomDisc, testing::Range(1, 25));

TEST(CcdImage, ItsTextsAreWhatTheCharacterSetsHold) {
    const TempFolder folder;
    Disc disc = plain_disc({300});
    edit_track_texts(disc, 0).title = "\u0150szi";
    const auto image = write_pattern_image(disc, folder / "disc.ccd", "ccd");
    EXPECT_EQ(track_texts(image->disc(), 0).title, "Oszi");
    EXPECT_EQ(track_texts(open_album({image->path()}).disc, 0).title, "Oszi");
}

TEST(CcdImage, UntilItIsCommittedNothingHasItsNameAndThenNothingElseIsLeft) {
    const TempFolder folder;
    const auto image = write_pattern_image(disc3(), folder / "disc.ccd", "ccd");
    for (const char* name : {"disc.ccd", "disc.img", "disc.sub"})
        EXPECT_FALSE(system_files().status(folder / name));
    EXPECT_THAT(image->commit(), ElementsAre(folder / "disc.ccd", folder / "disc.img", folder / "disc.sub"));
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("disc.ccd", "disc.img", "disc.sub"));
}

TEST(CcdImage, ASheetCannotHaveTheNameOfItsSubchannel) {
    EXPECT_EQ(error_of(Errc::bad_value, [] { write_pattern_image(disc3(), "a/disc.SUB", "ccd"); }),
              "a/disc.SUB: a sheet cannot have the name of its data; name it disc.ccd");
}

TEST(CcdImage, TooManyTextsAreRefusedBeforeAnythingIsWritten) {
    const TempFolder folder;
    Disc disc = plain_disc({300});
    edit_album_texts(disc).message = std::string(4000, 'x');
    error_of(Errc::breaks_rule, [&] { write_pattern_image(disc, folder / "disc.ccd", "ccd"); });
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

// Crashes and faults, with an image of another disc in the place.
// ------------------------------------------------------------------------------------------------------------

const std::string kCcdFiles[] = {"/album/disc.ccd", "/album/disc.img", "/album/disc.sub"};

void make_old_ccd_image(FileSystem& files) {
    files.create_folder("/album");
    files.sync_folder("/");
    for (const std::string& path : kCcdFiles) {
        const auto file = files.create(path);
        file->write_at(0, as_bytes("old " + path));
        file->sync();
    }
    files.sync_folder("/album");
}

const Disc& new_ccd_disc() {
    static const Disc disc = plain_disc({3, 2});
    return disc;
}

void write_new_ccd_image(FileSystem& files) {
    write_image(files, kCcdFormats[0], new_ccd_disc(), *MemorySource::for_disc(new_ccd_disc()), kCcdFiles[0],
                {.force = true, .progress = {}})
        ->commit();
}

// "none", "old", "new" or "broken": what the sheet that stands there belongs to, and whether its data do,
// too.
std::string ccd_image_on(FileSystem& files) {
    if (!files.status(kCcdFiles[0])) return "none";
    const auto source = MemorySource::for_disc(new_ccd_disc());
    const std::string data[] = {"[CloneCD]\r\n", read_blocks(*source, Lba{0}, source->end() - Lba{0}),
                                sub_of(new_ccd_disc())};
    size_t old_ones = 0, new_ones = 0;
    for (size_t i = 0; i < 3; ++i) {
        if (!files.status(kCcdFiles[i])) return "broken";
        const std::string found = read_whole_file(files, kCcdFiles[i], 1 << 20);
        if (found == "old " + kCcdFiles[i]) ++old_ones;
        if (i == 0 ? found.starts_with(data[i]) : found == data[i]) ++new_ones;
    }
    return old_ones == 3 ? "old" : new_ones == 3 ? "new" : "broken";
}

TEST(CcdImage, AnyPowerCutWhileReplacingLeavesTheOldImageTheNewOrNoSheet) {
    CrashFiles files;
    make_old_ccd_image(files);
    const size_t from = files.changes();
    write_new_ccd_image(files);
    EXPECT_EQ(ccd_image_on(files), "new");
    EXPECT_EQ(first_wrong(files, from,
                          [&](CrashFiles& disk, size_t changes) -> std::string {
                              const std::string image = ccd_image_on(disk);
                              if (image == "broken") return "a broken image";
                              return changes == files.changes() && image != "new" ? "the image is lost" : "";
                          }),
              "");
}

TEST(CcdImage, WithoutTheSyncOfAnyFileSomePowerCutBreaksIt) {
    for (size_t n = 0; n < 3; ++n) { // .sub, .img, .ccd
        CrashFiles files;
        make_old_ccd_image(files);
        const size_t from = files.changes();
        files.ignore_sync(files.syncs() + n);
        write_new_ccd_image(files);
        EXPECT_NE(first_wrong(files, from,
                              [](CrashFiles& disk, size_t) -> std::string {
                                  return ccd_image_on(disk) == "broken" ? "a broken image" : "";
                              }),
                  "")
            << n;
    }
}

TEST(CcdImage, AnyFailureOfTheDiskLeavesTheOldImage) {
    for (const Fault fault :
         {Fault::full_disk, Fault::io_error, Fault::failed_sync, Fault::failed_rename, Fault::no_permission})
        for (size_t n = 0;; ++n) {
            CrashFiles disk;
            make_old_ccd_image(disk);
            FaultFiles files(disk);
            files.strike(fault, n);
            bool failed = false;
            try {
                write_new_ccd_image(files);
            } catch (const Error&) {
                failed = true;
            }
            if (!files.has_struck()) break;
            EXPECT_EQ(ccd_image_on(disk), failed ? "old" : "new") << int(fault) << " at call " << n;
            const size_t left = disk.list("/album").size();
            EXPECT_TRUE(!failed || left == 3) << int(fault) << " at call " << n;
        }
}

} // namespace
} // namespace redbook
