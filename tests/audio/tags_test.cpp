#include "redbook/audio/tags.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

using Tags = std::map<std::string, std::string>;

TEST(Tags, NamesOfAllFormatsBecomeVorbisNames) {
    EXPECT_EQ(vorbis_tags({{"title", "T"}, {"Album_Artist", "AA"}, {"IPRD", "A"}, {"TSRC", "DEA370700001"}}),
              (Tags{{"TITLE", "T"}, {"ALBUMARTIST", "AA"}, {"ALBUM", "A"}, {"ISRC", "DEA370700001"}}));
}

TEST(Tags, ATotalBehindASlashGetsItsOwnName) {
    EXPECT_EQ(vorbis_tags({{"track", "3/12"}, {"DISC", "1/2"}}),
              (Tags{{"TRACKNUMBER", "3"}, {"TRACKTOTAL", "12"}, {"DISCNUMBER", "1"}, {"DISCTOTAL", "2"}}));
}

TEST(Tags, TheSameNameTwiceIsJoinedAndTheSameValueTwiceIsNot) {
    EXPECT_EQ(vorbis_tags({{"ARTIST", "A"}, {"artist", "B"}, {"TITLE", "T"}, {"TITLE", "T"}}),
              (Tags{{"ARTIST", "A; B"}, {"TITLE", "T"}}));
}

TEST(Tags, WhatIsNotUtf8IsTakenForWindows1252) {
    EXPECT_EQ(vorbis_tags({{"TITLE", "Gr\xFC\xDF"}, {"ARTIST", "Gr\xC3\xBC\xC3\x9F"}}),
              (Tags{{"TITLE", "Gr\xC3\xBC\xC3\x9F"}, {"ARTIST", "Gr\xC3\xBC\xC3\x9F"}}));
}

TEST(Tags, EmptyValuesAndTrailingBlanksAreDropped) {
    EXPECT_EQ(vorbis_tags({{"TITLE", ""}, {"ALBUM", "A  "}, {"COMMENT", "   "}}), (Tags{{"ALBUM", "A"}}));
}

} // namespace
} // namespace redbook
