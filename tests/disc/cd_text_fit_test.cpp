#include "redbook/disc/cd_text_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cd_text_examples.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

Disc with_title(const std::string& title, Charset charset = Charset::latin1) {
    Disc disc = plain_disc({300, 300});
    edit_track_texts(disc, 1).title = title;
    disc.text_blocks[0].charset = charset;
    return disc;
}

std::vector<std::string> refused(const Disc& disc) {
    Fitted fitted{disc};
    refuse_what_nothing_resembles(fitted);
    std::vector<std::string> sentences;
    for (const Error& error : fitted.refused) sentences.emplace_back(error.what());
    return sentences;
}

TEST(TextsNotHeld, AreNamedWithFieldTrackLanguageAndCharacter) {
    Disc disc = cafe_noir_in_two_languages();
    disc.text_blocks[0].genre = "Café";
    disc.text_blocks[0].disc_id = "№ 1";
    disc.text_blocks[1].closed_info = "…";
    disc.text_blocks[1].charset = Charset::ascii;
    disc.tracks[0].texts[0].composer = "Dvořák";
    disc.tracks[1].texts[1].title = "Zwölf";
    EXPECT_EQ(texts_not_held(disc),
              (std::vector<std::string>{
                  "composer of track 1: ř (U+0159) is not in ISO 8859-1",
                  "disc identification: № (U+2116) is not in ASCII", "genre: é (U+00E9) is not in ASCII",
                  "title of the album in language 2: é (U+00E9) is not in ASCII",
                  "title of track 2 in language 2: ö (U+00F6) is not in ASCII",
                  "closed information in language 2: … (U+2026) is not in ISO 8859-1"}));
}

TEST(TextsNotHeld, AreReplacedAsAskedAndNamed) {
    Disc disc = cafe_noir();
    disc.tracks[0].texts[0].title = "It’s ﬁne";
    std::vector<std::string> changes;
    const Disc held = as_cd_text_holds(disc, changes);
    EXPECT_EQ(changes,
              (std::vector<std::string>{"title of track 1: \"It’s ﬁne\" became \"It's fine\": ’ (U+2019), "
                                        "ﬁ (U+FB01) are not in ISO 8859-1"}));
    disc.tracks[0].texts[0].title = "It's fine";
    EXPECT_TRUE(held == disc);
}

TEST(TextsNotHeld, OfADiscThatHoldsAllAreNone) {
    std::vector<std::string> changes;
    EXPECT_TRUE(as_cd_text_holds(cafe_noir(), changes) == cafe_noir());
    EXPECT_TRUE(changes.empty());
}

TEST(TextsNotHeld, AreTooManyToNameThemAll) {
    EXPECT_THAT(texts_not_held(with_title("一二三四五")),
                ElementsAre("title of track 2: nothing in ISO 8859-1 resembles 一 (U+4E00), 二 (U+4E8C), 三 "
                            "(U+4E09) and 2 more"));
}

TEST(CdTextFit, WhatNothingResemblesIsRefusedWithAllThatHelps) {
    EXPECT_THAT(refused(with_title("千本桜")),
                ElementsAre("title of track 2: nothing in ISO 8859-1 resembles 千 (U+5343), 本 (U+672C), 桜 "
                            "(U+685C), and kanji cannot be romanized"));
    EXPECT_THAT(refused(with_title("\U0001F600")),
                ElementsAre("title of track 2: nothing in ISO 8859-1 resembles \U0001F600 (U+1F600)"));
}

TEST(CdTextFit, WhatResemblesATextIsWrittenAndKnownAsAChange) {
    Fitted fitted{with_title("Don’t")};
    fit_cd_text(fitted);
    EXPECT_THAT(fitted.refused, IsEmpty());
    EXPECT_THAT(fitted.changes,
                ElementsAre("title of track 2: \"Don’t\" became \"Don't\": ’ (U+2019) is not in ISO 8859-1"));
    EXPECT_TRUE(fitted.disc == with_title("Don't"));
}

TEST(CdTextFit, TooManyLanguagesAndTooManyPacksAreRefused) {
    Fitted fitted{with_title(std::string(4000, 'x'))};
    fitted.disc.text_blocks.resize(9);
    fit_cd_text(fitted);
    ASSERT_EQ(fitted.refused.size(), 2u);
    EXPECT_STREQ(fitted.refused[0].what(), "the disc has CD-TEXT in 9 languages; it holds 8");
    EXPECT_STREQ(fitted.refused[1].what(),
                 "CD-TEXT in language 1 takes 337 packs, and there is room for 255: shorten its texts by "
                 "about 984 characters");
}

TEST(CdTextFit, CodesTakeRoomWhereTheyAreWritten) {
    Disc disc = with_title(std::string(252 * 12 - 3, 'x')); // and three zeros
    disc.mcn = Mcn::parse("4006381333931");
    EXPECT_THAT(texts_without_room(disc, TextCodes::without), IsEmpty());
    EXPECT_EQ(texts_without_room(disc, TextCodes::with).size(), 1u);
}

} // namespace
} // namespace redbook
