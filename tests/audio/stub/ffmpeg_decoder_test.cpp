#include "redbook/audio/decoder.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

TEST(FfmpegStub, SaysWhatTheBuildLacks) {
    EXPECT_EQ(
        test::error_of(Errc::unsupported, [] { find_with_ffmpeg("a.mp3"); }),
        "a.mp3: is neither FLAC nor plain WAV, and this build has no FFmpeg; convert it to FLAC or WAV");
}

TEST(FfmpegStub, KnowsNoTags) { EXPECT_TRUE(tags_with_ffmpeg("a.wav").empty()); }

} // namespace
} // namespace redbook
