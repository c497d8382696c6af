#include <gmock/gmock.h>

#include "redbook/image/ddp/checksum_files.h"

#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kMd5 = "25f9e794323b453885f5181f1b624d0b"; // of "123456789"

TEST(ChecksumFiles, AreKnownByTheirNames) {
    for (const char* name : {"CHECKSUM.MD5", "Checksum.TXT", "MD5-Checksum.md5", "MD5_CHECKSUM.MD5",
                             "Checksum.chk", "night.crc", "CRC", "night.md5"})
        EXPECT_TRUE(is_checksum_file_name(name)) << name;
    for (const char* name : {"DDPID", "SD", "IMAGE.DAT", "md5", "crc.txt"})
        EXPECT_FALSE(is_checksum_file_name(name)) << name;
}

TEST(ChecksumFiles, AreReadInEveryForm) {
    EXPECT_THAT(parse_checksums("x.md5", kMd5 + " *DDPID\r\n25F9E794323B453885F5181F1B624D0B  ./a/SD\n\n"),
                ElementsAre(Claim{"DDPID", true, kMd5, "x.md5"}, Claim{"SD", true, kMd5, "x.md5"}));
    EXPECT_THAT(parse_checksums("c.txt", "[CRC32 Checksum]\nDDPID=cbf43926\nmy image.dat 0000ABCD"),
                ElementsAre(Claim{"DDPID", false, "CBF43926", "c.txt"},
                            Claim{"my image.dat", false, "0000ABCD", "c.txt"}));
}

TEST(ChecksumFiles, OtherLinesSayNothing) {
    EXPECT_THAT(parse_checksums("x", "; made by somebody\n25f9e794 DDPID\n" + kMd5 +
                                         "\n=CBF43926\nDDPID=CBF4392\n" + std::string("\0\xFF\n", 3)),
                IsEmpty());
}

TEST(ChecksumFiles, AreAskedForAFileInAnyCase) {
    const auto claims = parse_checksums("x", kMd5 + " *image.dat\nSD=00000000\n");
    EXPECT_EQ(claims_on(claims, "IMAGE.DAT").size(), 1u);
    EXPECT_THAT(claims_on(claims, "DDPID"), IsEmpty());
}

TEST(ChecksumFiles, AWrongChecksumIsRefusedNamingBothFiles) {
    const Digest digest = digest_of(as_bytes("123456789"));
    require_right(parse_checksums("a/x.md5", kMd5 + " *SD\nSD=CBF43926\n"), "a/SD", digest);
    EXPECT_EQ(error_of(Errc::malformed,
                       [&] {
                           require_right(parse_checksums("a/x.md5", "0" + kMd5.substr(1) + " *SD\n"), "a/SD",
                                         digest);
                       }),
              "a/SD: its MD5 is " + kMd5 + ", but x.md5 says 0" + kMd5.substr(1) +
                  "; it is damaged, get it again");
    EXPECT_EQ(error_of(Errc::malformed,
                       [&] { require_right(parse_checksums("a/x.crc", "SD CBF43927"), "a/SD", digest); }),
              "a/SD: its CRC-32 is CBF43926, but x.crc says CBF43927; it is damaged, get it again");
}

TEST(ChecksumFiles, AreWrittenAsCue2ddpWritesThem) {
    const std::vector<NamedDigest> digests{{"DDPID", digest_of(as_bytes("123456789"))}, {"SD", {}}};
    EXPECT_EQ(md5_list(digests), kMd5 + " *DDPID\n00000000000000000000000000000000 *SD\n");
    EXPECT_EQ(crc_list(digests), "[CRC32 Checksum]\nDDPID=CBF43926\nSD=00000000\n");
}

} // namespace
} // namespace redbook
