#include <gmock/gmock.h>

#include "redbook/image/tracks/album_tags.h"

#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

struct Tagged {
    Disc disc;
    std::vector<std::string> warnings;
};

Tagged tagged(const std::vector<Tags>& tags) {
    Tagged result{plain_disc(std::vector<int>(tags.size(), 300)), {}};
    std::vector<std::string> paths;
    for (size_t k = 0; k < tags.size(); ++k) paths.push_back(std::to_string(k + 1) + ".flac");
    result.warnings = apply_tags(result.disc, tags, paths);
    return result;
}

TEST(AlbumTags, ATracksTextsComeFromItsFile) {
    const auto [disc, warnings] = tagged({{{"TITLE", " One "},
                                           {"ARTIST", "Band"},
                                           {"COMPOSER", "C"},
                                           {"LYRICIST", "L"},
                                           {"ARRANGER", "A"},
                                           {"COMMENT", "x"}},
                                          {{"TITLE", "Two"}}});
    EXPECT_EQ(track_texts(disc, 0), (Texts{"One", "Band", "L", "C", "A", ""}));
    EXPECT_EQ(track_texts(disc, 1), (Texts{"Two", "", "", "", "", ""}));
    EXPECT_THAT(warnings, IsEmpty());
}

TEST(AlbumTags, TheAlbumsTextsAreWhatAllFilesAgreeIn) {
    EXPECT_EQ(
        album_texts(tagged({{{"ALBUM", "X"}, {"ARTIST", "B"}}, {{"ALBUM", "X"}, {"ARTIST", "B"}}}).disc),
        (Texts{"X", "B", "", "", "", ""}));
    EXPECT_EQ(
        album_texts(tagged({{{"ALBUM", "X"}, {"ARTIST", "B"}}, {{"ALBUM", "Y"}, {"ARTIST", "B"}}}).disc),
        (Texts{"", "B", "", "", "", ""}));
    EXPECT_EQ(album_texts(tagged({{{"ALBUM", "X"}}, {}}).disc), Texts{});
}

TEST(AlbumTags, TheAlbumArtistComesBeforeTheArtist) {
    const Tags a{{"ALBUMARTIST", "Various"}, {"ARTIST", "A"}}, b{{"ALBUMARTIST", "Various"}, {"ARTIST", "A"}};
    EXPECT_EQ(album_texts(tagged({a, b}).disc).performer, "Various");
}

TEST(AlbumTags, FilesWithoutTextsMakeNoCdText) { EXPECT_THAT(tagged({{}, {}}).disc.text_blocks, IsEmpty()); }

TEST(AlbumTags, TheIsrcIsTakenWithOrWithoutDashes) {
    const auto [disc, warnings] = tagged({{{"ISRC", "de-xyz-26-00001"}}, {{"ISRC", "DEXYZ2600002"}}, {}});
    EXPECT_EQ(disc.tracks[0].isrc, Isrc::parse("DEXYZ2600001"));
    EXPECT_EQ(disc.tracks[1].isrc, Isrc::parse("DEXYZ2600002"));
    EXPECT_FALSE(disc.tracks[2].isrc);
    EXPECT_THAT(warnings, IsEmpty());
}

TEST(AlbumTags, AnUnusableIsrcIsSaid) {
    const auto [disc, warnings] = tagged({{}, {{"ISRC", "none"}}});
    EXPECT_FALSE(disc.tracks[1].isrc);
    EXPECT_THAT(
        warnings,
        ElementsAre("2.flac: the ISRC 'none' is left out; it has 5 letters or digits, then 7 digits"));
}

TEST(AlbumTags, TheBarcodeOfAllFilesIsTheCatalogueNumber) {
    for (const char* name : {"BARCODE", "UPC", "EAN", "MCN"}) {
        const Tags tags{{name, "4006381333931"}};
        EXPECT_EQ(tagged({tags, tags}).disc.mcn, Mcn::parse("4006381333931")) << name;
        EXPECT_FALSE(tagged({tags, {}}).disc.mcn) << name;
    }
}

TEST(AlbumTags, AnUnusableBarcodeIsSaid) {
    const auto [disc, warnings] = tagged({{{"BARCODE", "12"}}});
    EXPECT_FALSE(disc.mcn);
    EXPECT_THAT(warnings,
                ElementsAre("1.flac: the barcode '12' is left out; a catalogue number has 13 digits"));
}

Disc disc_with_tags() {
    Disc disc = plain_disc({300, 400});
    edit_album_texts(disc).title = "Album";
    edit_album_texts(disc).performer = "Band";
    edit_track_texts(disc, 0) = {"One", "Singer", "Writer", "Composer", "Arranger", ""};
    edit_track_texts(disc, 1).title = "Two";
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    disc.mcn = Mcn::parse("4006381333931");
    return disc;
}

