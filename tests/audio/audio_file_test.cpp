// What open_audio_file takes, and what it refuses.
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "redbook/base/file.h"
#include "tests/audio/reading.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;

constexpr auto kNotAudio =
    ": is not audio that can be read; give FLAC, WAV, AIFF, ALAC, WavPack, APE, MP3, AAC, Ogg "
    "Vorbis or Opus";

std::string refusal(Errc code, const std::string& path, const AudioFileOptions& options = {}) {
    return error_of(code, [&] { open_audio_file(path, options); });
}

TEST(AudioFile, WhatIsNotAFileIsRefused) {
    TempFolder folder;
    EXPECT_EQ(refusal(Errc::not_found, folder / "none.flac"),
              folder / "none.flac" + ": there is no such file");
    EXPECT_EQ(refusal(Errc::malformed, folder.path()),
              folder.path() + ": is a folder, not an audio file; name the files in it");
    mkfifo((folder / "pipe").c_str(), 0600);
    EXPECT_EQ(refusal(Errc::malformed, folder / "pipe"), folder / "pipe" + ": is not a regular file");
}

TEST(AudioFile, WhatIsNotAudioIsRefused) {
    TempFolder folder;
    const std::string path = folder / "a.wav";
    write_file(path, "");
    EXPECT_EQ(refusal(Errc::malformed, path), path + ": is empty; copy or export it again");
    std::string text;
    for (int i = 0; i < 200; ++i) text += "This is a letter to a friend, named .wav by mistake.\n";
    for (const std::string& content :
         {text.substr(0, 20), text, std::string(5000, '\0'), std::string("RIFF")}) {
        write_file(path, content);
        EXPECT_EQ(refusal(Errc::malformed, path), path + kNotAudio);
    }
}

TEST(AudioFile, RatesThatNoOneUsesAreRefused) {
    TempFolder folder;
    write_wav(folder / "a.wav", noise(100, 500));
    EXPECT_EQ(refusal(Errc::unsupported, folder / "a.wav"),
              folder / "a.wav" + ": has 500 samples a second; 1000 to 1536000 can be converted");
}

// Whatever a damaged file says, it is read or refused; it never brings the program down.
TEST(AudioFile, DamagedFilesAreReadOrRefused) {
    TempFolder folder;
    uint32_t random = 7;
    const auto next = [&] { return random = random * 1664525 + 1013904223, random >> 8; };
    for (const char* name : {"a.wav", "b.wav", "c.wav", "d.flac", "e.wv", "f.m4a", "g.mp3", "h.aiff"}) {
        const std::string path = folder / name;
        const WavKind kind = name[0] == 'a' ? WavKind::riff : name[0] == 'b' ? WavKind::rf64 : WavKind::w64;
        if (std::string(name).ends_with(".wav"))
            write_wav(path, noise(600), {.kind = kind});
        else
            encode(path, noise(6000));
        const std::string whole = read_file(path);
        for (int i = 0; i < 40; ++i) {
            std::string bytes = whole;
            for (int k = 0; k < 3; ++k) bytes[next() % (i % 2 ? bytes.size() : 120)] = char(next());
            write_file(path, bytes);
            try {
                const auto file = open_audio_file(path, {.downmix = true});
                if (file->length().value < 1000000) read_all(*joined({file}));
            } catch (const Error& e) {
                EXPECT_THAT(e.what(), testing::StartsWith(path + ": "));
            }
        }
    }
}

TEST(AudioFile, ContentDecidesNotTheName) {
    TempFolder folder;
    encode(folder / "a.flac", noise(1000));
    rename((folder / "a.flac").c_str(), (folder / "a.mp3").c_str());
    EXPECT_EQ(open_audio_file(folder / "a.mp3")->format().codec, "FLAC");
}

