#include <gmock/gmock.h>

#include "redbook/image/toc/toc_reader.h"

#include "redbook/image/toc/toc_syntax.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

std::string swapped(std::string bytes) {
    for (size_t i = 0; i + 1 < bytes.size(); i += 2) std::swap(bytes[i], bytes[i + 1]);
    return bytes;
}

std::string data(const std::string& path) { return read_file(test::data_path() + "/" + path); }

TEST(TocReader, EveryByteOrderIsTheSameDiscAndAudio) {
    const TempFolder folder;
    const std::string audio = pattern_samples({}, samples_in(BlockCount{1050}));
    write_file(folder / "disc_be.bin", swapped(audio));
    write_file(folder / "disc.bin", audio);
    write_file(folder / "disc.wav", wav_of(audio));
    for (const char* name : {"be.toc", "leswap.toc", "wav.toc"}) {
        SCOPED_TRACE(name);
        write_file(folder / name, data(std::string("toc/disc3/") + name));
        const Album album = open_toc(folder / name, {});
        EXPECT_THAT(lines_of(album.disc),
                    ElementsAre("4006381333931 '' '' '' '' '' ''",
                                "1 -150/0 0 DEXYZ2600001 '' '' '' '' '' ''",
                                "2 300/450/600 1 DEXYZ2600002 '' '' '' '' '' ''",
                                "3 750/750 2 no ISRC '' '' '' '' '' ''", "lead-out 1050"));
        EXPECT_THAT(album.warnings, IsEmpty());
        EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{1050}) == audio);
        EXPECT_EQ(album.kind, AlbumKind::toc);
        EXPECT_EQ(album.files.size(), 2u);
        EXPECT_EQ(album.disc.tracks[2].source->path, album.files[1]);
    }
}

TEST(TocReader, TheWorkedExampleIsReadWithItsTexts) {
    const TempFolder folder;
    write_pattern_wav(folder / "a.wav", {}, samples_in(BlockCount{3000}));
    write_file(folder / "x.toc", data("toc/disc3/toctext.toc"));
    const Album album = open_toc(folder / "x.toc", {});
    EXPECT_THAT(lines_of(album.disc),
                ElementsAre("4006381333931 'Caf\xC3\xA9 Noir' 'P' '' '' '' ''",
                            "1 -150/0 0 DEXYZ2600001 'One' 'P' '' '' '' ''",
                            "2 1500/1650/2025/2400 3 no ISRC 'Two' 'P' '' '' '' ''", "lead-out 3225"));
    ASSERT_EQ(album.disc.text_blocks.size(), 1u);
    EXPECT_EQ(album.disc.text_blocks[0].genre_code, 14);
    EXPECT_EQ(album.disc.text_blocks[0].genre, "Jazz");
    EXPECT_EQ(album.disc.text_blocks[0].language, 0x09);
    EXPECT_EQ(read_blocks(*album.audio, Lba{1500}, BlockCount{150}), std::string(150 * 2352, '\0'));
    EXPECT_EQ(read_blocks(*album.audio, Lba{3150}, BlockCount{75}), std::string(75 * 2352, '\0'));
}

class TocReaderFiles : public testing::Test {
  protected:
    std::string toc(const std::string& file) {
        write_file(folder_ / "x.toc", "CD_DA\nTRACK AUDIO\nFILE " + file + "\n");
        return folder_ / "x.toc";
    }
    const std::string audio_ = pattern_samples({}, samples_in(BlockCount{300}));
    TempFolder folder_;
};

TEST_F(TocReaderFiles, AFileThatIsNotThereIsNamedWithItsLine) {
    const std::string path = toc("\"no.wav\" 0");
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_toc(path, {}); }),
              path + ":3: there is no file 'no.wav' beside the sheet, nor one like it");
}

