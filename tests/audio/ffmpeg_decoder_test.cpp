// What FFmpeg reads: lengths without the encoders' delay and padding, tags, and damage that is not swallowed.
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/audio/reading.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;

constexpr int64_t kCount = 100003;
constexpr auto kInexact =
    ": does not tell how much silence its encoder added; up to a tenth of a second of it may stay "
    "at its beginning or end";
constexpr auto kCannotTellEnd = ": cannot tell whether this file is complete; it does not store its length";

class Ffmpeg : public testing::Test {
  protected:
    std::string made(const std::string& name, const Sound& sound,
                     const std::vector<std::string>& options = {}) {
        encode(folder / name, sound, 16, options);
        return folder / name;
    }

    TempFolder folder;
};

// A burst of sine in the middle of silence: codecs keep it where it is, give or take a millisecond.
Sound burst(int rate) {
    return sound_of(kCount, rate, 2, 16, [&](int64_t i, int) {
        const bool on = i >= 40000 && i < 60000;
        return on ? 0.5 * std::sin(2 * M_PI * 1000 * double(i) / rate) : 0;
    });
}

void expect_burst_in_place(const Samples& out, int rate) {
    const auto loud = [](int16_t v) { return std::abs(v) > 4000; };
    const auto first = std::find_if(out.begin(), out.end(), loud) - out.begin();
    const auto last = out.rend() - std::find_if(out.rbegin(), out.rend(), loud);
    EXPECT_NEAR(double(first) / 2, 40000.0 * 44100 / rate, 60);
    EXPECT_NEAR(double(last) / 2, 60000.0 * 44100 / rate, 60);
}

struct Gapless {
    const char* name;
    int rate;
    const char* codec;
};
class GaplessFormat : public testing::TestWithParam<Gapless> {};
INSTANTIATE_TEST_SUITE_P(Ffmpeg, GaplessFormat,
                         testing::Values(Gapless{"a.mp3", 44100, "MP3"}, Gapless{"b.mp3", 48000, "MP3"},
                                         Gapless{"a.ogg", 44100, "Vorbis"}, Gapless{"a.opus", 48000, "Opus"},
                                         Gapless{"a.tta", 44100, "TTA"}, Gapless{"a.wv", 96000, "WavPack"},
                                         Gapless{"a.aiff", 48000, "AIFF (PCM)"}));

TEST_P(GaplessFormat, HasItsExactLengthAndNoDelay) {
    TempFolder folder;
    const std::string path = folder / GetParam().name;
    const int rate = GetParam().rate;
    encode(path, burst(rate));
    const auto file = open_audio_file(path);
    EXPECT_EQ(file->warnings(), std::vector<std::string>{});
    EXPECT_EQ(file->format().codec, GetParam().codec);
    EXPECT_EQ(file->length().value, (kCount * 44100 + rate - 1) / rate);
    expect_burst_in_place(read_all(*joined({file})), rate);
}

TEST_F(Ffmpeg, Mp3WithoutAGaplessTagIsWarnedOf) {
    const std::string path = made("a.mp3", burst(44100), {"-write_xing", "0"});
    const auto file = open_audio_file(path);
    EXPECT_EQ(file->warnings(), (std::vector<std::string>{path + kInexact, path + kCannotTellEnd}));
    EXPECT_NEAR(double(file->length().value), double(kCount), 3000);
    EXPECT_NO_THROW(read_all(*joined({file})));
}

TEST_F(Ffmpeg, AacWithoutACountIsWarnedOf) {
    for (const char* name : {"a.m4a", "a.aac"}) {
        const std::string path = made(name, burst(44100));
        const auto file = open_audio_file(path);
        std::vector<std::string> expected{path + kInexact};
        if (std::string(name) == "a.aac") expected.push_back(path + kCannotTellEnd);
        EXPECT_EQ(file->warnings(), expected) << name;
        EXPECT_NEAR(double(file->length().value), double(kCount), 3000) << name;
        EXPECT_NO_THROW(read_all(*joined({file}))) << name;
    }
}

std::string be32(size_t n) { return {char(n >> 24), char(n >> 16), char(n >> 8), char(n)}; }
std::string atom(const std::string& name, const std::string& content) {
    return be32(content.size() + 8) + name + content;
}

