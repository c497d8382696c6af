#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/image/cue/cue_reader.h"

#include "redbook/disc/cd_text.h"
#include "tests/image/image_support.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr BlockCount kMinute{4500};

// The audio that the sheets of tests/data/cue/peer_cases name: a minute in five kinds of file, and its
// thirds.
class PeerCases : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new TempFolder;
        const std::string minute = pattern_samples({}, samples_in(kMinute));
        std::string swapped = minute;
        for (size_t i = 0; i < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
        write_file(*folder_ / "a.wav", wav_of(minute));
        write_file(*folder_ / "a.bin", minute);
        write_file(*folder_ / "a.mot", swapped);
        run({"flac", "-s", "-0", "-o", *folder_ / "a.flac", *folder_ / "a.wav"});
        run({"ffmpeg", "-v", "error", "-i", *folder_ / "a.wav", *folder_ / "a.aiff"});
        for (int i = 0; i < 3; ++i)
            write_file(*folder_ / fmt::format("t{}.wav", i + 1),
                       wav_of(minute.substr(size_t(i) * minute.size() / 3, minute.size() / 3)));
    }
    static void TearDownTestSuite() { delete folder_; }

    static Album open(const std::string& name) {
        const std::string sheet = *folder_ / (name + ".cue");
        write_file(sheet, read_file(test::data_path("cue/peer_cases/") + name + ".cue"));
        return open_cue_sheet(sheet, {});
    }

    static inline TempFolder* folder_ = nullptr;
};

std::vector<std::string> starts_of(const Disc& disc) {
    std::vector<std::string> starts;
    for (const std::string& line : lines_of(disc))
        if (!line.starts_with("no MCN") && !line.starts_with("lead-out"))
            starts.push_back(line.substr(0, line.find(' ', line.find('/'))));
    return starts;
}

TEST_F(PeerCases, EveryDialectOfOneDiscIsTheSameDiscAndAudio) {
    const MemorySource expected = [] {
        MemorySource source(Lba{0} + kMinute);
        const auto audio = pattern_blocks(Lba{0}, kMinute);
        std::copy(audio.begin(), audio.end(), source.block(Lba{0}));
        return source;
    }();
    for (const char* name : {"c01std", "c02bom", "c03crlf", "c08lower", "c09bin", "c10mot", "c12flacwave",
                             "c13flac", "c14aiff"}) {
        SCOPED_TRACE(name);
        const Album album = open(name);
        EXPECT_THAT(starts_of(album.disc), ElementsAre("1 -150/0", "2 1350/1500", "3 3012/3012"));
        EXPECT_THAT(album.warnings, IsEmpty());
        ASSERT_EQ(album.audio->end(), expected.end());
        expect_same_audio(expected, *album.audio, Lba{0}, expected.end());
    }
}

struct Peer {
    const char* name;
    std::vector<std::string> starts;
    int lead_out;
};

TEST_F(PeerCases, EveryOtherCaseHasItsLayout) {
    for (const auto& [name, starts, lead_out] : std::vector<Peer>{
             {"c04eac", {"1 -150/0", "2 1350/1500", "3 2925/3000"}, 4500},
             {"c05multi", {"1 -150/0", "2 1500/1650", "3 3000/3000"}, 4500},
             {"c06gaps", {"1 -150/0", "2 1575/1725", "3 3225/3225"}, 4725},
             {"c11htoa", {"1 -150/375", "2 1500/1500"}, 4500},
             {"c15q", {"1 -150/0", "2 3000/3000"}, 4500},
             {"c17first5", {"5 -150/0", "6 3000/3000"}, 4500},
             {"c19single", {"1 -150/0", "2 3000/3000"}, 4500},
         }) {
        SCOPED_TRACE(name);
        const Album album = open(name);
        EXPECT_EQ(starts_of(album.disc), starts);
        EXPECT_EQ(album.audio->end(), Lba{lead_out});
        EXPECT_THAT(album.warnings, IsEmpty());
    }
}