TEST_F(TocReaderFiles, OfAMixedModeDiscTheAudioFromIndex01OnIsReadAndTheDataMeasured) {
    write_file(folder_ / "d.iso", std::string(2048 * 500, 'x'));
    write_file(folder_ / "a.wav", wav_of(pattern_samples({}, samples_in(BlockCount{900}))));
    write_file(folder_ / "x.toc",
               "CD_ROM\nTRACK MODE1\nDATAFILE \"d.iso\"\nTRACK AUDIO\nFILE \"a.wav\" 0 00:06:00\n"
               "START 00:02:00\nTRACK AUDIO\nFILE \"a.wav\" 00:08:00\n");
    const Album album = open_toc(folder_ / "x.toc", {});
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_THAT(album.files, ElementsAre(folder_ / "x.toc", folder_ / "a.wav", folder_ / "d.iso"));
    EXPECT_EQ(layout_line(album.disc), "2 -150/0, 3 300/300, lead-out 600");
    EXPECT_THAT(album.disc.data, ElementsAre(DataTrack{0, {}, BlockCount{650}}));
    EXPECT_EQ(read_blocks(*album.audio, Lba{0}, BlockCount{300}),
              pattern_samples(samples_in(BlockCount{150}), samples_in(BlockCount{300})));
    EXPECT_EQ(read_blocks(*album.audio, Lba{300}, BlockCount{300}),
              pattern_samples(samples_in(BlockCount{600}), samples_in(BlockCount{300})));
}

TEST_F(TocReaderFiles, AudioWithAHeaderUnderARawNameIsSaid) {
    write_file(folder_ / "a.bin", wav_of(audio_));
    const std::string path = toc("\"a.bin\" SWAP 0");
    const Album album = open_toc(path, {});
    EXPECT_THAT(album.warnings,
                ElementsAre(path + ":3: 'a.bin' is named like raw audio but is WAV (PCM)",
                            path + ":3: SWAP is ignored; 'a.bin' says itself what order its bytes have"));
    EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{300}) == audio_);
}

TEST_F(TocReaderFiles, AWavWithoutAHeaderIsRefused) {
    write_file(folder_ / "a.wav", audio_);
    EXPECT_THAT(error_of(Errc::malformed, [&] { open_toc(toc("\"a.wav\" 0"), {}); }),
                testing::StartsWith(folder_ / "a.wav: "));
}

TEST_F(TocReaderFiles, GainIsNotAppliedToRawAudio) {
    write_file(folder_ / "a.bin", audio_);
    const std::string path = toc("\"a.bin\" 0");
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open_toc(path, {.gain_db = 1}); }),
              path + ":3: 'a.bin' is raw audio, which gain is not applied to; open it without gain");
}

TEST_F(TocReaderFiles, AFileLargerThanTheLimitIsRefused) {
    write_file(folder_ / "x.toc", "CD_DA\n" + std::string(kLargestToc, '\n'));
    EXPECT_THAT(error_of(Errc::malformed, [&] { open_toc(folder_ / "x.toc", {}); }),
                testing::StartsWith(folder_ / "x.toc: "));
}

TEST_F(TocReaderFiles, OutsideOfTheFolderIsOpenedOnlyIfAllowed) {
    const TempFolder other;
    write_file(other / "b.wav", wav_of(audio_));
    const std::string path = toc("\"" + other / "b.wav\" 0");
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_toc(path, {}); }),
              path + ":3: '" +
                  other / "b.wav' leads out of the sheet's folder, and there is no file like it inside; "
                          "copy it there, or open files outside");
    AlbumOptions options;
    options.allow_outside = true;
    EXPECT_TRUE(read_blocks(*open_toc(path, options).audio, Lba{0}, BlockCount{300}) == audio_);
    write_file(folder_ / "b.wav", wav_of(audio_));
    EXPECT_THAT(
        open_toc(path, {}).warnings,
        ElementsAre(path + ":3: '" + other / "b.wav' leads out of the sheet's folder; 'b.wav' is taken"));
}

TEST_F(TocReaderFiles, TextsAreInTheEncodingThatIsAskedFor) {
    write_file(folder_ / "a.wav", wav_of(audio_));
    write_file(folder_ / "x.toc",
               "CD_DA\nCD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE \"\xCA\xE8\xED\xEE\" } }\n"
               "TRACK AUDIO\nFILE \"a.wav\" 0\n");
    AlbumOptions options;
    options.encoding = Encoding::windows_1251;
    const Album album = open_toc(folder_ / "x.toc", options);
    EXPECT_EQ(album_texts(album.disc).title, "Кино");
    EXPECT_THAT(album.warnings, IsEmpty());
}

} // namespace
} // namespace redbook
