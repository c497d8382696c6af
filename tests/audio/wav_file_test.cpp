// WAV files of every wrapping and width, and what is wrong with many of them.
#include "tests/audio/reading.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

class WavFile : public testing::Test {
  protected:
    std::shared_ptr<const AudioFile> made(const Sound& in, const WavStyle& style) {
        write_wav(path, in, style);
        return open_audio_file(path);
    }

    void expect_exact(const Sound& in, const WavStyle& style, const std::vector<std::string>& warnings = {}) {
        const auto file = made(in, style);
        EXPECT_EQ(file->length().value, in.count());
        EXPECT_EQ(file->warnings(), warnings);
        EXPECT_EQ(read_all(*joined({file})), padded(as_cd(in)));
    }

    TempFolder folder;
    const std::string path = folder / "a.wav";
    const Sound sound = noise(5001);
};

TEST_F(WavFile, EveryWrappingPassesBitForBit) {
    for (const WavKind kind : {WavKind::riff, WavKind::extensible, WavKind::rf64, WavKind::w64})
        expect_exact(sound, {.kind = kind});
}

TEST_F(WavFile, ItsFormatIsTold) {
    const AudioFormat format = made(noise(10, 96000, 1, 24), {.bits = 24})->format();
    EXPECT_EQ(format.codec, "WAV (PCM)");
    EXPECT_EQ(format.rate, 96000);
    EXPECT_EQ(format.channels, 1);
    EXPECT_EQ(format.bits, 24);
    EXPECT_FALSE(format.floating || format.is_cd_audio());
    EXPECT_TRUE(made(sound, {})->format().is_cd_audio());
    EXPECT_EQ(made(sound, {.bits = 32, .floating = true})->format().codec, "WAV (float)");
}

TEST_F(WavFile, TwentyValidBitsOfTwentyFourAreTakenFromTheTop) {
    const Sound twenty = noise(3000, 44100, 2, 20);
    const auto file = made(twenty, {.bits = 24, .kind = WavKind::extensible, .valid_bits = 20});
    EXPECT_EQ(file->format().bits, 20);
    const Samples out = read_all(*joined({file})), exact = as_cd(twenty);
    for (size_t i = 0; i < exact.size(); ++i) ASSERT_LE(std::abs(out[i] - exact[i]), 2) << i;
    expect_exact(sound, {.bits = 24, .kind = WavKind::extensible, .valid_bits = 16});
}

TEST_F(WavFile, ChunksAroundTheAudioAreNotAudio) {
    const std::string odd = riff_chunk("junk", "odd") + riff_chunk("bext", std::string(602, 'x'));
    expect_exact(sound,
                 {.before = odd, .after = riff_chunk("LIST", "INFOICMT\4\0\0\0abc") + "trailing rubbish"});
}

TEST_F(WavFile, AStreamedFileIsReadToItsEndWithAWarning) {
    const std::vector<std::string> warnings{
        path + ": cannot tell whether this file is complete; it does not store its length"};
    for (const int64_t size : {int64_t{0}, int64_t{0xFFFFFFFF}})
        expect_exact(sound, {.data_size = size, .riff_size = size}, warnings);
    expect_exact(sound, {.data_size = 0, .riff_size = 0x7FFFFFFF}, warnings);
    expect_exact(sound, {.data_size = 0x7FFFF000, .riff_size = 0x7FFFF024},
                 warnings); // as sox writes into a pipe
}

TEST_F(WavFile, AFileThatIsCutShortBehindItsAudioIsWarnedOf) {
    const std::string list = riff_chunk("LIST", "INFO" + riff_chunk("INAM", "A song"));
    write_wav(path, sound, {.after = list});
    const std::string whole = read_file(path);
    write_file(path, whole.substr(0, whole.size() - 5));
    EXPECT_EQ(
        open_audio_file(path)->warnings(),
        std::vector<std::string>{path + ": is cut short after its audio: 5 bytes are missing at its end"});
}

TEST_F(WavFile, AFileShorterThanItsHeaderSaysIsRefused) {
    write_wav(path, sound, {.data_size = 5001 * 4 + 1000});
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }),
              path + ": is cut short: 1000 bytes of its audio are missing at its end; copy or export it "
                     "again");
}

TEST_F(WavFile, AHeaderThatPromisesLessThanIsThereIsRefused) {
    const std::string why = path + ": its header promises 8000 bytes of audio, but 12004 more bytes follow "
                                   "that are not a chunk; ";
    write_wav(path, sound, {.data_size = 8000});
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }), why + "copy or export it again");
    const auto file = open_audio_file(path, {.salvage = true});
    EXPECT_EQ(file->length().value, 5001);
    EXPECT_EQ(file->missing(), (MissingAudio{2000, 3001, 44100, true}));
    EXPECT_EQ(file->warnings(),
              std::vector<std::string>{path + ": 0:00.045 to 0:00.113 is after the end that its header "
                                              "states; what is there is taken"});
}

TEST_F(WavFile, SoIsAWave64OrAnRf64ThatPromisesLess) {
    for (const WavKind kind : {WavKind::w64, WavKind::rf64}) {
        write_wav(path, noise(5002), {.kind = kind, .data_size = 8000});
        std::string bytes = read_file(path);
        if (kind == WavKind::w64) bytes.replace(bytes.find("data") + 16, 2, "\x58\x1F"); // 8024
        write_file(path, bytes);
        EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }),
                  path +
                      ": its header promises 8000 bytes of audio, but 12008 more bytes follow that are not "
                      "a chunk; copy or export it again");
        EXPECT_EQ(open_audio_file(path, {.salvage = true})->missing(),
                  (MissingAudio{2000, 3002, 44100, true}));
    }
}

