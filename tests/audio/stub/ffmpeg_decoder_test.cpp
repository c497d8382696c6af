#include "redbook/audio/decoder.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

TEST(FfmpegStub, SaysWhatTheBuildLacks) {
    const test::TempFolder folder;
    test::write_file(folder / "a.mp3", "a");
    EXPECT_EQ(
        test::error_of(
            Errc::unsupported,
            [&] { find_with_ffmpeg(std::make_shared<const InputFile>(system_files(), folder / "a.mp3")); }),
        folder / "a.mp3" +
            ": is neither FLAC nor plain WAV, and this build has no FFmpeg; convert it to FLAC or WAV");
}

TEST(FfmpegStub, KnowsNoTags) { EXPECT_TRUE(tags_with_ffmpeg(nullptr).empty()); }

} // namespace
} // namespace redbook
