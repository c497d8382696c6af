// The FLACs are made by the programs flac and metaflac, which write the block; the sheet beside is the judge.
#include <gmock/gmock.h>

#include "redbook/image/embedded/embedded_sheet.h"

#include "redbook/image/cue/cue_reader.h"
#include "tests/image/image_support.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kEmbeddedSheet = "CATALOG 4006381333931\n"
                                   "TITLE \"Night\"\n"
                                   "PERFORMER \"Band\"\n"
                                   "REM DATE 2026\n"
                                   "FILE \"a.wav\" WAVE\n"
                                   "  TRACK 01 AUDIO\n"
                                   "    TITLE \"One\"\n"
                                   "    ISRC DEXYZ2600001\n"
                                   "    INDEX 00 00:00:00\n"
                                   "    INDEX 01 00:00:32\n"
                                   "  TRACK 02 AUDIO\n"
                                   "    TITLE \"Zwölf\"\n"
                                   "    FLAGS DCP PRE\n"
                                   "    ISRC DEXYZ2600002\n"
                                   "    INDEX 00 00:05:00\n"
                                   "    INDEX 01 00:07:00\n"
                                   "    INDEX 02 00:09:00\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    return text;
}

class EmbeddedSheet : public testing::Test {
  protected:
    EmbeddedSheet() {
        write_pattern_wav(folder_ / "a.wav", {}, samples_in(BlockCount{900}));
        write_file(folder_ / "a.cue", kEmbeddedSheet);
    }

    // A FLAC with these tags; of a tag CUESHEET the sheet.
    std::string flac(const std::vector<std::string>& options) {
        std::vector<std::string> command{"flac", "-s", "-0", "-f", "-o", flac_};
        command.insert(command.end(), options.begin(), options.end());
        command.push_back(folder_ / "a.wav");
        run(command);
        return flac_;
    }
    std::string with_block() const { return "--cuesheet=" + folder_ / "a.cue"; }
    std::string with_tag(const std::string& sheet = kEmbeddedSheet) const {
        write_file(folder_ / "tag.cue", sheet);
        return "--tag-from-file=CUESHEET=" + folder_ / "tag.cue";
    }
    Album open(const std::string& path) { return open_embedded_sheet(open_audio_file(path)); }
    void expect_audio(const Album& album) {
        EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{900}) ==
                    as_string(pattern_blocks(Lba{0}, BlockCount{900})));
    }

    TempFolder folder_;
    std::string flac_ = folder_ / "a.flac";
};

TEST_F(EmbeddedSheet, ABlockTellsTheDiscButTexts) {
    const Album album = open(flac({with_block()}));
    EXPECT_EQ(album.kind, AlbumKind::embedded_sheet);
    EXPECT_THAT(album.files, ElementsAre(flac_));
    EXPECT_EQ(album.disc.tracks[1].source->path, flac_);
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_THAT(lines_of(album.disc),
                ElementsAre("4006381333931 '' '' '' '' '' ''", "1 -150/32 0 DEXYZ2600001 '' '' '' '' '' ''",
                            "2 375/525/675 1 DEXYZ2600002 '' '' '' '' '' ''", "lead-out 900"));
    expect_audio(album);
}

const std::string kDataTrack = "  TRACK 03 MODE1/2352\n"
                               "    INDEX 01 02:44:00\n";

TEST_F(EmbeddedSheet, ABlockWithADataTrackOpensItsAudio) {
    write_file(folder_ / "a.cue", kEmbeddedSheet + kDataTrack);
    const Album album = open(flac({with_block()}));
    EXPECT_THAT(album.warnings,
                ElementsAre(flac_ + ": CUESHEET block: the length of data track 3 is not known, and so not "
                                    "all disc IDs"));
    EXPECT_EQ(layout_line(album.disc) + data_line(album.disc),
              "1 -150/32, 2 375/525/675, lead-out 900, data 3 after 11400");
    expect_audio(album);
}

TEST_F(EmbeddedSheet, OfTwoDataTracksAtDifferentPlacesThatOfTheBlockIsTaken) {
    write_file(folder_ / "a.cue", kEmbeddedSheet + kDataTrack);
    const std::string unknown = "the length of data track 3 is not known, and so not all disc IDs";
    const Album album =
        open(flac({with_block(), with_tag(kEmbeddedSheet + replaced(kDataTrack, "02:44:00", "02:45:00"))}));
    EXPECT_THAT(album.warnings,
                ElementsAre(flac_ + ": CUESHEET block: " + unknown, flac_ + ": CUESHEET tag:18: " + unknown,
                            flac_ + ": its CUESHEET tag has tracks or indexes at other "
                                    "places than its CUESHEET block, whose are taken"));
    EXPECT_THAT(album.disc.data, ElementsAre(DataTrack{2, kBetweenSessions, std::nullopt}));
}