// iTunes' tag, put at the end of the 'moov' that ends the file.
TEST_F(Ffmpeg, AacWithItunesCountIsExact) {
    const std::string path = made("a.m4a", burst(44100), {"-bitexact"});
    const std::string zeros(4, '\0');
    const std::string value = fmt::format(" 00000000 00000400 000003A5 {:016X} 00000000", kCount);
    const std::string tag =
        atom("----", atom("mean", zeros + "com.apple.iTunes") + atom("name", zeros + "iTunSMPB") +
                         atom("data", std::string("\0\0\0\1", 4) + zeros + value));
    const std::string handler = atom("hdlr", zeros + zeros + "mdirappl" + std::string(9, '\0'));
    const std::string addition = atom("udta", atom("meta", zeros + handler + atom("ilst", tag)));
    std::string bytes = read_file(path);
    const size_t moov = bytes.rfind("moov") - 4;
    const size_t size = bytes.size() - moov;
    write_file(path, bytes.replace(moov, 4, be32(size + addition.size())) + addition);
    const auto file = open_audio_file(path);
    EXPECT_EQ(file->warnings(), std::vector<std::string>{});
    EXPECT_EQ(file->length().value, kCount);
    expect_burst_in_place(read_all(*joined({file})), 44100);
}

TEST_F(Ffmpeg, TagsOfEveryFormatHaveTheSameNames) {
    const std::vector<std::string> tags{"-metadata", "title=Song",     "-metadata", "artist=Band",
                                        "-metadata", "album=Record",   "-metadata", "album_artist=Many",
                                        "-metadata", "track=3/12",     "-metadata", "disc=1/2",
                                        "-metadata", "composer=Writer"};
    for (const char* name : {"a.mp3", "a.m4a", "a.ogg", "a.opus", "a.tta"}) {
        const auto file = open_audio_file(made(name, noise(48000, 48000), tags));
        for (const auto& [key, value] : {std::pair{"TITLE", "Song"},
                                         {"ARTIST", "Band"},
                                         {"ALBUM", "Record"},
                                         {"ALBUMARTIST", "Many"},
                                         {"TRACKNUMBER", "3"},
                                         {"DISCNUMBER", "1"},
                                         {"COMPOSER", "Writer"}}) {
            const auto found = file->tags().find(key);
            ASSERT_NE(found, file->tags().end()) << name << ' ' << key;
            EXPECT_EQ(found->second, value) << name << ' ' << key;
        }
    }
}

TEST_F(Ffmpeg, ApeTagsOfWavPackAreRead) {
    const auto file = open_audio_file(
        made("a.wv", noise(1000), {"-w", "Title=Song", "-w", "ISRC=DEA370700001", "-w", "Track=7"}));
    EXPECT_EQ(file->tags(), (std::map<std::string, std::string>{
                                {"TITLE", "Song"}, {"ISRC", "DEA370700001"}, {"TRACKNUMBER", "7"}}));
}

// No Debian program writes APE: this one was made with JMAC from noise(3000).
TEST_F(Ffmpeg, MonkeysAudioPassesBitForBit) {
    const auto file = open_audio_file(test::data_path("audio/noise.ape"));
    EXPECT_EQ(file->format().codec, "Monkey's Audio");
    EXPECT_TRUE(file->format().is_cd_audio());
    EXPECT_EQ(read_all(*joined({file})), padded(as_cd(noise(3000))));
    EXPECT_EQ(read_blocks(*joined({file}), Lba{3}, {1}), as_cd(part_of(noise(3000), 3 * 588, 588)));
}

TEST_F(Ffmpeg, ATruncatedFileIsRefusedWhenItIsOpened) {
    for (const char* name : {"a.m4a", "a.wv", "a.tta", "a.aiff"}) {
        std::vector<std::string> options;
        if (std::string(name) == "a.m4a") options = {"-c:a", "alac", "-movflags", "faststart"};
        const std::string path = made(name, noise(kCount), options);
        const std::string whole = read_file(path);
        write_file(path, whole.substr(0, whole.size() * 3 / 4));
        const std::string error = error_of(Errc::malformed, [&] { open_audio_file(path); });
        EXPECT_THAT(error, testing::StartsWith(path + ": is cut short: at least ")) << name;
        EXPECT_THAT(error, testing::EndsWith(" bytes are missing at its end; copy or export it again"))
            << name;
    }
}

TEST_F(Ffmpeg, OfAnAiffThatIsCutShortWhatIsThereIsTakenIfThatIsAskedFor) {
    const std::string path = made("a.aiff", noise(kCount));
    const Samples expected = read_file_at_once(path);
    const std::string whole = read_file(path);
    write_file(path, whole.substr(0, whole.size() - 4 * 44100));
    const auto file = open_audio_file(path, {.salvage = true});
    const MissingAudio missing{kCount - 44100, 44100, 44100};
    EXPECT_EQ(file->missing(), missing);
    EXPECT_EQ(file->length(), SampleCount{kCount - 44100});
    EXPECT_EQ(file->warnings(), std::vector<std::string>{path + ": is cut short: " + lack_text(missing) +
                                                         "; what is there is taken"});
    EXPECT_NO_THROW(read_all(*joined({file})));
    write_file(path, whole);
    EXPECT_EQ(open_audio_file(path, {.salvage = true})->missing(), std::nullopt);
}