TEST_F(WavFile, ZerosThatAnEditorPadsAFileWithAreNotAudio) {
    write_wav(path, sound, {});
    const auto length = open_audio_file(path)->length();
    write_file(path, read_file(path) + std::string(100000, '\0'));
    const auto file = open_audio_file(path);
    EXPECT_EQ(file->length(), length);
    EXPECT_TRUE(file->warnings().empty());
}

// 44100 samples are promised and half of them are there.
TEST_F(WavFile, OfAFileThatIsCutShortWhatIsThereIsTakenIfThatIsAskedFor) {
    for (const WavKind kind : {WavKind::riff, WavKind::rf64, WavKind::w64}) {
        write_wav(path, noise(44100, 44100, 2, 16, 1), {.kind = kind});
        const std::string whole = read_file(path);
        write_file(path, whole.substr(0, whole.size() - 2 * 44100 - 2));
        const auto file = open_audio_file(path, {.salvage = true});
        EXPECT_EQ(file->length(), SampleCount{22049});
        EXPECT_EQ(file->missing(), (MissingAudio{22049, 22051, 44100}));
        EXPECT_EQ(file->warnings(),
                  (std::vector<std::string>{
                      path + ": ends within a sample; the last 2 bytes are left out",
                      path + ": is cut short: 0:00.499 to 0:01.000 is missing; what is there is "
                             "taken"}));
    }
    write_wav(path, noise(44100, 44100, 2, 16, 1));
    const auto whole = open_audio_file(path, {.salvage = true});
    EXPECT_EQ(whole->missing(), std::nullopt);
    EXPECT_EQ(whole->warnings(), std::vector<std::string>{});
}

TEST_F(WavFile, AFileWithNothingButAHeaderIsRefusedEvenToSalvage) {
    write_wav(path, Sound{}, {.data_size = 4000});
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path, {.salvage = true}); }),
              path + ": has no audio in it");
}

TEST_F(WavFile, AnEndWithinASampleIsLeftOutWithAWarning) {
    write_wav(path, sound, {.data_size = 5000 * 4 + 3});
    const auto file = open_audio_file(path);
    EXPECT_EQ(file->length().value, 5000);
    EXPECT_EQ(file->warnings(),
              std::vector<std::string>{path + ": ends within a sample; the last 3 bytes are left out"});
}

TEST_F(WavFile, InfoTagsAreRead) {
    const std::string info = "INFO" + riff_chunk("INAM", std::string("Song\0", 5)) +
                             riff_chunk("IART", "Gr\xFC\xDF") + riff_chunk("ITRK", "3");
    const std::map<std::string, std::string> tags{
        {"TITLE", "Song"}, {"ARTIST", "Gr\xC3\xBC\xC3\x9F"}, {"TRACKNUMBER", "3"}};
    EXPECT_EQ(made(sound, {.before = riff_chunk("LIST", info)})->tags(), tags);
    EXPECT_EQ(made(sound, {.after = riff_chunk("LIST", info)})->tags(), tags);
}

TEST_F(WavFile, WhatRiffInfoCallsIsrcIsNoRecordingCode) {
    EXPECT_EQ(made(sound, {.before = riff_chunk("LIST", "INFO" + riff_chunk("ISRC", "a friend"))})
                  ->tags()
                  .count("ISRC"),
              0U);
}

TEST_F(WavFile, AnId3ChunkIsRead) {
    const std::string text("\3Song", 5);
    const std::string frame = "TIT2" + std::string("\0\0\0\5\0\0", 6) + text;
    const std::string id3 = std::string("ID3\4\0\0\0\0\0\x0F", 10) + frame;
    EXPECT_EQ(made(sound, {.after = riff_chunk("id3 ", id3)})->tags(),
              (std::map<std::string, std::string>{{"TITLE", "Song"}}));
    expect_exact(sound, {.before = riff_chunk("id3 ", id3)});
}

TEST_F(WavFile, CompressedAudioInAWavIsLeftToFfmpeg) {
    write_wav(folder / "source.wav", sine(44100, 44100, 1000, 0.5), {});
    run({"ffmpeg", "-v", "error", "-i", folder / "source.wav", "-c:a", "adpcm_ms", path});
    const auto file = open_audio_file(path);
    EXPECT_EQ(file->format().codec, "ADPCM_MS");
    EXPECT_GE(file->length().value, 44100);
}

TEST_F(WavFile, BrokenOnesAreRefusedWithASentence) {
    const auto error = [&](const std::string& bytes) {
        write_file(path, bytes);
        return error_of(Errc::malformed, [&] { open_audio_file(path); });
    };
    write_wav(path, sound);
    const std::string whole = read_file(path);
    EXPECT_EQ(error(whole.substr(0, 44)), path +
                                              ": is cut short: 20004 bytes of its audio are missing at its "
                                              "end; copy or export it again");
    EXPECT_EQ(error(whole.substr(0, 36)), path + ": has no audio in it: the WAV file has no 'data' chunk");
    EXPECT_EQ(error(whole.substr(0, 12)),
              path + ": is a WAV file without a 'fmt ' chunk; it is damaged, copy or export it again");
    std::string no_rate = whole;
    no_rate.replace(24, 4, 4, '\0');
    EXPECT_EQ(error(no_rate), path + ": its header is damaged; copy or export it again");
    std::string no_channels = whole;
    no_channels.replace(22, 2, 2, '\0');
    EXPECT_EQ(error(no_channels), path + ": its header is damaged; copy or export it again");
    write_wav(path, {}, {});
    EXPECT_EQ(error(read_file(path)), path + ": has no audio in it");
    write_wav(path, {}, {.after = riff_chunk("LIST", "INFO")});
    EXPECT_EQ(error(read_file(path)), path + ": has no audio in it");
}

} // namespace
} // namespace redbook
