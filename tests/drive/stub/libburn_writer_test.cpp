#include "redbook/drive/libburn_writer.h"

#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

constexpr const char* kSentence =
    "/dev/sr0: this build has no libburn and records on no drive; record an image";

TEST(LibburnStub, SaysWhatTheBuildLacks) {
    const test::MemorySource none(Lba{0});
    EXPECT_EQ(test::error_of(Errc::unsupported, [] { require_libburn("/dev/sr0"); }), kSentence);
    EXPECT_EQ(test::error_of(Errc::unsupported, [&] { start_burn({.path = "/dev/sr0", .disc = {}}, none); }),
              kSentence);
    EXPECT_EQ(test::error_of(Errc::unsupported, [] { erase_disc("/dev/sr0", false, {}); }), kSentence);
}

} // namespace
} // namespace redbook