// The whole file is there, and its header counts more samples than its sound chunk has.
TEST_F(Ffmpeg, AnAiffWhoseHeadersDisagreeCanBeSalvaged) {
    const std::string path = made("a.aiff", noise(kCount));
    std::string bytes = read_file(path);
    const size_t frames = bytes.find("COMM") + 10;
    for (size_t i = 0; i < 4; ++i) bytes[frames + i] = char((kCount + 1000) >> (24 - 8 * i));
    write_file(path, bytes);
    const auto file = open_audio_file(path, {.salvage = true});
    EXPECT_EQ(file->length(), SampleCount{kCount});
    EXPECT_EQ(file->missing(), (MissingAudio{kCount, 1000, 44100}));
}

void put_be(std::string& bytes, size_t at, size_t wide, uint64_t value) {
    for (size_t i = 0; i < wide; ++i) bytes[at + i] = char(value >> 8 * (wide - 1 - i));
}

// The sizes in the header of a file of 16-bit stereo, as if it had so many samples.
void promise(std::string& bytes, const std::string& name, int64_t samples) {
    const auto size = uint64_t(samples) * 4;
    if (name.ends_with(".au")) return put_be(bytes, 8, 4, size);
    if (name.ends_with(".caf")) return put_be(bytes, bytes.find("data") + 4, 8, size + 4);
    put_be(bytes, bytes.find("COMM") + 10, 4, uint64_t(samples));
    put_be(bytes, bytes.find("SSND") + 4, 4, size + 8);
    put_be(bytes, 4, 4, bytes.find("SSND") + size + 8);
}

TEST_F(Ffmpeg, AHeaderThatPromisesLessThanIsThereIsRefusedAndWhatIsThereAssumed) {
    for (const std::string name : {"a.aiff", "a.caf", "le.caf", "a.au"}) {
        SCOPED_TRACE(name);
        const Sound sound = noise(kCount);
        const std::string path = made(name, sound, {"-c:a", name == "le.caf" ? "pcm_s16le" : "pcm_s16be"});
        std::string bytes = read_file(path);
        promise(bytes, name, 50000);
        write_file(path, bytes);
        EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }),
                  path + ": its header promises 200000 bytes of audio, but 200012 more bytes follow that are "
                         "not a chunk; copy or export it again");
        const auto file = open_audio_file(path, {.salvage = true});
        EXPECT_EQ(file->missing(), (MissingAudio{50000, 50003, 44100, true}));
        EXPECT_EQ(file->warnings(),
                  std::vector<std::string>{path + ": 0:01.133 to 0:02.267 is after the end that its header "
                                                  "states; what is there is taken"});
        EXPECT_EQ(read_all(*joined({file})), padded(as_cd(sound)));
    }
}

TEST_F(Ffmpeg, AHeaderThatPromisesMoreThanIsThereIsRefusedAndTheRestMissing) {
    for (const std::string name : {"a.aiff", "a.caf", "a.au"}) {
        SCOPED_TRACE(name);
        const std::string path = made(name, noise(kCount), {"-c:a", "pcm_s16be"});
        std::string bytes = read_file(path);
        promise(bytes, name, kCount + 1000);
        write_file(path, bytes);
        EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }),
                  path +
                      ": is cut short: at least 4000 bytes are missing at its end; copy or export it again");
        const auto file = open_audio_file(path, {.salvage = true});
        EXPECT_EQ(file->missing(), (MissingAudio{kCount, 1000, 44100}));
        EXPECT_EQ(file->length(), SampleCount{kCount});
    }
}

TEST_F(Ffmpeg, OfAnAiffThatCountsFewerSamplesThanItsSoundHasTheRestIsAssumed) {
    for (const int bits : {16, 24, 32}) {
        const std::string path = folder / "a.aiff";
        const Sound sound = noise(kCount);
        encode(path, sound, bits);
        std::string bytes = read_file(path);
        put_be(bytes, bytes.find("COMM") + 10, 4, 50000);
        write_file(path, bytes);
        EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }),
                  path +
                      ": its header promises 50000 samples, and 100003 are there; copy or export it again");
        const auto file = open_audio_file(path, {.salvage = true});
        EXPECT_EQ(file->missing(), (MissingAudio{50000, 50003, 44100, true}));
        EXPECT_EQ(read_all(*joined({file})), padded(as_cd(sound)));
    }
}

// All of its sound is there.
TEST_F(Ffmpeg, AnAiffThatIsCutShortAfterItsAudioLacksNone) {
    const std::string path = made("a.aiff", noise(kCount));
    std::string bytes = read_file(path);
    put_be(bytes, 4, 4, bytes.size() - 8 + 100);
    write_file(path, bytes);
    const auto file = open_audio_file(path, {.salvage = true});
    EXPECT_EQ(file->missing(), std::nullopt);
    EXPECT_EQ(
        file->warnings(),
        std::vector<std::string>{path + ": is cut short after its audio: 100 bytes are missing at its end"});
}

