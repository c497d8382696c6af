#include "redbook/base/md5.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redbook {
namespace {

std::string hex_md5(std::string_view text) {
    Md5 md5;
    md5.add(as_bytes(text));
    return to_string(md5.digest());
}

// The test suite of RFC 1321, A.5.
TEST(Md5, EqualsThePublishedExamples) {
    EXPECT_EQ(hex_md5(""), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(hex_md5("a"), "0cc175b9c0f1b6a831c399e269772661");
    EXPECT_EQ(hex_md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
    EXPECT_EQ(hex_md5("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
    EXPECT_EQ(hex_md5("abcdefghijklmnopqrstuvwxyz"), "c3fcd3d76192e4007dfb496cca67e13b");
    EXPECT_EQ(hex_md5("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
              "d174ab98d277d9f5a5611c2c9f419d9f");
    EXPECT_EQ(hex_md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
              "57edf4a22be3c955ac49da2e2107b67a");
}

// The lengths at which the padding takes one group more, as md5sum tells them.
TEST(Md5, IsRightAroundTheEndOfAGroup) {
    EXPECT_EQ(hex_md5(std::string(55, 'a')), "ef1772b6dff9a122358552954ad0df65");
    EXPECT_EQ(hex_md5(std::string(56, 'a')), "3b0c8ac703f828b04c6c197006d17218");
    EXPECT_EQ(hex_md5(std::string(64, 'a')), "014842d480b571495a4a0363793f7367");
}

TEST(Md5, OfDataInPartsOfAnySizeIsThatOfTheWhole) {
    std::string data;
    for (int i = 0; i < 1000; ++i) data += char(i * 7);
    for (size_t part = 1; part < 200; ++part) {
        Md5 md5;
        for (size_t at = 0; at < data.size(); at += part)
            md5.add(as_bytes(data).subspan(at).first(std::min(part, data.size() - at)));
        EXPECT_EQ(to_string(md5.digest()), hex_md5(data)) << part;
    }
}

TEST(Md5, MayBeAskedOnTheWay) {
    Md5 md5;
    md5.add(as_bytes("mess"));
    EXPECT_EQ(to_string(md5.digest()), hex_md5("mess"));
    md5.add(as_bytes("age digest"));
    EXPECT_EQ(to_string(md5.digest()), "f96b697d7cb7938d525a2f31aaf161d0");
}

} // namespace
} // namespace redbook