TEST_F(EmbeddedSheet, BlockAndTagTogetherAreTheDiscOfTheSheet) {
    const Album sheet = open_cue_sheet(folder_ / "a.cue", {}), album = open(flac({with_block(), with_tag()}));
    EXPECT_EQ(lines_of(album.disc), lines_of(sheet.disc));
    EXPECT_EQ(album.disc.tracks[1].flags, sheet.disc.tracks[1].flags);
    EXPECT_EQ(album.disc.remarks, sheet.disc.remarks);
    EXPECT_THAT(album.warnings, IsEmpty());
    expect_audio(album);
}

TEST_F(EmbeddedSheet, ATagAloneIsTheSheetInAnyKindOfFile) {
    const std::vector<std::string> sheet = lines_of(open_cue_sheet(folder_ / "a.cue", {}).disc);
    run({"wavpack", "-q", "-y", "-w", "Cuesheet=" + kEmbeddedSheet, folder_ / "a.wav", "-o",
         folder_ / "a.wv"});
    for (const std::string& path : {flac({with_tag()}), folder_ / "a.wv"}) {
        SCOPED_TRACE(path);
        const Album album = open(path);
        EXPECT_EQ(lines_of(album.disc), sheet);
        EXPECT_THAT(album.warnings, IsEmpty());
        expect_audio(album);
    }
}

TEST_F(EmbeddedSheet, AFileThatHoldsTheFirstPauseBeginsInFrontOfIt) {
    AlbumOptions options;
    options.cue_origin = CueOrigin::absolute;
    const Album album = open_embedded_sheet(
        open_audio_file(flac({with_tag(replaced(kEmbeddedSheet, "00:00:32", "00:02:00"))})), options);
    EXPECT_EQ(layout_line(album.disc), "1 -150/0, 2 225/375/525, lead-out 750");
    EXPECT_TRUE(album.holds.first_150);
    EXPECT_EQ(layout_line(open_embedded_sheet(open_audio_file(flac({with_block()})), options).disc),
              "1 -150/32, 2 375/525/675, lead-out 900");
}

TEST_F(EmbeddedSheet, WhereBlockAndTagDifferTheBlockIsTaken) {
    const std::string tag = replaced(
        replaced(replaced(replaced(kEmbeddedSheet, "00:07:00", "00:07:01"), "DEXYZ2600002", "DEXYZ2600009"),
                 "DCP PRE", "DCP"),
        "CATALOG 4006381333931", "CATALOG 0036000291452");
    const Album album = open(flac({with_block(), with_tag(tag)}));
    EXPECT_THAT(
        album.warnings,
        ElementsAre(
            flac_ + ": its CUESHEET tag has tracks or indexes at other places than its CUESHEET block, "
                    "whose are taken",
            flac_ + ": track 2 has pre-emphasis by its CUESHEET block, which is taken, and none by its "
                    "CUESHEET tag",
            flac_ + ": the catalogue number is \"4006381333931\" in its CUESHEET block, which is taken, "
                    "and \"0036000291452\" in its CUESHEET tag",
            flac_ + ": the ISRC of track 2 is \"DEXYZ2600002\" in its CUESHEET block, which is taken, and "
                    "\"DEXYZ2600009\" in its CUESHEET tag"));
    EXPECT_EQ(lines_of(album.disc), lines_of(open_cue_sheet(folder_ / "a.cue", {}).disc));
}

TEST_F(EmbeddedSheet, ATagWithOtherTracksThanTheBlockIsLeftOut) {
    const std::string tag = kEmbeddedSheet + "  TRACK 03 AUDIO\n    INDEX 01 00:11:00\n";
    const Album album = open(flac({with_block(), with_tag(tag)}));
    EXPECT_THAT(album.warnings,
                ElementsAre(flac_ + ": its CUESHEET tag is left out; it has 3 tracks from number 1 on, the "
                                    "CUESHEET block has 2 from 1 on"));
    EXPECT_EQ(track_texts(album.disc, 0), Texts{});
}

TEST_F(EmbeddedSheet, OtherTagsFillWhatTheSheetDoesNotSay) {
    const Album album =
        open(flac({with_block(), "-T", "ALBUM=Night", "-T", "ARTIST=Band", "-T", "TITLE[1]=One", "-T",
                   "CUE_TRACK02_TITLE=Zwölf", "-T", "CUE_TRACK02_PERFORMER=Singer", "-T", "TITLE=Night", "-T",
                   "TITLE[12]=Twelve", "-T", "BARCODE=4006381333931"}));
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_THAT(lines_of(album.disc),
                ElementsAre("4006381333931 'Night' 'Band' '' '' '' ''",
                            "1 -150/32 0 DEXYZ2600001 'One' '' '' '' '' ''",
                            "2 375/525/675 1 DEXYZ2600002 'Zwölf' 'Singer' '' '' '' ''", "lead-out 900"));
}

