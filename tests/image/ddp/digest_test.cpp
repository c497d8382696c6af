#include "redbook/image/ddp/digest.h"

#include "tests/image/image_support.h"

namespace redbook {
namespace {

using namespace test;

TEST(Digest, HasThePublishedChecksums) {
    const Digest digest = digest_of(as_bytes("123456789"));
    EXPECT_EQ(to_string(digest.md5), "25f9e794323b453885f5181f1b624d0b");
    EXPECT_EQ(digest.crc, 0xCBF43926u);
}

TEST(Digest, OfAFileIsThatOfItsBytes) {
    const TempFolder folder;
    const std::string bytes = pattern_samples({}, {300'000});
    write_file(folder / "x", bytes);
    const auto file = system_files().open(folder / "x", Access::read);
    EXPECT_EQ(digest_of(*file), digest_of(as_bytes(bytes)));
}

TEST(Digest, OfPartsSaysHowFarTheFileReached) {
    const TempFolder folder;
    write_file(folder / "x", "123456789");
    const auto file = system_files().open(folder / "x", Access::read);
    Digester digester;
    EXPECT_EQ(digester.add(*file, 0, 4, false), 4u);
    EXPECT_EQ(digester.add(*file, 4, 100, false), 5u);
    EXPECT_EQ(digester.add(*file, 0, 9, true), 0u);
    EXPECT_EQ(digester.digest(), digest_of(as_bytes("123456789")));
}

} // namespace
} // namespace redbook
