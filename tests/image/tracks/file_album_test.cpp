#include "redbook/image/tracks/file_album.h"

#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/disc/layout.h"
#include "redbook/image/cue/cue_reader.h"

#include "tests/image/image_support.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

class FileAlbum : public testing::Test {
  protected:
    // A WAV whose audio is that of the pattern from `first` on.
    void make(const std::string& name, int blocks, int first = 0) {
        write_pattern_wav(folder_ / name, samples_in(BlockCount{first}), samples_in(BlockCount{blocks}));
    }
    void make_flac(const std::string& name, int blocks, const std::vector<std::string>& tags) {
        make("made.wav", blocks);
        std::vector<std::string> command{"flac", "-s", "-0", "--delete-input-file", "-o", folder_ / name};
        for (const std::string& tag : tags) command.insert(command.end(), {"-T", tag});
        command.push_back(folder_ / "made.wav");
        run(command);
    }
    std::vector<std::string> titles(const Disc& disc) {
        std::vector<std::string> titles;
        for (size_t k = 0; k < disc.tracks.size(); ++k) titles.push_back(track_texts(disc, k).title);
        return titles;
    }
    std::vector<std::string> sources(const Disc& disc) {
        std::vector<std::string> names;
        for (const Track& track : disc.tracks) names.push_back(name_of(track.source->path));
        return names;
    }

    TempFolder folder_;
};

TEST_F(FileAlbum, AListKeepsItsOrder) {
    make("b.wav", 310, 300);
    make("a.wav", 300);
    const Album album = open_file_list({folder_ / "b.wav", folder_ / "a.wav"}, {});
    EXPECT_EQ(album.kind, AlbumKind::audio_files);
    EXPECT_EQ(album.path, folder_ / "b.wav");
    EXPECT_THAT(album.files, ElementsAre(folder_ / "b.wav", folder_ / "a.wav"));
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_THAT(lines_of(album.disc),
                ElementsAre("no MCN '' '' '' '' '' ''", "1 -150/0 0 no ISRC '' '' '' '' '' ''",
                            "2 310/310 0 no ISRC '' '' '' '' '' ''", "lead-out 610"));
    EXPECT_TRUE(read_blocks(*album.audio, Lba{310}, BlockCount{1}) ==
                as_string(pattern_blocks(Lba{0}, BlockCount{1})));
}

TEST_F(FileAlbum, OnlyWavWithoutTagsCannotTellTextsAndCodes) {
    make("1.wav", 300);
    make_flac("1.flac", 300, {});
    const Holds plain = open_file_list({folder_ / "1.wav"}, {}).holds;
    EXPECT_EQ(plain.text_blocks, 0);
    EXPECT_FALSE(plain.isrc || plain.mcn);
    const Holds tagged = open_file_list({folder_ / "1.wav", folder_ / "1.flac"}, {}).holds;
    EXPECT_EQ(tagged.text_blocks, 1);
    EXPECT_TRUE(tagged.isrc && tagged.mcn);
}

// 4923 samples become 4523.006, which 44.1 kHz cannot end at: rounded up each, 40 files would be 40 samples
// long too much.
TEST_F(FileAlbum, RoundingsOfResampledFilesDoNotAddUpOverTheAlbum) {
    constexpr int kFiles = 40, kCount = 4923;
    std::vector<std::string> paths(kFiles, folder_ / "a.wav");
    write_wav(paths[0], sound_of(kCount, 48000, 2, 16, [](int64_t n, int) { return n == 0 ? 0.9 : 0.0; }));
    write_file(folder_ / "a.cue", [] {
        std::string sheet;
        for (int n = 1; n <= kFiles; ++n)
            sheet += fmt::format("FILE a.wav WAVE\nTRACK {:02} AUDIO\nINDEX 01 00:00:00\n", n);
        return sheet;
    }());
    for (const Album& album : {open_file_list(paths, {}), open_cue_sheet(folder_ / "a.cue", {})}) {
        const Layout layout = layout_of(album.disc);
        EXPECT_EQ(layout.lead_out, Lba{(int64_t{kCount} * kFiles * 147 / 160 + 587) / 588});
        for (int k = 1; k < kFiles; ++k) {
            const double begins = double(kCount) * k * 147 / 160;
            EXPECT_EQ(layout.tracks[size_t(k)].index01, Lba{int32_t(std::ceil(begins) / 588)}) << k;
        }
    }
}