TEST_F(PeerCases, MetadataAreRead) {
    EXPECT_THAT(lines_of(open("c07meta").disc),
                ElementsAre("4006381333931 'Alb' 'Perf' '' '' '' ''",
                            "1 -150/0 2 DEXYZ2600001 'One' '' '' '' '' ''",
                            "2 1350/1500/1875/2250 3 DEXYZ2600002 '' '' '' '' '' ''",
                            "3 3000/3000 8 SCMS no ISRC '' '' '' '' '' ''", "lead-out 4500"));
    EXPECT_EQ(album_texts(open("c15q").disc).title, "He said \"hi\" there");
    EXPECT_EQ(album_texts(open("c19single").disc).title, "single quoted");
    EXPECT_EQ(open("c19single").disc.tracks[1].isrc, Isrc::parse("USABC1234567"));
}

TEST_F(PeerCases, WhatWasAssumedIsAWarning) {
    const std::string only_00 = *folder_ / "c16idx0only.cue", late = *folder_ / "c18late.cue";
    EXPECT_THAT(open("c16idx0only").warnings,
                ElementsAre(only_00 + ":2: track 1 has INDEX 00 but no INDEX 01; it begins at its INDEX 00"));
    EXPECT_THAT(open("c18late").warnings,
                ElementsAre(late + ":3: the audio before INDEX 01 is kept as the pregap of track 1"));
    EXPECT_THAT(starts_of(open("c16idx0only").disc), ElementsAre("1 -150/0", "2 3000/3000"));
    EXPECT_THAT(starts_of(open("c18late").disc), ElementsAre("1 -150/375", "2 3000/3000"));
}

TEST_F(PeerCases, SilenceOfThePregapIsSilentAndMovesTheRest) {
    const Album album = open("c06gaps");
    EXPECT_EQ(read_blocks(*album.audio, Lba{1500}, BlockCount{225}), std::string(225 * 2352, '\0'));
    EXPECT_EQ(read_blocks(*album.audio, Lba{1725}, BlockCount{1}),
              as_string(pattern_blocks(Lba{1500}, BlockCount{1})));
}

class CueReader : public testing::Test {
  protected:
    std::string sheet(const std::string& text) {
        write_file(folder_ / "disc.cue", text);
        return folder_ / "disc.cue";
    }
    std::string one_track(const std::string& file) {
        return sheet("FILE " + file + "\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    }
    void make(const std::string& name, int blocks) {
        write_pattern_wav(folder_ / name, {}, samples_in(BlockCount{blocks}));
    }

    TempFolder folder_;
};

TEST_F(CueReader, TheAlbumNamesItsFilesAndEachTrackItsSource) {
    make("a.wav", 300);
    make("b.wav", 310);
    const std::string path =
        sheet("FILE a.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\nTRACK 2 AUDIO\nINDEX 0 0:3:0\n"
              "FILE b.wav WAVE\nINDEX 1 0:0:0\n");
    const Album album = open_cue_sheet(path, {});
    EXPECT_EQ(album.kind, AlbumKind::cue_sheet);
    EXPECT_EQ(album.path, path);
    EXPECT_THAT(album.files, ElementsAre(path, folder_ / "a.wav", folder_ / "b.wav"));
    EXPECT_FALSE(album.holds.first_150);
    EXPECT_EQ(album.holds.text_blocks, 1);
    const auto status = system_files().status(folder_ / "b.wav");
    EXPECT_EQ(album.disc.tracks[0].source->path, folder_ / "a.wav");
    EXPECT_EQ(album.disc.tracks[1].source,
              (SourceFile{folder_ / "b.wav", status->size, status->modified_ns, 0}));
}

TEST_F(CueReader, AFileThatIsNamedTwiceIsListedOnce) {
    make("a.wav", 300);
    const std::string path =
        sheet("FILE a.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\nFILE a.wav WAVE\nTRACK 2 AUDIO\n"
              "INDEX 1 0:0:0\n");
    const Album album = open_cue_sheet(path, {});
    EXPECT_THAT(album.files, ElementsAre(path, folder_ / "a.wav"));
    EXPECT_EQ(album.audio->end(), Lba{600});
}

TEST_F(CueReader, DataIsNotReadAndItsFileNeedNotBeThere) {
    make("a.wav", 300);
    const std::string path = sheet("FILE a.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\nFILE b.iso BINARY\n"
                                   "TRACK 2 MODE1/2048\nINDEX 1 0:0:0\n");
    const std::string gap = path + ":5: the gap before data track 2 is not given; 11400 blocks are assumed";
    const Album without = open_cue_sheet(path, {});
    EXPECT_THAT(
        without.warnings,
        ElementsAre(gap, path + ":5: the length of data track 2 is not known, and so not all disc IDs"));
    EXPECT_THAT(without.files, ElementsAre(path, folder_ / "a.wav"));
    write_file(folder_ / "b.iso", std::string(2048 * 100, 'x'));
    const Album album = open_cue_sheet(path, {});
    EXPECT_THAT(album.warnings, ElementsAre(gap));
    EXPECT_THAT(album.files, ElementsAre(path, folder_ / "a.wav", folder_ / "b.iso"));
    EXPECT_THAT(album.disc.data, ElementsAre(DataTrack{1, kBetweenSessions, BlockCount{100}}));
    EXPECT_EQ(album.audio->end(), Lba{300});
}

TEST_F(CueReader, AudioAfterDataInOneFileIsThatAudio) {
    const std::string audio = pattern_samples({}, samples_in(BlockCount{300}));
    write_file(folder_ / "a.bin", std::string(2048 * 500, 'x') + audio);
    const Album album = open_cue_sheet(sheet("FILE a.bin BINARY\nTRACK 1 MODE1/2048\nINDEX 1 0:0:0\n"
                                             "TRACK 2 AUDIO\nINDEX 1 0:6:50\n"),
                                       {});
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_EQ(album.disc.first_track, 2);
    EXPECT_EQ(read_blocks(*album.audio, Lba{0}, BlockCount{300}), audio);
}

TEST_F(CueReader, AMissingFileIsRefusedNamingTheLine) {
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_cue_sheet(one_track("\"a.wav\" WAVE"), {}); }),
              folder_ / "disc.cue:1: there is no file 'a.wav' beside the sheet, nor one like it");
}