TEST_F(EmbeddedSheet, TheTitleOfTheFileIsTheAlbumsWhereNothingElseSaysIt) {
    EXPECT_EQ(album_texts(open(flac({with_block(), "-T", "TITLE=Night"})).disc).title, "Night");
    EXPECT_EQ(album_texts(open(flac({with_block(), "-T", "TITLE=One", "-T", "ALBUM=Night"})).disc).title,
              "Night");
    const Album album = open(flac({with_tag(), "-T", "TITLE=Day"}));
    EXPECT_EQ(album_texts(album.disc).title, "Night");
    EXPECT_THAT(album.warnings, IsEmpty());
}

TEST_F(EmbeddedSheet, WhereOtherTagsDifferTheSheetIsTaken) {
    const Album album = open(flac({with_block(), with_tag(), "-T", "ALBUM=Day", "-T", "TITLE[2]=Two", "-T",
                                   "ISRC[1]=DEXYZ2600007", "-T", "BARCODE=12"}));
    EXPECT_THAT(
        album.warnings,
        ElementsAre(
            flac_ + ": the barcode '12' is left out; a catalogue number has 13 digits",
            flac_ + ": the title of the album is \"Night\" in its cue sheet, which is taken, and \"Day\" "
                    "in its tags",
            flac_ + ": the ISRC of track 1 is \"DEXYZ2600001\" in its cue sheet, which is taken, and "
                    "\"DEXYZ2600007\" in its tags",
            flac_ + ": the title of track 2 is \"Zwölf\" in its cue sheet, which is taken, and \"Two\" in "
                    "its tags"));
    EXPECT_EQ(lines_of(album.disc), lines_of(open_cue_sheet(folder_ / "a.cue", {}).disc));
}

TEST_F(EmbeddedSheet, ATagThatIsNoSheetIsRefusedNamingItsLine) {
    EXPECT_EQ(error_of(Errc::malformed, [&] { open(flac({with_tag("TITLE x\nINDEX 01 0:0:0\n")})); }),
              flac_ + ": CUESHEET tag:2: INDEX is before the first TRACK");
    EXPECT_EQ(error_of(Errc::malformed,
                       [&] { open(flac({with_tag(replaced(kEmbeddedSheet, "00:09", "59:09"))})); }),
              flac_ + ": CUESHEET tag:17: INDEX 02 of track 2 at 59:09:00 is past the end of 'a.wav', which "
                      "is 00:12:00 long");
}

TEST_F(EmbeddedSheet, ASheetOfSeveralFilesCannotBeThatOfOne) {
    const std::string tag = replaced(kEmbeddedSheet, "  TRACK 02", "FILE \"b.wav\" WAVE\n  TRACK 02");
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open(flac({with_tag(tag)})); }),
              flac_ + ": CUESHEET tag:11: a second FILE; a sheet inside a file can only be of that file");
}

TEST_F(EmbeddedSheet, ACdTextFileOfATagIsNotRead) {
    EXPECT_THAT(open(flac({with_tag("CDTEXTFILE a.cdt\n" + kEmbeddedSheet)})).warnings,
                ElementsAre(flac_ +
                            ": CUESHEET tag:1: CDTEXTFILE is not read; a sheet inside a file is of that "
                            "file alone"));
}

TEST_F(EmbeddedSheet, ADamagedBlockIsRefused) {
    flac({with_block()});
    std::string bytes = read_file(flac_);
    const size_t number = bytes.find("4006381333931") + 395; // of tracks
    ASSERT_EQ(bytes[number], 3);
    bytes[number] = 2;
    write_file(flac_, bytes);
    EXPECT_EQ(error_of(Errc::malformed, [&] { open(flac_); }),
              flac_ + ": CUESHEET block: its last track, and no other, must be the lead-out");
}

TEST_F(EmbeddedSheet, IsFoundInFilesThatHaveOne) {
    const auto has = [&](const std::string& path) { return has_embedded_sheet(*open_audio_file(path)); };
    EXPECT_TRUE(has(flac({with_block()})));
    EXPECT_TRUE(has(flac({with_tag()})));
    EXPECT_FALSE(has(flac({})));
    EXPECT_FALSE(has(folder_ / "a.wav"));
}

} // namespace
} // namespace redbook
