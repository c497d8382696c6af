#include "redbook/base/crc.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace redbook {
namespace {

std::vector<std::byte> noise(size_t n) {
    std::mt19937 random{uint32_t(n)};
    std::vector<std::byte> bytes(n);
    for (auto& b : bytes) b = std::byte(random());
    return bytes;
}

TEST(Crc32, HasThePublishedCheckValue) {
    EXPECT_EQ(crc32(as_bytes("123456789")), 0xCBF43926u);
    EXPECT_EQ(crc32({}), 0u);
}

TEST(Crc16, HasThePublishedCheckValue) {
    EXPECT_EQ(crc16(as_bytes("123456789")), 0xCE3C);
    EXPECT_EQ(crc16({}), 0xFFFF);
}

TEST(Crc32, TheFoldedWayEqualsTheTableAtEveryLengthAndAlignment) {
    const auto bytes = noise(1200);
    for (size_t from = 0; from < 17; ++from)
        for (size_t n = 0; n + from <= bytes.size(); n += 1 + n / 40) {
            const Bytes part = Bytes(bytes).subspan(from, n);
            ASSERT_EQ(crc32(part, 0x12345678), crc32_by_table(part, 0x12345678)) << from << " " << n;
        }
}

TEST(Crc32, GoesOnFromAnEarlierResult) {
    const auto bytes = noise(5000);
    EXPECT_EQ(crc32(Bytes(bytes).subspan(777), crc32(Bytes(bytes).first(777))), crc32(bytes));
}

TEST(Crc32, OfTwoPartsIsPutTogetherFromTheirs) {
    const auto bytes = noise(5000);
    for (const size_t at : {size_t{0}, size_t{1}, size_t{4704}, size_t{5000}})
        EXPECT_EQ(crc32_concat(crc32(Bytes(bytes).first(at)), crc32(Bytes(bytes).subspan(at)), 5000 - at),
                  crc32(bytes));
}

TEST(Crc32, OfZerosNeedsNoZeros) {
    for (const size_t n : {size_t{0}, size_t{1}, size_t{2352}, size_t{352800}})
        EXPECT_EQ(crc32_of_zeros(n), crc32(std::vector<std::byte>(n)));
}

} // namespace
} // namespace redbook