TEST_F(FileAlbum, JoinedFilesFollowEachOtherAtTheSample) {
    write_pattern_wav(folder_ / "1.wav", {0}, {588 * 300 + 100});
    write_pattern_wav(folder_ / "2.wav", {588 * 300 + 100}, {588 * 300 - 100});
    const Album album = open_file_list({folder_ / "1.wav", folder_ / "2.wav"}, {});
    EXPECT_EQ(album.audio->end(), Lba{600});
    EXPECT_EQ(album.disc.join, Join::joined);
    EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{600}) ==
                as_string(pattern_blocks(Lba{0}, BlockCount{600})));
}

TEST_F(FileAlbum, SeparateFilesBeginWithABlock) {
    write_pattern_wav(folder_ / "1.wav", {0}, {588 * 300 + 100});
    write_pattern_wav(folder_ / "2.wav", {588 * 301}, {588 * 300});
    const Album album =
        open_file_list({folder_ / "1.wav", folder_ / "2.wav"}, {.join = Join::separate, .pause = {}});
    EXPECT_EQ(album.disc.join, Join::separate);
    EXPECT_EQ(album.audio->end(), Lba{601});
    EXPECT_TRUE(read_blocks(*album.audio, Lba{301}, BlockCount{300}) ==
                as_string(pattern_blocks(Lba{301}, BlockCount{300})));
}

TEST_F(FileAlbum, APauseComesInFrontOfEveryTrackButTheFirst) {
    make("1.wav", 300);
    make("2.wav", 300);
    const Album album = open_file_list({folder_ / "1.wav", folder_ / "2.wav"}, {.pause = BlockCount{150}});
    EXPECT_EQ(layout_of(album.disc).tracks[1].index01, Lba{450});
    EXPECT_EQ(album.disc.tracks[1].pause, BlockCount{150});
    EXPECT_EQ(album.audio->end(), Lba{750});
    EXPECT_EQ(read_blocks(*album.audio, Lba{300}, BlockCount{150}), std::string(150 * 2352, '\0'));
}

TEST_F(FileAlbum, TagsDescribeTheDisc) {
    make_flac("1.flac", 300,
              {"TITLE=One", "ARTIST=Band", "ALBUM=Best", "ISRC=DEXYZ2600001", "BARCODE=4006381333931"});
    make_flac("2.flac", 300, {"TITLE=Zwölf", "ARTIST=Band", "ALBUM=Best", "BARCODE=4006381333931"});
    const Album album = open_file_list({folder_ / "1.flac", folder_ / "2.flac"}, {});
    EXPECT_THAT(lines_of(album.disc),
                ElementsAre("4006381333931 'Best' 'Band' '' '' '' ''",
                            "1 -150/0 0 DEXYZ2600001 'One' 'Band' '' '' '' ''",
                            "2 300/300 0 no ISRC 'Zwölf' 'Band' '' '' '' ''", "lead-out 600"));
    EXPECT_EQ(album.holds.text_blocks, 1);
    EXPECT_FALSE(album.holds.indexes);
}

TEST_F(FileAlbum, EachTrackKnowsItsSource) {
    make("1.wav", 300);
    const auto status = system_files().status(folder_ / "1.wav");
    EXPECT_EQ(open_file_list({folder_ / "1.wav"}, {}).disc.tracks[0].source,
              (SourceFile{folder_ / "1.wav", status->size, status->modified_ns, 0}));
}

TEST_F(FileAlbum, AFolderIsOrderedByTags) {
    make_flac("a.flac", 300, {"TITLE=3", "TRACKNUMBER=11", "DISCNUMBER=1"});
    make_flac("b.flac", 300, {"TITLE=2", "TRACKNUMBER=10/11", "DISCNUMBER=1"});
    make_flac("c.flac", 300, {"TITLE=1", "TRACKNUMBER=2"});
    const Album album = open_album_folder(folder_.path(), {});
    EXPECT_EQ(album.kind, AlbumKind::folder);
    EXPECT_EQ(album.path, folder_.path());
    EXPECT_THAT(titles(album.disc), ElementsAre("1", "2", "3"));
    EXPECT_THAT(sources(album.disc), ElementsAre("c.flac", "b.flac", "a.flac"));
}

