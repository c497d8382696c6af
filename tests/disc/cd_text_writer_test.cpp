#include <gtest/gtest.h>

#include "redbook/disc/cd_text.h"
#include "tests/support/cd_text_examples.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;

std::string refusal_of(const Disc& disc) {
    return error_of(Errc::breaks_rule, [&] { cd_text_packs(disc); });
}

// As many packs of titles as that: every track has a text of its own.
Disc with_packs(size_t packs) {
    Disc disc = plain_disc({1000});
    disc.text_blocks.emplace_back().album.title = std::string(packs * 12 - 2, 'x'); // and two zeros
    return disc;
}

TEST(CdTextPacks, AreThoseOfAnotherProgram) {
    EXPECT_EQ(dump(cd_text_packs(cafe_noir())), dump(cdt_file("ex1.cdt")));
    EXPECT_EQ(dump(cd_text_packs(cafe_noir_in_two_languages())), dump(cdt_file("ex2blocks.cdt")));
    EXPECT_EQ(dump(cd_text_packs(joyful_nights())), dump(cdt_file("night.cdt")));
}

TEST(CdTextPacks, WithoutCodesAreThoseOfDdpTools) {
    EXPECT_EQ(dump(cd_text_packs(one_two(), TextCodes::without)), kOneTwo);
}

TEST(CdTextPacks, OfADiscWithoutTextsAreNone) {
    Disc disc = cafe_noir();
    disc.text_blocks.clear();
    EXPECT_EQ(dump(cd_text_packs(disc)), "");
}

TEST(CdTextPacks, OfDoubleByteTextsCountCharactersAndEndWithTwoZeros) {
    EXPECT_EQ(dump(cd_text_packs(night_train())).substr(0, 3 * 18 * 4),
              "80 00 00 80 96 e9 82 cc 90 fc 00 00 96 e9 00 00 c4 86\n"
              "80 02 01 80 09 09 00 00 82 60 82 61 82 62 00 00 fe 07\n"
              "86 00 02 00 4a 50 2d 31 00 00 00 00 00 00 00 00 be 0a\n"
              "8f 00 03 00 80 01 03 00 02 00 00 00 00 00 01 00 7c 87\n");
}

TEST(CdTextPacks, SayCopyrightClosedInformationAndTheFirstTracksNumber) {
    Disc disc = plain_disc({1000, 1000});
    disc.first_track = 98;
    TextBlock block;
    block.copyright = true;
    block.closed_info = "né";
    Texts arranged;
    arranged.arranger = "x";
    add_language(disc, block, {{}, arranged});
    EXPECT_EQ(dump(cd_text_packs(disc)), "84 00 00 00 00 00 78 00 00 00 00 00 00 00 00 00 e2 96\n"
                                         "8d 00 01 00 6e e9 00 00 00 00 00 00 00 00 00 00 0b 28\n"
                                         "8f 00 02 00 00 62 63 03 00 00 00 00 01 00 00 00 97 62\n"
                                         "8f 01 03 00 00 00 00 00 00 01 00 03 04 00 00 00 31 89\n"
                                         "8f 02 04 00 00 00 00 00 09 00 00 00 00 00 00 00 67 e1\n");
}

TEST(CdTextPacks, RefuseMoreThanABlockHasRoomFor) {
    EXPECT_EQ(cd_text_packs(with_packs(252)).size(), 255 * kTextPackBytes);
    EXPECT_EQ(refusal_of(with_packs(253)),
              "CD-TEXT in language 1 takes 256 packs, and there is room for 255: "
              "shorten its texts by about 12 characters");
    EXPECT_EQ(refusal_of(with_packs(700)),
              "CD-TEXT in language 1 takes 703 packs, and there is room for 255: "
              "shorten its texts by about 5376 characters");
}

TEST(CdTextPacks, RefuseANinthLanguage) {
    Disc disc = cafe_noir();
    disc.text_blocks.resize(9);
    EXPECT_EQ(refusal_of(disc), "the disc has CD-TEXT in 9 languages; it holds 8");
}

TEST(CdTextPacks, RefuseTextsThatTheCharacterSetDoesNotHoldByName) {
    Disc disc = cafe_noir();
    disc.tracks[2].texts[0].title = "It’s — it’s";
    EXPECT_EQ(refusal_of(disc), "CD-TEXT: title of track 3: ’ (U+2019), — (U+2014) are not in ISO 8859-1");
}

} // namespace
} // namespace redbook
