#include "redbook/image/tracks/track_names.h"

#include <gtest/gtest.h>

#include "redbook/base/text.h"

namespace redbook {
namespace {

TEST(TrackNames, AreTheNumberAndTheTitle) {
    EXPECT_EQ(track_file_name(1, "Title", ".flac"), "01 - Title.flac");
    EXPECT_EQ(track_file_name(99, "Größe 東京", ".wav"), "99 - Größe 東京.wav");
}

TEST(TrackNames, AreTheNumberWhereThereIsNoTitle) {
    EXPECT_EQ(track_file_name(1, "", ".flac"), "01.flac");
    EXPECT_EQ(track_file_name(12, " \t", ".wav"), "12.wav");
}

TEST(TrackNames, HoldNothingThatAFileSystemRefuses) {
    EXPECT_EQ(track_file_name(1, "AC/DC: \"Who?\"\n", ".flac"), "01 - AC_DC_ _Who___.flac");
    EXPECT_EQ(track_file_name(1, "../../etc", ".flac"), "01 - .._.._etc.flac");
    EXPECT_EQ(track_file_name(1, std::string("a\0b\x7F", 4), ".wav"), "01 - a_b_.wav");
}

TEST(TrackNames, AreCutBetweenCharacters) {
    for (size_t shift = 0; shift < 3; ++shift) {
        std::string title(shift, 'x');
        for (int i = 0; i < 100; ++i) title += "€"; // 3 bytes
        const std::string name = track_file_name(1, title, ".flac");
        EXPECT_LE(name.size(), kLongestTrackName);
        EXPECT_GT(name.size(), kLongestTrackName - 3);
        EXPECT_TRUE(is_utf8(name));
        EXPECT_TRUE(name.ends_with("€.flac"));
    }
}

TEST(TrackNames, AreKnownAgain) {
    for (const std::string title : {"", "Title", "a.b", ".", "x.flac", "AC/DC"})
        for (const std::string extension : {".flac", ".wav"})
            EXPECT_TRUE(is_track_file_name(track_file_name(7, title, extension))) << title;
}

TEST(TrackNames, AreNotTakenForOthers) {
    for (const std::string name :
         {"", "01", "1.flac", "01 Title.flac", "01 - .flac", "001.flac", "01 - Title.mp3", "01 - Title.FLAC",
          "Title.flac", "a1 - x.wav", "01.flac.bak", ".01.flac", "01flac"})
        EXPECT_FALSE(is_track_file_name(name)) << name;
}

} // namespace
} // namespace redbook
