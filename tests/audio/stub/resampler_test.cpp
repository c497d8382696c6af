#include "redbook/audio/resampler.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

TEST(ResamplerStub, SaysWhatTheBuildLacks) {
    EXPECT_EQ(test::error_of(Errc::unsupported, [] { Resampler(48000); }),
              "cannot convert 48000 Hz to 44100 Hz: this build has no soxr; convert the audio first");
}

} // namespace
} // namespace redbook