TEST(TagsOfADisc, AreThoseThatPlayersAndRippersUse) {
    EXPECT_THAT(tags_of(disc_with_tags()), ElementsAre(Tags{{"ALBUM", "Album"},
                                                            {"ALBUMARTIST", "Band"},
                                                            {"ARRANGER", "Arranger"},
                                                            {"ARTIST", "Singer"},
                                                            {"BARCODE", "4006381333931"},
                                                            {"COMPOSER", "Composer"},
                                                            {"LYRICIST", "Writer"},
                                                            {"TITLE", "One"},
                                                            {"TRACKNUMBER", "1"},
                                                            {"TRACKTOTAL", "2"}},
                                                       Tags{{"ALBUM", "Album"},
                                                            {"ALBUMARTIST", "Band"},
                                                            {"BARCODE", "4006381333931"},
                                                            {"ISRC", "DEXYZ2600002"},
                                                            {"TITLE", "Two"},
                                                            {"TRACKNUMBER", "2"},
                                                            {"TRACKTOTAL", "2"}}));
}

TEST(TagsOfADisc, CountFromItsFirstTracksNumber) {
    Disc disc = plain_disc({300});
    disc.first_track = 7;
    EXPECT_THAT(tags_of(disc), ElementsAre(Tags{{"TRACKNUMBER", "7"}, {"TRACKTOTAL", "1"}}));
}

TEST(TagsOfADisc, MakeTheSameDiscAgain) {
    const Disc disc = disc_with_tags();
    Disc again = plain_disc({300, 400});
    EXPECT_THAT(apply_tags(again, tags_of(disc), {"1", "2"}), IsEmpty());
    EXPECT_EQ(again, disc);
    std::vector<std::string> changes;
    EXPECT_EQ(as_tags_hold(disc, changes), disc);
    EXPECT_THAT(changes, IsEmpty());
}

TEST(TagsOfADisc, LeaveOutWhatTagsCannotHoldAndSayIt) {
    Disc disc = disc_with_tags();
    edit_album_texts(disc).composer = "C";
    edit_track_texts(disc, 1).message = "M";
    edit_track_texts(disc, 1).title = " Two ";
    std::vector<std::string> changes;
    EXPECT_EQ(as_tags_hold(disc, changes), disc_with_tags());
    EXPECT_THAT(changes,
                ElementsAre("the composer of the album is left out; tags cannot hold it",
                            "the title of track 2 is written as \"Two\"; tags cannot hold it as it is",
                            "the message of track 2 is left out; tags cannot hold it"));
}

TEST(TagsOfADisc, ThePerformerOfAllTracksBecomesTheAlbums) {
    Disc disc = plain_disc({300, 300});
    edit_track_texts(disc, 0).performer = edit_track_texts(disc, 1).performer = "Band";
    std::vector<std::string> changes;
    EXPECT_EQ(album_texts(as_tags_hold(disc, changes)).performer, "Band");
    EXPECT_THAT(
        changes,
        ElementsAre("the performer of the album is written as \"Band\"; tags cannot hold it as it is"));
}

TEST(TagsOfADisc, FurtherLanguagesAreNotTouched) {
    Disc disc = disc_with_tags();
    disc.text_blocks.resize(2);
    disc.text_blocks[1].album.message = "M";
    std::vector<std::string> changes;
    EXPECT_EQ(as_tags_hold(disc, changes), disc);
}

Tags place(const char* disc, const char* track) { return {{"DISCNUMBER", disc}, {"TRACKNUMBER", track}}; }

TEST(AlbumTags, DiscAndTrackNumbersGiveTheOrder) {
    EXPECT_THAT(order_by_tags({place("2", "1"), place("1/2", "10/12"), place("1", "2")}),
                ElementsAre(2, 1, 0));
    EXPECT_THAT(order_by_tags({{{"TRACKNUMBER", "02"}}, {{"TRACKNUMBER", "1"}}}), ElementsAre(1, 0));
    EXPECT_THAT(order_by_tags({place("", "2"), place("1", "1")}), ElementsAre(1, 0));
}

TEST(AlbumTags, SidesOfAVinylRecordFollowEachOther) {
    EXPECT_THAT(order_by_tags({place("", "B1"), place("", "A10"), place("", "A2/4"), place("", "a1"),
                               place("", "B 2")}),
                ElementsAre(3, 2, 1, 0, 4));
    EXPECT_THAT(order_by_tags({place("", "B"), place("", "A")}), ElementsAre(1, 0));
    EXPECT_THAT(missing_track_numbers({place("", "A1"), place("", "B1")}), IsEmpty());
}