TEST_F(CueReader, AMissingSheetIsRefused) {
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_cue_sheet(folder_ / "no.cue", {}); }),
              folder_ / "no.cue: cannot open: there is no such file or folder");
}

TEST_F(CueReader, ASheetThatIsTooLargeIsRefused) {
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_cue_sheet(sheet(std::string((1 << 20) + 1, '\n')), {}); }),
              folder_ / "disc.cue: is 1048577 bytes long, at most 1048576 are read of such a file");
}

TEST_F(CueReader, AFileThatIsNoAudioIsRefusedNamingIt) {
    write_file(folder_ / "a.wav", "this is text, not audio\n");
    EXPECT_THAT(error_of(Errc::malformed, [&] { open_cue_sheet(one_track("a.wav WAVE"), {}); }),
                testing::StartsWith(folder_ / "a.wav: "));
}

TEST_F(CueReader, AFileFoundUnderAnotherNameIsTakenWithAWarning) {
    make("A.wav", 300);
    const Album album = open_cue_sheet(one_track("\"C:\\rips\\a.WAV\" WAVE"), {});
    EXPECT_THAT(
        album.warnings,
        ElementsAre(folder_ /
                    "disc.cue:1: 'C:\\rips\\a.WAV' leads out of the sheet's folder; 'A.wav' is taken"));
    EXPECT_EQ(album.audio->end(), Lba{300});
}

TEST_F(CueReader, AFileDeclaredRawButWithAHeaderIsTakenForWhatItIs) {
    make("a.bin", 300);
    const Album album = open_cue_sheet(one_track("a.bin BINARY"), {});
    EXPECT_EQ(album.audio->end(), Lba{300});
    ASSERT_EQ(album.warnings.size(), 1u);
    EXPECT_THAT(album.warnings[0],
                testing::StartsWith(folder_ / "disc.cue:1: 'a.bin' is declared BINARY but is WAV"));
}

TEST_F(CueReader, GainIsNotSilentlyLeftOutOfRawAudio) {
    write_file(folder_ / "a.bin", pattern_samples({}, samples_in(BlockCount{300})));
    AlbumOptions options;
    options.gain_db = -3;
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open_cue_sheet(one_track("a.bin BINARY"), options); }),
              folder_ /
                  "disc.cue:1: 'a.bin' is raw audio, which gain is not applied to; open it without gain");
}

