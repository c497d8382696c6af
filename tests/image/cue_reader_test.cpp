#include "redbook/image/cue_reader.h"

#include "tests/image/image_support.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"

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
        write_file(sheet, read_file(std::string(TEST_DATA) + "/cue/peer_cases/" + name + ".cue"));
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
                ElementsAre(late + ":3: the audio in front of INDEX 01 is kept as the pregap of track 1"));
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
    EXPECT_EQ(album.kind, "CUE sheet");
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
    EXPECT_THAT(album.warnings,
                ElementsAre(folder_ / "disc.cue:1: 'C:\\rips\\a.WAV' is not there; 'A.wav' is taken"));
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
                ElementsAre(path + ":6: INDEX 01 of track 2 lies inside a block and moves down to its "
                                   "start, as may others behind it"));
}

TEST_F(CueReader, OneDiscInFiveStylesOfGapsIsOneDisc) {
    make("whole.wav", 900);
    const auto part = [&](const char* name, int from, int to) {
        write_pattern_wav(folder_ / name, samples_in(BlockCount{from}), samples_in(BlockCount{to - from}));
    };
    part("1.wav", 0, 320), part("2.wav", 320, 900);            // gap appended to the track before
    part("1short.wav", 0, 300), part("2long.wav", 300, 900);   // gap in front of the track
    part("hidden.wav", 0, 0 + 10), part("1rest.wav", 10, 320); // the hidden audio in a file of its own
    const std::string head = "TRACK 1 AUDIO\nINDEX 0 0:0:0\n", one = "INDEX 1 0:0:10\n";
    const std::string two = "TRACK 2 AUDIO\nINDEX 0 0:4:0\nINDEX 1 0:4:20\n";
    for (const std::string& text :
         {"FILE whole.wav WAVE\n" + head + one + two,
          "FILE 1.wav WAVE\n" + head + one + "TRACK 2 AUDIO\nINDEX 0 0:4:0\nFILE 2.wav WAVE\nINDEX 1 0:0:0\n",
          "FILE 1short.wav WAVE\n" + head + one +
              "FILE 2long.wav WAVE\nTRACK 2 AUDIO\nINDEX 0 0:0:0\nINDEX 1 0:0:20\n",
          "FILE hidden.wav WAVE\n" + head +
              "FILE 1rest.wav WAVE\nINDEX 1 0:0:0\nTRACK 2 AUDIO\nINDEX 0 0:3:65\n"
              "FILE 2.wav WAVE\nINDEX 1 0:0:0\n",
          "FILE whole.wav WAVE\nTRACK 1 AUDIO\n" + one + two}) {
        SCOPED_TRACE(text);
        const Album album = open_cue_sheet(sheet(text), {});
        EXPECT_THAT(starts_of(album.disc), ElementsAre("1 -150/10", "2 300/320"));
        EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{900}) ==
                    as_string(pattern_blocks(Lba{0}, BlockCount{900})));
    }
}

} // namespace
} // namespace redbook