TEST_F(FileAlbum, AFolderWithoutNumbersInAllTagsIsOrderedByNames) {
    for (const char* name : {"10.wav", "9.wav", "Track 2.wav"}) make(name, 300);
    EXPECT_THAT(sources(open_album_folder(folder_.path(), {}).disc),
                ElementsAre("9.wav", "10.wav", "Track 2.wav"));
}

TEST_F(FileAlbum, TrackNumbersThatGiveNoOrderAreSaid) {
    make_flac("b.flac", 300, {"TRACKNUMBER=1"});
    make_flac("a.flac", 300, {"TRACKNUMBER=1"});
    const Album album = open_album_folder(folder_.path(), {});
    EXPECT_THAT(sources(album.disc), ElementsAre("a.flac", "b.flac"));
    EXPECT_THAT(album.warnings,
                ElementsAre(folder_.path() + ": track numbers in the tags are missing or double, so the "
                                             "files are in the order of their names"));
}

TEST_F(FileAlbum, WhatIsNoAudioIsPassedOver) {
    make("1.WAV", 300);
    for (const char* name : {"cover.jpg", "list.m3u", "notes.txt", ".hidden.wav", "1.log"})
        write_file(folder_ / name, "x");
    system_files().create_folder(folder_ / "folder.wav");
    EXPECT_THAT(sources(open_album_folder(folder_.path(), {}).disc), ElementsAre("1.WAV"));
}

TEST_F(FileAlbum, AFolderWithoutAudioIsRefused) {
    write_file(folder_ / "notes.txt", "x");
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_album_folder(folder_.path(), {}); }),
              folder_.path() +
                  ": there is no audio file in this folder; give a folder that has some, or the files "
                  "themselves");
}

TEST_F(FileAlbum, TextNamedLikeAudioIsRefusedNamingIt) {
    make("1.wav", 300);
    write_file(folder_ / "2.wav", "text, not audio\n");
    EXPECT_THAT(error_of(Errc::malformed, [&] { open_album_folder(folder_.path(), {}); }),
                testing::StartsWith(folder_ / "2.wav: "));
}

TEST_F(FileAlbum, AHundredFilesAreRefusedBeforeAnyIsOpened) {
    for (int i = 0; i < 100; ++i) write_file(folder_ / fmt::format("{}.wav", i), "");
    EXPECT_EQ(error_of(Errc::breaks_rule, [&] { open_album_folder(folder_.path(), {}); }),
              folder_.path() + ": there are 100 audio files; a disc holds at most 99 tracks");
    EXPECT_EQ(
        error_of(Errc::breaks_rule, [&] { open_file_list(std::vector<std::string>(100, "x.wav"), {}); }),
        "x.wav: there are 100 audio files; a disc holds at most 99 tracks");
}

TEST_F(FileAlbum, TheOnlySheetInAFolderIsOpenedInstead) {
    make("a.wav", 600);
    write_file(folder_ / "disc.cue",
               "FILE a.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\nTRACK 2 AUDIO\nINDEX 1 0:4:0\n");
    const Album album = open_album_folder(folder_.path(), {});
    EXPECT_EQ(album.kind, AlbumKind::cue_sheet);
    EXPECT_EQ(album.path, folder_ / "disc.cue");
    EXPECT_EQ(album.disc.tracks.size(), 2u);
    EXPECT_THAT(album.warnings, ElementsAre(folder_.path() + ": opened as the cue sheet in it, disc.cue"));
}

TEST_F(FileAlbum, SeveralSheetsInAFolderAreRefusedNamingThem) {
    write_file(folder_ / "a.CUE", "");
    write_file(folder_ / "b.cue", "");
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_album_folder(folder_.path(), {}); }),
              folder_.path() +
                  ": there are several cue sheets in this folder (a.CUE, b.cue); name the one to open");
}

