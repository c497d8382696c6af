#include "redbook/jobs/open.h"

#include <gtest/gtest.h>

#include "redbook/jobs/master.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

TEST(Open, AStashIsKnownByItsContentWhateverItsName) {
    const test::TempFolder folder;
    const Disc disc = test::plain_disc({300, 400});
    test::stash_of(folder / "a.cue", disc);
    const Album opened = open({folder / "a.cue"});
    EXPECT_EQ(opened.kind, AlbumKind::stash);
    EXPECT_EQ(opened.capacity, kDefaultCapacity);
    EXPECT_EQ(opened.disc.tracks.size(), 2u);
    EXPECT_EQ(opened.audio->end(), Lba{700});
}

TEST(Open, AnImageHasNoCapacityOfItsOwn) {
    const test::TempFolder folder;
    const Disc disc = test::plain_disc({300});
    master(test::album_of(disc), folder / "x.cue");
    const Album opened = open({folder / "x.cue"});
    EXPECT_EQ(opened.capacity, std::nullopt);
    EXPECT_EQ(opened.disc.tracks.size(), 1u);
}

TEST(Open, WhatFilesLackHidesNoDifference) {
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

TEST(Open, WhatIsNotThereIsSaidToBeNotThere) {
    EXPECT_EQ(test::error_of(Errc::not_found, [] { open({"/no/such.stash"}); }),
              "/no/such.stash: there is no such file or folder");
}

} // namespace
} // namespace redbook