TEST_F(CueReader, AnyTypeButRawIsJudgedByContent) {
    make("a.wav", 300);
    for (const char* type : {"WAVE", "AIFF", "MP3", "FLAC", "OGG", "anything"}) {
        const Album album = open_cue_sheet(one_track(std::string("a.wav ") + type), {});
        EXPECT_EQ(album.audio->end(), Lba{300}) << type;
        EXPECT_THAT(album.warnings, IsEmpty()) << type;
    }
}

TEST_F(CueReader, WhatAnyDecoderReadsIsAFileOfASheet) {
    for (const char* name : {"a.mp3", "a.flac", "a.aiff", "a.wv", "a.ogg"}) {
        SCOPED_TRACE(name);
        encode(folder_ / name, sine(300 * kBlockSamples, kSampleRate, 440, 0.5));
        const Album album = open_cue_sheet(one_track(std::string(name) + " WAVE"), {});
        EXPECT_EQ(album.audio->end(), Lba{300});
        EXPECT_THAT(album.warnings, IsEmpty());
    }
}

TEST_F(CueReader, FilesThatEndInsideABlockAreJoinedAtTheSample) {
    write_pattern_wav(folder_ / "a.wav", {0}, {588 * 300 + 100});
    write_pattern_wav(folder_ / "b.wav", {588 * 300 + 100}, {588 * 310 - 100});
    const std::string path =
        sheet("FILE a.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\nFILE b.wav WAVE\nTRACK 2 AUDIO\n"
              "INDEX 1 0:0:0\n");
    const Album album = open_cue_sheet(path, {});
    EXPECT_THAT(starts_of(album.disc), ElementsAre("1 -150/0", "2 300/300"));
    EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{610}) ==
                as_string(pattern_blocks(Lba{0}, BlockCount{610})));
    EXPECT_THAT(album.warnings,
                ElementsAre(path + ":6: INDEX 01 of track 2 is inside a block and moves down to its "
                                   "start, as may others after it"));
}

// Two tracks of 12 s: audio hidden before track 1, and 20 silent blocks between the tracks, after audio
// that ends 30 samples early. No file but the image ends with a block.
class GapStyles : public testing::Test {
  protected:
    static constexpr int64_t kBlock = kBlockSamples, kCount = 900 * kBlock + 200;

    static void SetUpTestSuite() {
        folder_ = new TempFolder;
        audio_ = pattern_samples({}, {kCount});
        const size_t silence = 4 * (300 * kBlock - 30);
        std::fill_n(audio_.begin() + ptrdiff_t(silence), 4 * (20 * kBlock + 30), '\0');
        cut("image.wav", 0, kCount);
        cut("before1.flac", 0, 320 * kBlock + 100), cut("before2.flac", 320 * kBlock + 100, kCount);
        cut("next1.flac", 0, 300 * kBlock + 77), cut("next2.wav", 300 * kBlock + 77, kCount);
        cut("out1.wav", 0, 300 * kBlock - 30), cut("out2.flac", 320 * kBlock, kCount);
        cut("hidden.flac", 0, 10 * kBlock + 50), cut("rest.flac", 10 * kBlock + 50, 320 * kBlock + 100);
    }
    static void TearDownTestSuite() { delete folder_; }

    static void cut(const std::string& name, int64_t from, int64_t to) {
        const std::string wav = *folder_ / (stem_of(name) + ".wav");
        write_file(wav, wav_of(audio_.substr(4 * size_t(from), 4 * size_t(to - from))));
        if (extension_of(name) == ".wav") return;
        run({"flac", "-s", "-0", "--delete-input-file", "-o", *folder_ / name, wav});
    }

    static Album open(const std::string& text) {
        const std::string path = *folder_ / "disc.cue";
        write_file(path, "CATALOG 4006381333931\nTITLE \"Night\"\n" + text);
        return open_cue_sheet(path, {});
    }

    static Disc without_sources(Disc disc) {
        for (Track& track : disc.tracks) track.source.reset();
        return disc;
    }

