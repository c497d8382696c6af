#include <gmock/gmock.h>

#include "redbook/image/album_files.h"

#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

class FakeAudioFile final : public AudioFile {
  public:
    const std::string& path() const override { return path_; }
    const AudioFormat& format() const override { return format_; }
    SampleCount length() const override { return length_; }
    const std::map<std::string, std::string>& tags() const override { return tags_; }
    const std::optional<MissingAudio>& missing() const override { return missing_; }
    const std::vector<std::string>& warnings() const override { return warnings_; }
    const InputFile& input() const override { throw std::logic_error("there is no file"); }
    AudioSource source() const override { return {.path = path_, .container = "MP3", .codec = "MP3"}; }

    std::string path_ = "x.mp3";
    AudioFormat format_;
    SampleCount length_;
    std::map<std::string, std::string> tags_;
    std::optional<MissingAudio> missing_;
    std::vector<std::string> warnings_{"x.mp3: its length is not exact"};
};

TEST(AlbumFiles, AFileIsListedWithItsWarnings) {
    Album album;
    add_file(album, std::make_shared<FakeAudioFile>());
    EXPECT_THAT(album.files, ElementsAre("x.mp3"));
    EXPECT_EQ(sources_of(album)[0].path, "x.mp3");
    EXPECT_THAT(album.warnings, ElementsAre("x.mp3: its length is not exact"));
}

TEST(AlbumFiles, WhatAFileLacksIsListed) {
    Album album;
    const auto file = std::make_shared<FakeAudioFile>();
    file->missing_ = MissingAudio{100, 20, 44100};
    add_file(album, file);
    ASSERT_EQ(album.missing.size(), 1u);
    EXPECT_EQ(album.missing[0].path, "x.mp3");
    EXPECT_EQ(album.missing[0].audio, (MissingAudio{100, 20, 44100}));
}

TEST(AlbumFiles, AFileThatNoDiscHoldsIsRefused) {
    Album album;
    const auto file = std::make_shared<FakeAudioFile>();
    file->length_ = samples_in(BlockCount{449999});
    add_file(album, file);
    file->length_ = file->length_ + SampleCount{1};
    EXPECT_EQ(error_of(Errc::does_not_fit, [&] { add_file(album, file); }),
              "x.mp3: is longer than any disc, which ends at 99:59:74");
}

TEST(AlbumFiles, ASourceIsTheFileAsItWasWhenItWasOpened) {
    const TempFolder folder;
    write_file(folder / "a.wav", "12345");
    const InputFile input(system_files(), folder / "a.wav");
    const int64_t modified = system_files().status(folder / "a.wav")->modified_ns;
    write_file(folder / "a.wav", "123456789");
    const SourceFile source = source_file(input);
    EXPECT_EQ(source.path, folder / "a.wav");
    EXPECT_EQ(source.size, 5u);
    EXPECT_EQ(source.modified_ns, modified);
    EXPECT_EQ(source.crc, 0u);
}

TEST(AlbumFiles, GainAndDownmixGoToTheDecoder) {
    AlbumOptions options;
    options.gain_db = -3;
    options.downmix = true;
    EXPECT_EQ(audio_options(options).gain_db, -3);
    EXPECT_TRUE(audio_options(options).downmix);
}

} // namespace
} // namespace redbook
