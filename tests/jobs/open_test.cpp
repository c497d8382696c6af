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

TEST(Open, WhatIsNotThereIsSaidToBeNotThere) {
    EXPECT_EQ(test::error_of(Errc::not_found, [] { open({"/no/such.stash"}); }),
              "/no/such.stash: there is no such file or folder");
}

} // namespace
} // namespace redbook