    static void expect_audio(const Album& album) {
        ASSERT_EQ(album.audio->end(), Lba{901});
        std::string padded = audio_;
        padded.resize(901 * 2352);
        EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{901}) == padded);
    }

    static inline TempFolder* folder_ = nullptr;
    static inline std::string audio_;
    static inline const std::string
        kOne = "TRACK 01 AUDIO\nTITLE \"One\"\nISRC DEXYZ2600001\nINDEX 00 00:00:00\n",
        kAt10 = "INDEX 01 00:00:10\n", kTwo = "TRACK 02 AUDIO\nTITLE \"Two\"\nFLAGS DCP\n",
        kAtOnce = "INDEX 01 00:00:00\n";
    static inline const std::string kImage =
        "FILE image.wav WAVE\n" + kOne + kAt10 + kTwo + "INDEX 00 00:04:00\nINDEX 01 00:04:20\n";
};

TEST_F(GapStyles, WithTheGapInTheFilesAreOneAndTheSameDiscAndAudio) {
    const Album image = open(kImage);
    EXPECT_EQ(layout_line(image.disc), "1 -150/10, 2 300/320, lead-out 901");
    EXPECT_THAT(image.warnings, IsEmpty());
    expect_audio(image);
    const std::pair<std::string, std::string> styles[] = {
        {"FILE before1.flac WAVE\n" + kOne + kAt10 + kTwo + "INDEX 00 00:04:00\nFILE before2.flac WAVE\n" +
             kAtOnce,
         "14: INDEX 01 of track 2"},
        {"FILE next1.flac WAVE\n" + kOne + kAt10 + "FILE next2.wav WAVE\n" + kTwo +
             "INDEX 00 00:00:00\nINDEX 01 00:00:20\n",
         "13: INDEX 00 of track 2"},
        {"FILE hidden.flac WAVE\n" + kOne + "FILE rest.flac WAVE\n" + kAtOnce + kTwo +
             "INDEX 00 00:03:65\nFILE before2.flac WAVE\n" + kAtOnce,
         "9: INDEX 01 of track 1"}};
    for (const auto& [text, moved_first] : styles) {
        SCOPED_TRACE(text);
        const Album album = open(text);
        EXPECT_EQ(without_sources(album.disc), without_sources(image.disc));
        EXPECT_THAT(album.warnings,
                    ElementsAre(*folder_ / "disc.cue:" + moved_first +
                                " is inside a block and moves down to its start, as may others "
                                "after it"));
        expect_audio(album);
    }
}

// The gap is in no file, so that it is a pause, which nobody staged; all else of the disc is the same.
TEST_F(GapStyles, WithTheGapLeftOutAreTheSameButThatTheGapIsAPause) {
    const Album album = open("FILE out1.wav WAVE\n" + kOne + kAt10 + "FILE out2.flac WAVE\n" + kTwo +
                             "PREGAP 00:00:20\n" + kAtOnce);
    Disc image = without_sources(open(kImage).disc);
    std::swap(image.tracks[1].pause, image.tracks[1].pregap);
    EXPECT_EQ(without_sources(album.disc), image);
    EXPECT_THAT(album.warnings, IsEmpty());
    expect_audio(album);
}

TEST_F(CueReader, TextsAreInTheEncodingThatIsAskedFor) {
    make("a.wav", 300);
    AlbumOptions options;
    options.encoding = Encoding::shift_jis;
    const std::string track = "FILE a.wav WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n";
    const Album album = open_cue_sheet(sheet("TITLE \"\x83\x41\x83\x8B\x83o\x83\x80\"\n" + track), options);
    EXPECT_EQ(album_texts(album.disc).title, "アルバム");
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_THAT(
        open_cue_sheet(sheet("TITLE \"\xFF\"\n" + track), options).warnings,
        ElementsAre(folder_ / "disc.cue:1: has bytes that are not text in Shift-JIS; they are read as "
                              "U+FFFD"));
}

TEST_F(CueReader, AFileOutsideTheFolderIsOpenedOnlyIfAllowed) {
    const TempFolder other;
    write_pattern_wav(other / "b.wav", {}, samples_in(BlockCount{300}));
    const std::string path = one_track("\"" + other / "b.wav\" WAVE");
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_cue_sheet(path, {}); }),
              path + ":1: '" +
                  other / "b.wav' leads out of the sheet's folder, and there is no file like it inside; "
                          "copy it there, or open files outside");
    AlbumOptions options;
    options.allow_outside = true;
    EXPECT_EQ(open_cue_sheet(path, options).audio->end(), Lba{300});
}

