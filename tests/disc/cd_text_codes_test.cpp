#include <gtest/gtest.h>

#include "redbook/disc/cd_text_codes.h"

namespace redbook {
namespace {

TEST(CdTextCodes, OfLanguagesAreFoundByTheirNamesInAnyCase) {
    EXPECT_EQ(language_name(0x09), "English");
    EXPECT_EQ(language_name(0x69), "Japanese");
    EXPECT_EQ(language_named("japanese"), 0x69);
    EXPECT_EQ(language_named("Wallon"), language_named("Walloon")); // libburn's spelling
    EXPECT_EQ(language_named("Klingon"), std::nullopt);
}

TEST(CdTextCodes, WithoutANameHaveNone) {
    EXPECT_EQ(language_name(0x2C), "");
    EXPECT_EQ(genre_name(29), "");
}

TEST(CdTextCodes, WithANameAreFoundByIt) {
    int languages = 0, genres = 0;
    for (int code = 0; code < 256; ++code) {
        const auto language = language_name(uint8_t(code)), genre = genre_name(uint16_t(code));
        languages += !language.empty();
        genres += !genre.empty();
        EXPECT_TRUE(language.empty() || language_named(language) == uint8_t(code)) << language;
        EXPECT_TRUE(genre.empty() || genre_named(genre) == uint16_t(code)) << genre;
    }
    EXPECT_EQ(languages, 103);
    EXPECT_EQ(genres, 29);
}

TEST(CdTextCodes, OfGenresHaveTheShortNamesOfOtherPrograms) {
    EXPECT_EQ(genre_named("Rock Music"), 23);
    EXPECT_EQ(genre_named("rock"), 23);
    EXPECT_EQ(genre_named("Podcast"), std::nullopt);
}

// As Apple's and libcdio's headers number them.
TEST(CdTextCodes, OfTheLastThreeGenresAreSoundtrackSpokenWordAndWorldMusic) {
    EXPECT_EQ(genre_name(0x1A), "Soundtrack");
    EXPECT_EQ(genre_name(0x1B), "Spoken Word");
    EXPECT_EQ(genre_name(0x1C), "World Music");
    EXPECT_EQ(genre_named("soundtrack"), 0x1A);
}

TEST(CdTextCodes, AreReadAsHexadecimalNumbersUpToTheLargest) {
    EXPECT_EQ(parse_hex_code("0x1b", 0xFFFF), 0x1B);
    EXPECT_EQ(parse_hex_code("0X001B", 0xFF), 0x1B);
    for (const char* none : {"", "0x", "1b", "0x1g", "0x100", "0x12345678", "0x1 "})
        EXPECT_EQ(parse_hex_code(none, 0xFF), std::nullopt) << none;
}

} // namespace
} // namespace redbook
