#include "redbook/image/cdtext/cdtext.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/image/album.h"
#include "tests/image/image_support.h"
#include "tests/support/cd_text_examples.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

TEST(TextImage, OfPacksIsWhatAnotherProgramMade) {
    const TempFolder folder;
    const auto file_of = [&](const Disc& disc, const std::string& name) {
        return read_file(write_pattern_image(disc, folder / name, "cdt")->commit().front());
    };
    for (const char* name : {"ex1", "ex2blocks", "night"}) {
        const Disc disc = name == std::string("ex1")         ? cafe_noir()
                          : name == std::string("ex2blocks") ? cafe_noir_in_two_languages()
                                                             : joyful_nights();
        const std::string expected = read_file(test::data_path("cdtext/") + name + ".cdt");
        EXPECT_TRUE(file_of(disc, std::string(name) + ".cdt") == expected) << name;
    }
}

TEST(TextImage, IsReadBackAsAnAlbumWithoutAudio) {
    const TempFolder folder;
    for (const char* name : {"cdt", "v07t"}) {
        const auto image = write_pattern_image(night_train(), folder / std::string("x.") + name, name);
        const Album album = open_album({image->path()}, {.texts_alone = true});
        EXPECT_TRUE(album.disc == told(night_train()));
        EXPECT_EQ(album.kind, AlbumKind::cd_text);
        EXPECT_EQ(album.audio, nullptr);
        EXPECT_FALSE(album.holds.audio);
        EXPECT_THAT(image->commit(), ElementsAre(folder / std::string("x.") + name));
    }
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("x.cdt", "x.v07t"));
}

TEST(TextImage, IsNoAlbumWhereAudioIsWanted) {
    const TempFolder folder;
    const std::string path = write_pattern_image(cafe_noir(), folder / "x.cdt", "cdt")->commit().front();
    const std::string sentence = path + ": holds CD-TEXT and no audio; give it beside an album";
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open_album({path}); }), sentence);
    write_pattern_wav(folder / "a.wav", {0}, {300 * kBlockSamples});
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open_album({folder / "a.wav", path}); }), sentence);
}

TEST(TextImage, OfADiscWithoutTextsIsRefused) {
    const TempFolder folder;
    EXPECT_EQ(
        error_of(Errc::breaks_rule, [&] { write_pattern_image(plain_disc({300}), folder / "x.cdt", "cdt"); }),
        folder / "x.cdt" + ": the disc has no CD-TEXT to write; give it some");
    EXPECT_TRUE(system_files().list(folder.path()).empty());
}

TEST(TextImage, OfTextsThatNothingInTheCharacterSetResemblesIsRefusedByName) {
    const TempFolder folder;
    Disc disc = cafe_noir();
    disc.tracks[2].texts[0].title = "千本桜";
    for (const char* name : {"cdt", "v07t"})
        EXPECT_EQ(error_of(Errc::breaks_rule, [&] { write_pattern_image(disc, folder / "x", name); }),
                  folder / "x" + ": title of track 3: nothing in ISO 8859-1 resembles 千 (U+5343), 本 "
                                 "(U+672C), 桜 (U+685C), and kanji cannot be romanized");
    EXPECT_TRUE(system_files().list(folder.path()).empty());
}

TEST(TextImage, OfTextsThatResembleWhatTheCharacterSetHoldsHasThat) {
    const TempFolder folder;
    Disc disc = cafe_noir();
    disc.tracks[2].texts[0].title = "Rock ’n’ Roll";
    for (const char* name : {"cdt", "v07t"})
        EXPECT_EQ(write_pattern_image(disc, folder / "x", name)->disc().tracks[2].texts[0].title,
                  "Rock 'n' Roll");
}

TEST(TextImage, SaysWhatASheetCannotHoldAsItIs) {
    Fitted fitted{cafe_noir()};
    fitted.disc.tracks[2].texts[0].title = "Three ";
    fit(image_format_for("", "v07t"), fitted);
    EXPECT_TRUE(fitted.disc == cafe_noir());
    EXPECT_THAT(
        fitted.changes,
        ElementsAre("the title of track 3 is written as \"Three\"; a text sheet cannot hold it as it is"));
}

} // namespace
} // namespace redbook
