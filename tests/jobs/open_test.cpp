#include "redbook/jobs/opened.h"

#include <gtest/gtest.h>

#include "redbook/jobs/master.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

TEST(Opened, AStashIsKnownByItsContentWhateverItsName) {
    const test::TempFolder folder;
    const Disc disc = test::plain_disc({300, 400});
    test::stash_of(folder / "a.cue", disc);
    const Opened opened = open_any(system_files(), {folder / "a.cue"});
    EXPECT_EQ(opened.album.kind, AlbumKind::stash);
    EXPECT_EQ(opened.capacity, kDefaultCapacity);
    EXPECT_EQ(opened.album.disc.tracks.size(), 2u);
    EXPECT_EQ(opened.album.audio->end(), Lba{700});
}

TEST(Opened, AnImageHasNoCapacityOfItsOwn) {
    const test::TempFolder folder;
    const Disc disc = test::plain_disc({300});
    master(system_files(), image_format_for("x.cue", ""), test::album_of(disc), folder / "x.cue");
    const Opened opened = open_any(system_files(), {folder / "x.cue"});
    EXPECT_EQ(opened.capacity, std::nullopt);
    EXPECT_EQ(opened.album.disc.tracks.size(), 1u);
}

std::vector<std::string> warnings_of_id(const Disc& disc, const std::string& remark) {
    Album album = test::album_of(disc);
    album.disc.remarks = {"REM DATE 2001", remark};
    warn_of_other_disc_id(album);
    return album.warnings;
}

TEST(Opened, ADiscIdThatIsNotTheDiscsIsAWarning) {
    const Disc disc = test::plain_disc({450, 300, 300});
    EXPECT_TRUE(warnings_of_id(disc, "REM DISCID 0d000e03").empty());
    EXPECT_TRUE(warnings_of_id(disc, "rem discid \"0D000E03\"").empty());
    EXPECT_TRUE(warnings_of_id(disc, "REM DISCID unknown").empty());
    EXPECT_EQ(
        warnings_of_id(disc, "REM DISCID 1C00CE04"),
        std::vector<std::string>{"the album: REM DISCID is 1C00CE04, and this disc's is 0d000e03; is it the "
                                 "sheet of another disc?"});
    Disc enhanced = disc;
    enhanced.data = {{3, kBetweenSessions, BlockCount{3000}}};
    EXPECT_TRUE(warnings_of_id(enhanced, "REM DISCID 1C00CE04").empty()) << "data counts";
    enhanced.data[0].length.reset();
    EXPECT_TRUE(warnings_of_id(enhanced, "REM DISCID 0d000e03").empty()) << "its ID is not known";
}

TEST(Opened, WhatFilesLackHidesNoDifference) {
    const Disc disc = test::plain_disc({300, 300});
    Comparison comparison{
        {{"audio of track 1", ItemState::equal, ""}, {"audio of track 2", ItemState::differs, "x"}},
        Verdict::differs};
    const std::vector<Item> items = comparison.items;
    leave_unverified(comparison, {{"a.wav", {.first = 1, .count = 0, .rate = 44100}}}, disc);
    EXPECT_EQ(comparison.items, items);
    EXPECT_EQ(comparison.verdict, Verdict::differs);
    comparison.items[1].state = ItemState::equal;
    comparison.verdict = Verdict::verified;
    leave_unverified(comparison, {{"a.wav", {.first = 44100, .count = 0, .rate = 44100}}}, disc);
    EXPECT_EQ(comparison.items[1],
              (Item{"audio of track 2", ItemState::not_checkable, "a.wav: all after 0:01.000 is missing"}));
    EXPECT_EQ(comparison.verdict, Verdict::not_verified);
}

TEST(Opened, WhatIsNotThereIsSaidToBeNotThere) {
    EXPECT_EQ(test::error_of(Errc::not_found, [] { open_any(system_files(), {"/no/such.stash"}); }),
              "/no/such.stash: there is no such file or folder");
}

} // namespace
} // namespace redbook