TEST(AudioFile, ANameThatLooksLikeAnAddressIsAName) {
    TempFolder folder;
    const std::string path = folder / "http:a%20b#c?.aiff";
    encode(path, noise(1000));
    EXPECT_EQ(read_file_at_once(path), padded(as_cd(noise(1000))));
}

// Mode bits mean nothing to root: the opening is done by a child that is nobody.
TEST(AudioFile, AFileThatMayNotBeReadIsRefused) {
    TempFolder folder;
    const std::string path = folder / "a.wav";
    write_wav(path, noise(10));
    chmod(path.c_str(), 0);
    chmod(folder.path().c_str(), 0755);
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        std::string said = "cannot become nobody";
        if (geteuid() != 0 || (setgid(65534) == 0 && setuid(65534) == 0))
            said = refusal(Errc::no_permission, path);
        _exit(write(pipe_ends[1], said.data(), said.size()) == ssize_t(said.size()) ? 0 : 1);
    }
    close(pipe_ends[1]);
    std::string said(1000, '\0');
    said.resize(size_t(std::max<ssize_t>(0, read(pipe_ends[0], said.data(), said.size()))));
    close(pipe_ends[0]);
    int status = -1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(said, path + ": cannot open: permission denied");
}

// Container, codec, rate, bits, what becomes of it, and the checksum.
std::string source_line(const AudioFile& file) {
    const AudioSource s = file.source();
    constexpr const char* kChecksums[] = {"none", "not read", "verified"};
    return fmt::format("{} {} {} {}{}{}{}{} {}", s.container, s.codec, s.rate, s.bits,
                       s.lossy ? " lossy" : "", s.resampled ? " resampled" : "",
                       s.downmixed ? " downmixed" : "", s.dithered ? " dithered" : "",
                       kChecksums[size_t(s.checksum)]);
}

TEST(AudioFile, TellsWhatItIsAndWhatBecomesOfIt) {
    const TempFolder folder;
    const auto line = [&](const std::string& name, const AudioFileOptions& options = {}) {
        return source_line(*open_audio_file(folder / name, options));
    };
    write_wav(folder / "16.wav", noise(1000));
    write_wav(folder / "24.wav", noise(1000, 96000, 2, 24), {.bits = 24});
    write_wav(folder / "float.wav", noise(1000, 44100, 2, 24), {.bits = 32, .floating = true});
    encode(folder / "16.flac", noise(1000));
    encode(folder / "6.flac", noise(1000, 44100, 6), 16, {"--channel-map=none"});
    encode(folder / "a.mp3", noise(4000));
    encode(folder / "a.m4a", noise(4000));
    EXPECT_EQ(line("16.wav"), "WAV PCM 44100 16 none");
    EXPECT_EQ(line("24.wav"), "WAV PCM 96000 24 resampled dithered none");
    EXPECT_EQ(line("float.wav"), "WAV PCM (float) 44100 32 dithered none");
    EXPECT_EQ(line("16.flac"), "FLAC FLAC 44100 16 not read");
    EXPECT_EQ(line("6.flac", {.downmix = true}), "FLAC FLAC 44100 16 downmixed dithered not read");
    EXPECT_EQ(line("a.mp3"), "MP3 MP3 44100 0 lossy dithered none");
    EXPECT_EQ(line("a.m4a"), "MP4 AAC 44100 0 lossy dithered none");
    EXPECT_EQ(source_line(*open_raw_file(open_input(folder / "16.wav"), RawOrder::big_endian)),
              "raw PCM 44100 16 none");
}

TEST(AudioFile, TheMd5OfAFlacIsVerifiedOnceItWasReadWhole) {
    const TempFolder folder;
    encode(folder / "a.flac", noise(60000));
    const auto file = open_audio_file(folder / "a.flac");
    const auto source = joined({file});
    read_blocks(*source, Lba{50}, BlockCount{1});
    EXPECT_EQ(file->source().checksum, SourceChecksum::not_read);
    read_all(*source);
    EXPECT_EQ(file->source().checksum, SourceChecksum::verified);
}