TEST(AlbumTags, NumbersThatNoFileHasAreMissing) {
    const auto missing = [](const std::vector<int>& numbers, const Tags& more = {}) {
        std::vector<Tags> tags;
        for (const int n : numbers) {
            tags.push_back(more);
            tags.back()["TRACKNUMBER"] = std::to_string(n);
        }
        return missing_track_numbers(tags);
    };
    EXPECT_THAT(missing({1, 2, 3}), IsEmpty());
    EXPECT_THAT(missing({0, 1, 2}), IsEmpty());
    EXPECT_THAT(missing({1, 4, 2}), ElementsAre(3));
    EXPECT_THAT(missing({3, 5}), ElementsAre(1, 2, 4));
    EXPECT_THAT(missing({1, 2}, {{"TRACKTOTAL", "4"}}), ElementsAre(3, 4));
    EXPECT_THAT(missing({1, 2}, {{"TRACKTOTAL", "four"}}), IsEmpty());
    EXPECT_THAT(missing({1, 2}, {{"TRACKTOTAL", "4"}, {"DISCNUMBER", "1"}, {"DISCTOTAL", "1"}}),
                ElementsAre(3, 4));
    // The total may be that of all discs, and the second begin where the first ended.
    EXPECT_THAT(missing({1, 2}, {{"TRACKTOTAL", "4"}, {"DISCNUMBER", "1"}, {"DISCTOTAL", "2"}}), IsEmpty());
    EXPECT_THAT(missing({3, 4}, {{"TRACKTOTAL", "4"}, {"DISCNUMBER", "2"}}), IsEmpty());
    EXPECT_THAT(missing({3, 5}, {{"DISCNUMBER", "2"}}), ElementsAre(4));
    // A disc may begin with another number than 1.
    EXPECT_THAT(missing({91, 92}, {{"TRACKTOTAL", "2"}}), IsEmpty());
    EXPECT_THAT(missing({91, 93}, {{"TRACKTOTAL", "2"}}), ElementsAre(92));
    EXPECT_THAT(missing({97, 2000000}).back(), 99);
    EXPECT_THAT(missing({1, 1, 3}), IsEmpty()) << "they give no order";
    EXPECT_THAT(missing({}), IsEmpty());
}

TEST(AlbumTags, NumbersThatNoFileOfAVinylSideHasAreMissing) {
    const auto missing = [](const std::vector<std::string>& numbers) {
        std::vector<Tags> tags;
        for (const std::string& number : numbers) tags.push_back(place("", number.c_str()));
        return missing_on_sides(tags);
    };
    EXPECT_THAT(missing({"A1", "A2", "B1", "B2"}), IsEmpty());
    EXPECT_THAT(missing({"A1", "A3", "B2"}), ElementsAre("A2", "B1"));
    EXPECT_THAT(missing({"A", "B"}), IsEmpty()) << "a track a side";
    EXPECT_THAT(missing({"A", "B1", "B2"}), IsEmpty());
    EXPECT_THAT(missing({"C1", "C2", "D1"}), IsEmpty()) << "the second record";
    EXPECT_THAT(missing({"A1", "A2", "B3", "B5"}), ElementsAre("B4")) << "numbers that continue";
    EXPECT_THAT(missing({"A1", "A2", "C1"}), ElementsAre("B1"));
    EXPECT_THAT(missing({"A1", "A2", "C5", "C7"}), ElementsAre("B1", "C6"));
    EXPECT_THAT(missing({"A1", "A2000000"}).back(), "A99");
    EXPECT_THAT(missing({"A1", "A1", "A3"}), IsEmpty()) << "they give no order";
    EXPECT_THAT(missing({"1", "3"}), IsEmpty());
    EXPECT_THAT(missing({}), IsEmpty());
}

TEST(AlbumTags, AMissingOrDoubleNumberGivesNoOrder) {
    EXPECT_THAT(order_by_tags({place("1", "1"), {}}), IsEmpty());
    EXPECT_THAT(order_by_tags({place("1", "1"), place("1", "01")}), IsEmpty());
    EXPECT_THAT(order_by_tags({place("1", "A1"), place("1", "2")}), IsEmpty());
    EXPECT_THAT(order_by_tags({place("1", "1"), place("1", "A2")}), IsEmpty());
    EXPECT_THAT(order_by_tags({place("1", "A1"), place("1", "a01")}), IsEmpty());
    EXPECT_THAT(order_by_tags({place("1", "A1"), place("1", "Intro")}), IsEmpty());
    EXPECT_THAT(order_by_tags({place("x", "1"), place("1", "2")}), IsEmpty());
}

} // namespace
} // namespace redbook
