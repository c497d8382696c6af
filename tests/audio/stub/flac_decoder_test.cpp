#include "redbook/audio/decoder.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

TEST(FlacStub, SaysWhatTheBuildLacks) {
    const test::TempFolder folder;
    test::write_file(folder / "a.flac", "a");
    EXPECT_EQ(test::error_of(
                  Errc::unsupported,
                  [&] { find_flac(std::make_shared<const InputFile>(system_files(), folder / "a.flac")); }),
              folder / "a.flac" + ": is FLAC, and this build has no libFLAC; convert it to WAV");
}

} // namespace
} // namespace redbook