class CdTextFile : public CueReader {
  protected:
    CdTextFile() {
        make("a.wav", 600);
        Disc disc = plain_disc({300, 300});
        disc.mcn = Mcn::parse("4006381333931");
        disc.text_blocks.resize(2);
        disc.text_blocks[1].language = 0x69;
        disc.text_blocks[1].charset = Charset::ms_jis;
        disc.text_blocks[0].album = {"Night", "Band", "", "", "", ""};
        disc.text_blocks[0].genre_code = 14;
        disc.text_blocks[1].album.title = "夜";
        disc.tracks[0].texts = {{"One", "", "", "", "", ""}, {"一", "", "", "", "", ""}};
        disc.tracks[1].texts = {{"Two", "", "", "", "", ""}, {"二", "", "", "", "", ""}};
        write_file(folder_ / "disc.cdt", as_string(cd_text_packs(disc)));
        disc_ = disc;
    }
    Album open(const std::string& head) {
        return open_cue_sheet(sheet(head + "FILE a.wav WAVE\nTRACK 1 AUDIO\nTITLE \"One\"\nINDEX 1 0:0:0\n"
                                           "TRACK 2 AUDIO\nTITLE \"Deux\"\nCOMPOSER \"X\"\nINDEX 1 0:4:0\n"),
                              {});
    }
    Disc disc_;
};

TEST_F(CdTextFile, TakesThePlaceOfTheSheetsTextsWhichAreNamedWhereTheyDiffer) {
    const Album album = open("CDTEXTFILE \"disc.cdt\"\nTITLE \"Night\"\nGENRE \"Jazz\"\n");
    const std::string at = folder_ / "disc.cue:1: the ";
    EXPECT_EQ(album.disc.text_blocks, disc_.text_blocks);
    for (size_t k = 0; k < 2; ++k) EXPECT_EQ(album.disc.tracks[k].texts, disc_.tracks[k].texts);
    EXPECT_EQ(album.disc.mcn, disc_.mcn);
    EXPECT_THAT(
        album.warnings,
        ElementsAre(at + "title of track 2 is \"Deux\" in the sheet and \"Two\" in 'disc.cdt', which is "
                         "taken",
                    at + "composer of track 2 is \"X\" in the sheet and not in 'disc.cdt', which is taken",
                    at + "genre is \"Jazz\" in the sheet and not in 'disc.cdt', which is taken"));
    EXPECT_THAT(album.files, ElementsAre(folder_ / "disc.cue", folder_ / "a.wav", folder_ / "disc.cdt"));
    EXPECT_EQ(album.holds.text_blocks, 8);
    EXPECT_TRUE(album.holds.text_extras);
}

TEST_F(CdTextFile, IsFoundLikeOtherFilesOfTheSheet) {
    EXPECT_EQ(open("CDTEXTFILE \"C:\\rips\\DISC.CDT\"\n").warnings[0],
              folder_ /
                  "disc.cue:1: 'C:\\rips\\DISC.CDT' leads out of the sheet's folder; 'disc.cdt' is taken");
}

TEST_F(CdTextFile, ThatIsNotThereLeavesTheSheetsTexts) {
    const Album album = open("CDTEXTFILE a.cdt\n");
    EXPECT_THAT(album.warnings,
                ElementsAre(folder_ / "disc.cue:1: there is no file 'a.cdt' beside the sheet; "
                                      "texts are taken from the sheet"));
    EXPECT_EQ(track_texts(album.disc, 1).title, "Deux");
    EXPECT_FALSE(album.holds.text_extras);
}

TEST_F(CdTextFile, ThatIsNoCdTextIsRefused) {
    write_file(folder_ / "disc.cdt", "no packs");
    EXPECT_EQ(error_of(Errc::malformed, [&] { open("CDTEXTFILE disc.cdt\n"); }),
              error_of(Errc::malformed, [&] { read_cd_text(folder_ / "disc.cdt", as_bytes("no packs")); }));
    write_file(folder_ / "disc.cdt", std::string(65537, ' '));
    EXPECT_EQ(error_of(Errc::malformed, [&] { open("CDTEXTFILE disc.cdt\n"); }),
              folder_ / "disc.cdt: is 65537 bytes long, at most 65536 are read of such a file");
}

} // namespace
} // namespace redbook