TEST(AudioFile, SixChannelsNeedADownmix) {
    TempFolder folder;
    const Sound sound = noise(1000, 44100, 6);
    write_wav(folder / "a.wav", sound);
    encode(folder / "a.flac", sound, 16, {"--channel-map=none"});
    for (const char* name : {"a.wav", "a.flac"}) {
        EXPECT_EQ(refusal(Errc::unsupported, folder / name),
                  folder / name + ": has 6 channels; give a stereo file, or mix them down");
        EXPECT_EQ(open_audio_file(folder / name, {.downmix = true})->length().value, 1000);
    }
    EXPECT_EQ(read_file_at_once(folder / "a.wav", {.downmix = true}),
              read_file_at_once(folder / "a.flac", {.downmix = true}));
    write_wav(folder / "b.wav", noise(1000, 44100, 12));
    EXPECT_EQ(refusal(Errc::unsupported, folder / "b.wav", {.downmix = true}),
              folder / "b.wav" + ": has 12 channels; at most 8 can be mixed to stereo");
}

TEST(AudioFile, ADownmixKeepsTheFrontAndAddsTheRest) {
    TempFolder folder;
    // Only the centre sounds: -3 dB on both sides.
    const Sound centre = sound_of(44100, 44100, 6, 16, [](int64_t, int c) { return c == 2 ? 0.5 : 0.0; });
    write_wav(folder / "a.wav", centre);
    const Samples out = read_file_at_once(folder / "a.wav", {.downmix = true});
    double left = 0, right = 0;
    for (size_t i = 0; i < 44100; ++i) left += out[2 * i], right += out[2 * i + 1];
    EXPECT_NEAR(left / 44100, 0.5 * M_SQRT1_2 * 32768, 0.05);
    EXPECT_NEAR(right / 44100, 0.5 * M_SQRT1_2 * 32768, 0.05);
}

TEST(AudioFile, RawFilesOfBothByteOrdersAreRead) {
    TempFolder folder;
    const Sound sound = noise(1000);
    std::string bytes = pcm_bytes(sound, 16);
    write_file(folder / "little.bin", bytes);
    for (size_t i = 0; i < bytes.size(); i += 2) std::swap(bytes[i], bytes[i + 1]);
    write_file(folder / "big.bin", bytes);
    const auto little = open_raw_file(open_input(folder / "little.bin"), RawOrder::little_endian);
    const auto big = open_raw_file(open_input(folder / "big.bin"), RawOrder::big_endian);
    EXPECT_EQ(read_all(*joined({little})), padded(as_cd(sound)));
    EXPECT_EQ(read_all(*joined({big})), padded(as_cd(sound)));
    EXPECT_TRUE(joined({little})->extent(Lba{0}));
    EXPECT_FALSE(joined({big})->extent(Lba{0}));
    EXPECT_EQ(little->format().codec, "raw");
}

TEST(AudioFile, TheRestOfARawFileIsLeftOutWithAWarning) {
    TempFolder folder;
    const std::string path = folder / "a.bin";
    write_file(path, pcm_bytes(noise(10), 16) + "abc");
    const auto file = open_raw_file(open_input(path), RawOrder::little_endian);
    EXPECT_EQ(file->length().value, 10);
    EXPECT_EQ(file->warnings(),
              std::vector<std::string>{path + ": ends within a sample; the last 3 bytes are left out"});
    write_file(path, "abc");
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_raw_file(open_input(path), RawOrder::little_endian); }),
              path + ": has no audio in it");
}

// What a file of the corpus is: a sentence without its path, or "N samples" and its warnings.
std::string outcome_of(const std::string& name) {
    const std::string path = test::data_path(name);
    std::string outcome;
    try {
        const auto file = open_audio_file(path, {.downmix = true});
        const size_t blocks = read_all(*joined({file})).size() / 2 / size_t(kBlockSamples);
        outcome = fmt::format("{} samples in {} blocks", file->length().value, blocks);
        for (const std::string& warning : file->warnings()) outcome += "\n" + warning;
    } catch (const Error& e) {
        outcome = e.what();
    }
    for (size_t at; (at = outcome.find(path)) != outcome.npos;) outcome.replace(at, path.size(), "$");
    return outcome;
}

