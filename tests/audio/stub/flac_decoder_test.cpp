#include "redbook/audio/decoder.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

TEST(FlacStub, SaysWhatTheBuildLacks) {
    EXPECT_EQ(test::error_of(Errc::unsupported, [] { find_flac("a.flac"); }),
              "a.flac: is FLAC, and this build has no libFLAC; convert it to WAV");
}

} // namespace
} // namespace redbook