// ALAC and plain PCM have no checksums: what is damaged there cannot be known.
TEST_F(Ffmpeg, ATruncatedMp3IsRefusedWhenItIsOpened) {
    const std::string path = made("a.mp3", noise(kCount));
    const std::string whole = read_file(path);
    write_file(path, whole.substr(0, whole.size() / 2));
    const std::string error = error_of(Errc::malformed, [&] { open_audio_file(path); });
    EXPECT_THAT(error, testing::StartsWith(path + ": ends at 0:01."));
    EXPECT_THAT(error, testing::EndsWith(" of 0:02.298: it is cut short; copy or export it again"));
}

TEST_F(Ffmpeg, AnOggWithoutItsLastPageIsWarnedOfAndOneWithHalfAPageIsRefused) {
    for (const char* name : {"a.ogg", "a.opus"}) {
        const std::string path = made(name, noise(kCount, 48000));
        const std::string whole = read_file(path);
        write_file(path, whole.substr(0, whole.rfind("OggS")));
        const auto file = open_audio_file(path);
        EXPECT_EQ(file->warnings(),
                  std::vector<std::string>{path + ": has no end mark; it may be cut short"});
        EXPECT_NO_THROW(read_all(*joined({file}))) << name;
        write_file(path, whole.substr(0, whole.size() - 1));
        EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }),
                  path + ": is cut short: at least 1 bytes are missing at its end; copy or export it again");
    }
}

TEST_F(Ffmpeg, TagsBehindAnMp3AreNotAudio) {
    const std::string path = made("a.mp3", noise(kCount));
    const Samples expected = read_file_at_once(path);
    write_file(path, read_file(path) + "TAG" + std::string(125, ' '));
    EXPECT_EQ(open_audio_file(path)->warnings(), std::vector<std::string>{});
    EXPECT_EQ(read_file_at_once(path), expected);
}

TEST_F(Ffmpeg, DamageIsRefusedNamingTheTime) {
    for (const char* name : {"a.wv", "a.tta"}) {
        const std::string path = made(name, noise(kCount));
        std::string bytes = read_file(path);
        bytes.replace(bytes.size() / 2, 300, 300, '\x5A');
        write_file(path, bytes);
        const std::string error = error_of(Errc::malformed, [&] { read_file_at_once(path); });
        EXPECT_THAT(error, testing::StartsWith(path + ": is damaged at 0:0")) << name;
    }
}

TEST_F(Ffmpeg, TheWidthOfSamplesIsTold) {
    const Sound wide = noise(5000, 48000, 2, 24);
    encode(folder / "a.aiff", wide, 24, {"-c:a", "pcm_s24be"});
    encode(folder / "b.m4a", wide, 24, {"-c:a", "alac", "-sample_fmt", "s32p"});
    encode(folder / "c.wv", wide, 24);
    encode(folder / "d.aif", wide, 24, {"-c:a", "pcm_f32be"});
    for (const char* name : {"a.aiff", "b.m4a", "c.wv"}) {
        EXPECT_EQ(open_audio_file(folder / name)->format().bits, 24) << name;
        EXPECT_FALSE(open_audio_file(folder / name)->format().floating) << name;
    }
    EXPECT_TRUE(open_audio_file(folder / "d.aif")->format().floating);
    EXPECT_EQ(open_audio_file(folder / "d.aif")->format().codec, "AIFF (float)");
}

TEST_F(Ffmpeg, CoverPicturesAreNotAudio) {
    run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1",
         folder / "c.png"});
    write_wav(folder / "s.wav", noise(kCount));
    run({"ffmpeg", "-v", "error", "-i", folder / "s.wav", "-i", folder / "c.png", "-map", "0", "-map", "1",
         "-c:a", "alac", "-c:v", "copy", "-disposition:v", "attached_pic", folder / "a.m4a"});
    EXPECT_EQ(read_file_at_once(folder / "a.m4a"), padded(as_cd(noise(kCount))));
}

TEST_F(Ffmpeg, APlaylistIsNotAudio) {
    write_wav(folder / "a.wav", noise(1000));
    const std::string path = folder / "a.m3u8";
    write_file(path, "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\na.wav\n#EXT-X-ENDLIST\n");
    EXPECT_EQ(
        error_of(Errc::malformed, [&] { open_audio_file(path); }),
        path +
            ": is not audio that can be read; give FLAC, WAV, AIFF, ALAC, WavPack, APE, MP3, AAC, Ogg Vorbis "
            "or Opus");
}

} // namespace
} // namespace redbook