struct Case {
    const char *name, *outcome;
};
constexpr Case kCases[] = {
    {"flac/bad.001.header_alone.flac", "$: is not audio that can be read; give FLAC, WAV, AIFF, ALAC, "
                                       "WavPack, APE, MP3, AAC, Ogg Vorbis or Opus"},
    {"flac/bad.002.cut_short.flac", "$: ends at 0:00.000 of 0:00.001: it is cut short; copy or rip it again"},
    {"flac/bad.003.damaged_frame.flac",
     "$: ends at 0:00.000 of 0:00.001: it is cut short; copy or rip it again"},
    {"flac/bad.004.another_md5.flac",
     "$: its audio does not have the MD5 that its header names; copy or rip it again"},
    {"flac/good.001.cd_audio.flac", "60 samples in 1 blocks"},
    {"flac/good.002.tags_and_cue_sheet.flac", "4704 samples in 8 blocks"},
    {"flac/good.003.24_bits_mono.flac", "28 samples in 1 blocks"},
    {"flac/good.004.behind_an_id3_tag.flac", "60 samples in 1 blocks"},
    {"wav/bad.001.no_format.wav",
     "$: is a WAV file without a 'fmt ' chunk; it is damaged, copy or export it again"},
    {"wav/bad.002.no_audio.wav", "$: has no audio in it: the WAV file has no 'data' chunk"},
    {"wav/bad.003.no_channels.wav", "$: its header is damaged; copy or export it again"},
    {"wav/bad.004.audio_of_no_length.wav", "$: has no audio in it"},
    {"wav/bad.005.rate_0.wav", "$: its header is damaged; copy or export it again"},
    {"wav/bad.006.nine_channels.wav", "$: has 9 channels; at most 8 can be mixed to stereo"},
    {"wav/bad.007.rate_of_2_ghz.wav", "$: has 2000000000 samples a second; 1000 to 1536000 can be converted"},
    {"wav/bad.008.cut_short.wav", "$: is cut short: 4752 bytes of its audio are missing at its end; copy or "
                                  "export it again"},
    {"wav/good.001.cd_audio.wav", "12 samples in 1 blocks"},
    {"wav/good.002.extensible_20_of_24_bits.wav", "4 samples in 1 blocks"},
    {"wav/good.003.float_mono.wav", "12 samples in 1 blocks"},
    {"wav/good.004.six_channels.wav", "4 samples in 1 blocks"},
    {"wav/good.005.eight_bits_and_tags.wav", "188 samples in 1 blocks"},
    {"wav/good.006.streamed.wav",
     "12 samples in 1 blocks\n$: cannot tell whether this file is complete; it does not store its length"},
    {"wav/good.007.ends_within_a_sample.wav",
     "11 samples in 1 blocks\n$: ends within a sample; the last 2 bytes are left out"},
    {"wav/good.008.rf64.wav", "12 samples in 1 blocks"},
    {"wav/good.009.wave64.wav", "12 samples in 1 blocks"},
};

TEST(AudioCorpus, EveryFileIsReadAsItsNameSays) {
    for (const Case& c : kCases) EXPECT_EQ(outcome_of(c.name), c.outcome) << c.name;
}

TEST(AudioCorpus, HasNoFileWithoutAVerdict) {
    std::vector<std::string> files, cases;
    for (const char* folder : {"flac", "wav"})
        for (const std::string& name : system_files().list(test::data_path(folder)))
            files.push_back(join_path(folder, name));
    for (const Case& c : kCases) cases.push_back(c.name);
    EXPECT_EQ(files, cases);
}

} // namespace
} // namespace redbook
