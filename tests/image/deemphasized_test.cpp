#include "redbook/image/deemphasized.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/image/image_support.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

Album album_of(const Disc& disc) {
    Album album;
    album.path = "x.cue";
    album.disc = disc;
    album.audio = MemorySource::for_disc(disc);
    return album;
}

Disc with_emphasis(Disc disc, std::initializer_list<size_t> tracks) {
    for (const size_t k : tracks) disc.tracks[k].flags.pre_emphasis = true;
    return disc;
}

bool same(const BlockSource& a, const BlockSource& b, Lba first, Lba end) {
    return read_blocks(a, first, end - first) == read_blocks(b, first, end - first);
}

TEST(DeemphasizedAlbum, ChangesTheTracksWithTheFlagAndTakesItAway) {
    const Disc disc = plain_disc({300, 300, 300});
    Album album = album_of(with_emphasis(disc, {1}));
    album.disc.tracks[1].flags.copy_permitted = true;
    deemphasize(album);
    EXPECT_FALSE(album.disc.tracks[1].flags.pre_emphasis);
    EXPECT_TRUE(album.disc.tracks[1].flags.copy_permitted);
    const auto before = MemorySource::for_disc(disc);
    EXPECT_TRUE(same(*album.audio, *before, Lba{-150}, Lba{300}));
    EXPECT_FALSE(same(*album.audio, *before, Lba{300}, Lba{600}));
    EXPECT_TRUE(same(*album.audio, *before, Lba{600}, Lba{900}));
    EXPECT_THAT(album.warnings,
                ElementsAre("x.cue: the pre-emphasis of track 2 is undone, and the flag taken away"));
}

// The pregap is audio of the track; the pause before it and the postgap after it stay digital silence.
TEST(DeemphasizedAlbum, LeavesDescribedSilenceSilentAndTakesPregapsIn) {
    Disc disc = plain_disc({300, 300, 300});
    disc.tracks[1].pause = BlockCount{20};
    disc.tracks[1].pregap = BlockCount{30};
    disc.tracks[1].postgap = BlockCount{40};
    Album album = album_of(with_emphasis(disc, {0, 1}));
    deemphasize(album);
    const auto before = MemorySource::for_disc(disc);
    EXPECT_FALSE(same(*album.audio, *before, Lba{0}, Lba{300}));
    EXPECT_EQ(read_blocks(*album.audio, Lba{300}, BlockCount{20}), std::string(20 * kBlockBytes, '\0'));
    EXPECT_FALSE(same(*album.audio, *before, Lba{320}, Lba{350}));
    EXPECT_EQ(read_blocks(*album.audio, Lba{650}, BlockCount{40}), std::string(40 * kBlockBytes, '\0'));
    EXPECT_TRUE(same(*album.audio, *before, Lba{690}, Lba{990}));
    EXPECT_THAT(album.warnings,
                ElementsAre("x.cue: the pre-emphasis of tracks 1, 2 is undone, and the flag taken away"));
}

TEST(DeemphasizedAlbum, WithoutTheFlagIsNotTouchedAndSaysSo) {
    Album album = album_of(plain_disc({300}));
    const BlockSource* audio = album.audio.get();
    deemphasize(album);
    EXPECT_EQ(album.audio.get(), audio);
    EXPECT_THAT(album.warnings, ElementsAre("x.cue: no track has pre-emphasis; nothing is changed"));
}

} // namespace
} // namespace redbook
