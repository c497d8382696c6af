#include "redbook/audio/flac_encoder.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

TEST(FlacEncoderStub, SaysWhatTheBuildLacks) {
    EXPECT_EQ(test::error_of(Errc::unsupported, [] { make_flac_encoder({}, {0}, {}); }),
              "this build has no libFLAC and writes no FLAC; choose WAV");
}

} // namespace
} // namespace redbook