TEST_F(FileAlbum, FilesOfSeveralDiscsInOneFolderAreRefused) {
    make_flac("a.flac", 300, {"TRACKNUMBER=1", "DISCNUMBER=10/10"});
    make_flac("b.flac", 300, {"TRACKNUMBER=1", "DISCNUMBER=2"});
    make_flac("c.flac", 300, {"TRACKNUMBER=2", "DISCNUMBER=02"});
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open_album_folder(folder_.path(), {}); }),
              folder_.path() +
                  ": by their tags the files in this folder are of 2 discs (2, 10); name the files of "
                  "one, in order, or give each disc a folder of its own");
    EXPECT_EQ(open_file_list({folder_ / "b.flac", folder_ / "c.flac"}, {}).disc.tracks.size(), 2u);
}

TEST_F(FileAlbum, FoldersOfDiscsAreNamed) {
    for (const char* name : {"CD10", "CD2", "scans", ".hidden"}) system_files().create_folder(folder_ / name);
    make("CD10/1.wav", 300);
    make(".hidden/1.wav", 300);
    write_file(folder_ / "CD2/disc.cue", "");
    write_file(folder_ / "scans/1.jpg", "");
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_album_folder(folder_.path(), {}); }),
              folder_.path() +
                  ": the audio files are in folders of this folder (CD2, CD10); give one of these");
}

TEST_F(FileAlbum, TracksThatAreMissingByTheirNumbersAreNamed) {
    make_flac("a.flac", 300, {"TRACKNUMBER=2"});
    make_flac("b.flac", 300, {"TRACKNUMBER=4"});
    const std::string said = folder_.path() + ": by the track numbers in the tags, ";
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings,
                ElementsAre(said + "tracks 1, 3 are missing"));
    make_flac("c.flac", 300, {"TRACKNUMBER=1/9"});
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings, ElementsAre(said + "track 3 is missing"));
    for (const char* name : {"a.flac", "b.flac"}) std::filesystem::remove(folder_ / name);
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings,
                ElementsAre(said + "tracks 2 to 9 are missing"));
    EXPECT_THAT(open_file_list({folder_ / "c.flac"}, {}).warnings, IsEmpty()) << "the user has chosen";
}

TEST_F(FileAlbum, TracksThatAreMissingOnASideAreNamed) {
    make_flac("a.flac", 300, {"TRACKNUMBER=A1"});
    make_flac("b.flac", 300, {"TRACKNUMBER=A3"});
    const std::string said = folder_.path() + ": by the track numbers in the tags, ";
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings, ElementsAre(said + "track A2 is missing"));
    make_flac("c.flac", 300, {"TRACKNUMBER=C1"});
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings,
                ElementsAre(said + "tracks A2, B1 are missing"));
}

TEST_F(FileAlbum, AFolderWithALinkToATrackThatIsNotThereIsRefused) {
    for (const char* name : {"1.wav", "3.wav"}) make(name, 300);
    std::filesystem::create_symlink("gone.wav", folder_ / "2.wav");
    const std::string said = folder_ / "2.wav: is a broken link; repair or remove it";
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_album_folder(folder_.path(), {}); }), said);
    write_file(folder_ / "x.cue", "FILE 1.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n");
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_album_folder(folder_.path(), {}); }), said);
}

TEST_F(FileAlbum, AFolderWithWhatIsNoFileWhereATrackShouldBeIsRefused) {
    make("1.wav", 300);
    std::filesystem::create_symlink("/dev/null", folder_ / "2.wav");
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open_album_folder(folder_.path(), {}); }),
              folder_ / "2.wav: is neither a file nor a folder; move it out of the album's folder");
}

TEST_F(FileAlbum, WhatIsNeitherTrackNorSheetIsNotSpokenOf) {
    make("1.wav", 300);
    for (const char* name : {"._1.wav", ".hidden.wav", "cover.jpg", "x.log", "x.m3u", "x.pdf"})
        write_file(folder_ / name, std::string("\0\5\x16\7", 4));
    std::filesystem::create_symlink("gone", folder_ / "booklet.pdf.lnk");
    std::filesystem::create_symlink("gone", folder_ / "folder.jpg");
    std::filesystem::create_symlink("/dev/null", folder_ / "null");
    system_files().create_folder(folder_ / "scans");
    write_file(folder_ / "scans/front.jpg", "x");
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings, IsEmpty());
}

