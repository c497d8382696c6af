#include "redbook/base/sha1.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace redbook {
namespace {

std::string hex_sha1(std::string_view text) {
    std::string hex;
    for (const std::byte b : sha1(as_bytes(text))) hex += fmt::format("{:02x}", std::to_integer<int>(b));
    return hex;
}

// The examples of FIPS 180-4 and RFC 3174.
TEST(Sha1, EqualsThePublishedExamples) {
    EXPECT_EQ(hex_sha1(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(hex_sha1("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(hex_sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(hex_sha1(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

// The lengths at which the padding takes one group more.
TEST(Sha1, IsRightAroundTheEndOfAGroup) {
    EXPECT_EQ(hex_sha1(std::string(55, 'a')), "c1c8bbdc22796e28c0e15163d20899b65621d65a");
    EXPECT_EQ(hex_sha1(std::string(56, 'a')), "c2db330f6083854c99d4b5bfb6e8f29f201be699");
    EXPECT_EQ(hex_sha1(std::string(64, 'a')), "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

} // namespace
} // namespace redbook
