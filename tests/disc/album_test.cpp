#include "redbook/disc/album.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(Album, KindsHaveTheNamesThatTheReportsShow) {
    EXPECT_EQ(to_string(AlbumKind::audio_files), "audio files");
    EXPECT_EQ(to_string(AlbumKind::cue_sheet), "CUE sheet");
    EXPECT_EQ(to_string(AlbumKind::ddp), "DDP set");
    EXPECT_EQ(to_string(AlbumKind::audio_disc), "audio disc");
}

TEST(Album, SourcesAreAskedWhenTheyAreWanted) {
    Album album;
    auto checksum = SourceChecksum::not_read;
    album.sources.push_back(
        [&] { return AudioSource{.path = "a.flac", .container = {}, .codec = {}, .checksum = checksum}; });
    EXPECT_EQ(sources_of(album).at(0).checksum, SourceChecksum::not_read);
    checksum = SourceChecksum::verified;
    EXPECT_EQ(sources_of(album).at(0).checksum, SourceChecksum::verified);
}

} // namespace
} // namespace redbook
