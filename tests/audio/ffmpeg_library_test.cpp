#include "redbook/audio/ffmpeg_library.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(FfmpegLibrary, IsTheOneThatThisIsCompiledFor) {
    EXPECT_EQ(ffmpeg_missing(), "");
    EXPECT_EQ(avcodec_version() >> 16, unsigned{LIBAVCODEC_VERSION_MAJOR});
    EXPECT_EQ(avutil_version() >> 16, unsigned{LIBAVUTIL_VERSION_MAJOR});
}

TEST(FfmpegLibrary, HasAllFunctionsThatAreAskedOfIt) {
    ASSERT_EQ(ffmpeg_missing(), "");
#define REDBOOK_EXPECT(name) EXPECT_NE(name, nullptr) << #name;
    REDBOOK_FFMPEG_FUNCTIONS(REDBOOK_EXPECT)
#undef REDBOOK_EXPECT
}

} // namespace
} // namespace redbook
