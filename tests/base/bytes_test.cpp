#include "redbook/base/bytes.h"

#include <gtest/gtest.h>

#include <array>

namespace redbook {
namespace {

TEST(Bytes, AreWrittenInOrderLittleAndBigEndian) {
    std::array<std::byte, 24> out{};
    BytesWriter w(out);
    w.u8(1)
        .le16(0x0203)
        .le32(0x04050607)
        .be16(0x0809)
        .be32(0x0A0B0C0D)
        .le64(0x1112131415161718)
        .text("x")
        .zeros(2);
    EXPECT_TRUE(w.full());
    const std::array<uint8_t, 24> expected{1,  3,    2,    7,    6,    5,    4,    8,    9,    10,  11, 12,
                                           13, 0x18, 0x17, 0x16, 0x15, 0x14, 0x13, 0x12, 0x11, 'x', 0,  0};
    for (size_t i = 0; i < out.size(); ++i) EXPECT_EQ(std::to_integer<uint8_t>(out[i]), expected[i]) << i;
}

TEST(Bytes, AreReadBackAsTheyWereWritten) {
    std::array<std::byte, 22> out{};
    BytesWriter(out)
        .u8(0xFE)
        .le16(0xFEDC)
        .le32(0xFEDCBA98)
        .be16(0xFEDC)
        .be32(0xFEDCBA98)
        .le64(0xFEDCBA9876543210)
        .text("z");
    BytesReader r(out);
    EXPECT_EQ(r.u8(), 0xFE);
    EXPECT_EQ(r.le16(), 0xFEDC);
    EXPECT_EQ(r.le32(), 0xFEDCBA98);
    EXPECT_EQ(r.be16(), 0xFEDC);
    EXPECT_EQ(r.be32(), 0xFEDCBA98);
    EXPECT_EQ(r.le64(), 0xFEDCBA9876543210);
    EXPECT_EQ(r.text(1), "z");
    EXPECT_TRUE(r.ok());
    EXPECT_EQ(r.left(), 0u);
}

TEST(Bytes, ReadPastTheEndAreZerosAndSaidSoForGood) {
    const std::array<std::byte, 3> in{std::byte{1}, std::byte{2}, std::byte{3}};
    BytesReader r(in);
    EXPECT_EQ(r.le32(), 0x00030201u);
    EXPECT_FALSE(r.ok());
    EXPECT_EQ(r.bytes(1).size(), 0u);
    EXPECT_FALSE(r.ok());
}

} // namespace
} // namespace redbook