TEST_F(FileAlbum, AudioThatTheSheetInTheFolderDoesNotNameIsNamed) {
    for (const char* name : {"1.wav", "2.wav"}) make(name, 300);
    write_file(folder_ / "disc.cue", "FILE 1.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n");
    const std::string opened = folder_.path() + ": opened as the cue sheet in it, disc.cue";
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings,
                ElementsAre(opened, folder_.path() + ": 1 audio file in this folder is not used, as disc.cue "
                                                     "does not name it: 2.wav"));
    for (int n = 3; n < 9; ++n) write_file(folder_ / fmt::format("{}.wav", n), "x");
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings,
                ElementsAre(opened, folder_.path() +
                                        ": 7 audio files in this folder are not used, as disc.cue "
                                        "does not name them: 2.wav, 3.wav, 4.wav, 5.wav, 6.wav "
                                        "and 2 more"));
    EXPECT_THAT(open_cue_sheet(folder_ / "disc.cue", {}).warnings, IsEmpty()) << "the user has chosen";
}

TEST_F(FileAlbum, TheSameFileByAnotherNameIsUsed) {
    make("1.wav", 300);
    write_file(folder_ / "disc.cue", "FILE 1.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n");
    std::filesystem::create_symlink("1.wav", folder_ / "link.wav");
    EXPECT_THAT(open_album_folder(folder_.path(), {}).warnings,
                ElementsAre(folder_.path() + ": opened as the cue sheet in it, disc.cue"));
}

TEST_F(FileAlbum, AudioWithAnotherNameOrInAFolderBelowIsNamed) {
    for (const char* name : {"1.wav", "2.bak"}) make(name, 300);
    for (const char* name : {"bonus", ".trash"}) {
        system_files().create_folder(folder_ / name);
        make(std::string(name) + "/3.wav", 300);
    }
    EXPECT_THAT(
        open_album_folder(folder_.path(), {}).warnings,
        ElementsAre(folder_.path() + ": 1 audio file in this folder is not used, as its name does not "
                                     "end like that of one: 2.bak",
                    folder_.path() + ": the audio files in folders of this folder are not used: bonus"));
}

class SheetsInside : public FileAlbum {
  protected:
    SheetsInside() {
        make("whole.wav", 900);
        write_file(folder_ / "x.txt",
                   "FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 0:0:0\nTRACK 02 AUDIO\nINDEX 01 0:6:0\n");
        for (const char* name : {"1.flac", "2.flac"})
            run({"flac", "-s", "-0", "--tag-from-file=CUESHEET=" + folder_ / "x.txt", "-o", folder_ / name,
                 folder_ / "whole.wav"});
        std::filesystem::remove(folder_ / "whole.wav");
    }
    const std::string first_ = folder_ / "1.flac", second_ = folder_ / "2.flac";
};

TEST_F(SheetsInside, OfASingleFileAreOpened) {
    EXPECT_EQ(layout_line(open_file_list({first_}, {}).disc), "1 -150/0, 2 450/450, lead-out 900");
    std::filesystem::remove(second_);
    const Album album = open_album_folder(folder_.path(), {});
    EXPECT_EQ(layout_line(album.disc), "1 -150/0, 2 450/450, lead-out 900");
    EXPECT_THAT(album.warnings, ElementsAre(folder_.path() + ": opened as the cue sheet inside 1.flac"));
}

TEST_F(SheetsInside, OfSeveralFilesAreLeftOut) {
    const std::string said = first_ +
                             ": has a cue sheet inside, which is left out, as in all files of a list; give "
                             "the file alone to open it";
    for (const Album& album :
         {open_file_list({first_, second_}, {}), open_album_folder(folder_.path(), {})}) {
        EXPECT_EQ(layout_line(album.disc), "1 -150/0, 2 900/900, lead-out 1800");
        EXPECT_THAT(album.warnings, ElementsAre(said));
    }
}

TEST_F(SheetsInside, AreNotLookedForWhereThatIsAsked) {
    AlbumOptions options;
    options.embedded = false;
    EXPECT_EQ(layout_line(open_file_list({first_}, options).disc), "1 -150/0, lead-out 900");
    EXPECT_THAT(open_file_list({first_, second_}, options).warnings, IsEmpty());
}

} // namespace
} // namespace redbook
