#include <gmock/gmock.h>

#include "redbook/image/album.h"

#include "tests/image/image_support.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::StartsWith;

class OpenAlbum : public testing::Test {
  protected:
    OpenAlbum() {
        write_pattern_wav(folder_ / "a.wav", {}, samples_in(BlockCount{300}));
        write_file(folder_ / "sheet.txt", "FILE a.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n");
    }
    TempFolder folder_;
};

TEST_F(OpenAlbum, TheContentDecidesWhatItIs) {
    EXPECT_EQ(open_album({folder_ / "a.wav"}).kind, AlbumKind::audio_files);
    EXPECT_EQ(open_album({folder_ / "a.wav", folder_ / "a.wav"}).kind, AlbumKind::audio_files);
    EXPECT_EQ(open_album({folder_ / "sheet.txt"}).kind, AlbumKind::cue_sheet);
    EXPECT_EQ(open_album({folder_.path()}).kind, AlbumKind::folder);
    system_files().rename(folder_ / "a.wav", folder_ / "a.cue");
    EXPECT_EQ(open_album({folder_ / "a.cue"}).kind, AlbumKind::audio_files);
}

TEST_F(OpenAlbum, AFileNamedCueThatIsNeitherSheetNorAudioIsRefusedAsASheet) {
    write_file(folder_ / "x.cue", "nonsense here\n");
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_album({folder_ / "x.cue"}); }),
              folder_ / "x.cue: there is no TRACK in this sheet");
    write_file(folder_ / "x.cue", "");
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_album({folder_ / "x.cue"}); }),
              folder_ / "x.cue: there is no TRACK in this sheet");
}

TEST_F(OpenAlbum, NothingIsRefused) {
    EXPECT_EQ(error_of(Errc::bad_value, [] { open_album({}); }),
              "nothing was given to open; name audio files, a folder or a sheet");
}

TEST_F(OpenAlbum, WhatIsNotThereIsRefused) {
    EXPECT_EQ(error_of(Errc::not_found,
                       [&] {
                           open_album({folder_ / "a.wav", folder_ / "b.wav"});
                       }),
              folder_ / "b.wav: there is no such file or folder");
}

TEST_F(OpenAlbum, ASheetOrAFolderStandsAlone) {
    EXPECT_EQ(error_of(Errc::unsupported,
                       [&] {
                           open_album({folder_ / "a.wav", folder_ / "sheet.txt"});
                       }),
              folder_ / "sheet.txt: a folder, a sheet or a playlist is an album of its own; give it alone");
    EXPECT_EQ(error_of(Errc::unsupported,
                       [&] {
                           open_album({folder_.path(), folder_ / "a.wav"});
                       }),
              folder_.path() + ": a folder, a sheet or a playlist is an album of its own; give it alone");
}

TEST_F(OpenAlbum, WhatIsNeitherFileNorFolderIsRefused) {
    EXPECT_EQ(error_of(Errc::unsupported, [] { open_album({"/dev/null"}); }),
              "/dev/null: is neither a file nor a folder; give audio files, a folder or a sheet");
}

TEST_F(OpenAlbum, TextThatIsNoSheetIsRefusedAsAudio) {
    write_file(folder_ / "notes.txt", "some notes, and no audio\n");
    EXPECT_THAT(error_of(Errc::malformed, [&] { open_album({folder_ / "notes.txt"}); }),
                StartsWith(folder_ / "notes.txt: "));
}

TEST_F(OpenAlbum, AFileWithASheetInsideIsAnAlbumOfItsTracks) {
    write_pattern_wav(folder_ / "b.wav", {}, samples_in(BlockCount{900}));
    write_file(folder_ / "x.cue",
               "FILE b.wav WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:06:00\n");
    run({"flac", "-s", "-0", "--cuesheet=" + folder_ / "x.cue", folder_ / "b.wav"});
    EXPECT_EQ(layout_line(open_album({folder_ / "b.flac"}).disc), "1 -150/0, 2 450/450, lead-out 900");
    EXPECT_FALSE(is_whole_album(folder_ / "b.flac"));
}

TEST_F(OpenAlbum, CodesOfZerosMeanNoneWhateverTellsThem) {
    write_file(folder_ / "x.cue", "CATALOG 0000000000000\nFILE a.wav WAVE\nTRACK 1 AUDIO\nISRC 000000000000\n"
                                  "INDEX 1 0:0:0\n");
    write_file(folder_ / "x.toc", "CD_DA\nCATALOG \"0000000000000\"\nTRACK AUDIO\nISRC \"000000000000\"\n"
                                  "FILE \"a.wav\" 0\n");
    for (const char* name : {"x.cue", "x.toc"}) {
        const Album album = open_album({folder_ / name});
        EXPECT_FALSE(album.disc.mcn || album.disc.tracks[0].isrc);
        EXPECT_THAT(
            album.warnings,
            testing::ElementsAre(
                folder_ / name + ": the catalogue number is all zeros, which means none; it is ignored",
                folder_ / name + ": the ISRC of track 1 is all zeros, which means none; it is ignored"));
    }
}

} // namespace
} // namespace redbook
