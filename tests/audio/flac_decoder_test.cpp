#include "tests/audio/reading.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;

constexpr size_t kMd5At = 26;   // "fLaC", 4 bytes of block header, 18 of STREAMINFO
constexpr size_t kCountAt = 22; // its last 32 bits

class Flac : public testing::Test {
  protected:
    void change(size_t at, const std::string& bytes) {
        write_file(path, read_file(path).replace(at, bytes.size(), bytes));
    }
    std::string error_of_reading() {
        return error_of(Errc::malformed, [&] { read_file_at_once(path); });
    }

    TempFolder folder;
    const std::string path = folder / "a.flac";
    const Sound sound = noise(100000);
};

TEST_F(Flac, ASecondHeaderIsNotBelieved) {
    write_file(path, read_file(data_path("fuzz/audio_file/bad.010.second_header.flac")));
    EXPECT_EQ(error_of_reading(),
              path + ": is damaged at 0:00.000: a FLAC frame fails its check; copy or rip it again");
}

TEST_F(Flac, EveryWidthComesOut) {
    for (const int bits : {8, 16, 24, 32}) {
        const Sound wide = noise(9000, 44100, 2, bits);
        if (bits < 32)
            encode(path, wide, bits);
        else {
            write_wav(folder / "a.wav", wide, {.bits = 32, .kind = WavKind::extensible});
            run({"ffmpeg", "-v", "error", "-y", "-i", folder / "a.wav", path}); // FFmpeg: 24 of 32 bits
        }
        const auto file = open_audio_file(path);
        EXPECT_EQ(file->format().codec, "FLAC");
        EXPECT_EQ(file->format().bits, std::min(bits, 24));
        const Samples out = read_all(*joined({file})), exact = as_cd(wide);
        for (size_t i = 0; i < exact.size(); ++i)
            ASSERT_LE(std::abs(out[i] - exact[i]), bits > 16 ? 2 : 0) << bits;
    }
}

TEST_F(Flac, WrongMd5IsRefusedAtTheEnd) {
    encode(path, sound);
    change(kMd5At, "wrong");
    const auto source = joined({open_audio_file(path)});
    EXPECT_NO_THROW(read_blocks(*source, Lba{100}, {10}));
    EXPECT_EQ(error_of(Errc::malformed, [&] { read_all(*source); }),
              path + ": its audio does not have the MD5 that its header names; copy or rip it again");
}

TEST_F(Flac, WithoutMd5ItIsReadWithAWarning) {
    encode(path, sound);
    change(kMd5At, std::string(16, '\0'));
    const auto file = open_audio_file(path);
    EXPECT_EQ(
        file->warnings(),
        std::vector<std::string>{path + ": has no MD5 in its header; only the frames' own checks are done"});
    EXPECT_EQ(read_all(*joined({file})), padded(as_cd(sound)));
}

TEST_F(Flac, ATruncatedFileIsRefusedNamingTheTime) {
    encode(path, sound);
    const std::string whole = read_file(path);
    write_file(path, whole.substr(0, whole.size() / 2));
    EXPECT_EQ(open_audio_file(path)->length().value, 100000);
    EXPECT_EQ(error_of_reading(),
              path + ": ends at 0:01.021 of 0:02.267: it is cut short; copy or rip it again");
}

TEST_F(Flac, ADamagedFrameIsRefusedNamingTheTime) {
    encode(path, sound);
    const size_t middle = read_file(path).size() / 2;
    change(middle, "damage");
    EXPECT_EQ(error_of_reading(),
              path + ": is damaged at 0:01.021: a FLAC frame fails its check; copy or rip it again");
}

TEST_F(Flac, AnErrorStaysWhenItIsReadAgain) {
    encode(path, sound);
    change(read_file(path).size() / 2, "damage");
    const auto source = joined({open_audio_file(path)});
    const Samples before = read_blocks(*source, Lba{0}, {70});
    for (int i = 0; i < 2; ++i) error_of(Errc::malformed, [&] { read_blocks(*source, Lba{70}, {20}); });
    EXPECT_EQ(read_blocks(*source, Lba{0}, {70}), before);
}

TEST_F(Flac, WithoutACountItIsCountedByDecoding) {
    encode(path, sound);
    change(kCountAt, std::string(4, '\0'));
    const auto file = open_audio_file(path);
    EXPECT_EQ(file->length().value, 100000);
    EXPECT_EQ(read_all(*joined({file})), padded(as_cd(sound)));
}

TEST_F(Flac, WithoutACountATruncatedFileIsRefusedWhenItIsCounted) {
    encode(path, sound);
    change(kCountAt, std::string(4, '\0'));
    const std::string whole = read_file(path);
    write_file(path, whole.substr(0, whole.size() / 2));
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }),
              path + ": is damaged at 0:01.021: a FLAC frame fails its check; copy or rip it again");
}

TEST_F(Flac, MoreAudioThanTheHeaderSaysIsRefused) {
    encode(path, sound);
    change(kCountAt, std::string("\0\0\xC3\x50", 4)); // 50000
    EXPECT_EQ(error_of_reading(), path + ": holds more audio than its header says; copy or rip it again");
}

TEST_F(Flac, ATagInFrontAndRubbishBehindDoNotMatter) {
    encode(path, sound);
    const std::string id3("ID3\4\0\0\0\0\0\x0A"
                          "0123456789",
                          20);
    write_file(path, id3 + read_file(path) + "TAG" + std::string(125, ' '));
    EXPECT_EQ(read_file_at_once(path), padded(as_cd(sound)));
}

TEST_F(Flac, AHeaderThatIsCutShortIsRefused) {
    encode(path, sound);
    write_file(path, read_file(path).substr(0, 20));
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(path); }),
              path + ": its FLAC header is damaged; copy or rip it again");
}

TEST_F(Flac, TagsAreReadAlsoACueSheet) {
    encode(path, sound, 16,
           {"-T", "TITLE=Song", "-T", "tracknumber=4", "-T", "CUESHEET=FILE \"x\" WAVE\nTRACK 01 AUDIO"});
    EXPECT_EQ(open_audio_file(path)->tags(),
              (std::map<std::string, std::string>{
                  {"TITLE", "Song"}, {"TRACKNUMBER", "4"}, {"CUESHEET", "FILE \"x\" WAVE\nTRACK 01 AUDIO"}}));
}

} // namespace
} // namespace redbook
