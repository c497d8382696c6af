#include "redbook/record/opened.h"

#include <gtest/gtest.h>

#include "redbook/record/master.h"
#include "tests/record/record_kit.h"

namespace redbook {
namespace {

TEST(Opened, AStashIsKnownByItsContentWhateverItsName) {
    const test::TempFolder folder;
    const Disc disc = test::plain_disc({300, 400});
    test::stash_of(folder / "a.cue", disc);
    const Opened opened = open_any(system_files(), {folder / "a.cue"});
    EXPECT_EQ(opened.album.kind, "stash");
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

TEST(Opened, WhatIsNotThereIsSaidToBeNotThere) {
    EXPECT_EQ(test::error_of(Errc::not_found, [] { open_any(system_files(), {"/no/such.stash"}); }),
              "/no/such.stash: there is no such file or folder");
}

} // namespace
} // namespace redbook
