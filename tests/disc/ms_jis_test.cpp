#include "redbook/disc/ms_jis.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(MsJis, WritesWhateverItReads) {
    for (int lead = 0x81; lead <= 0xFC; ++lead)
        for (int trail = 0x40; trail <= 0xFC; ++trail)
            if (const char32_t code = from_ms_jis(uint8_t(lead), uint8_t(trail)); code != 0) {
                ASSERT_NE(to_ms_jis(code), 0) << lead << " " << trail;
            }
}

TEST(MsJis, HasNoCharactersOfOneByte) {
    for (const char32_t code : {U'A', U' ', U'\uFF71', U'\u00E9', U'\0', U'\uFFFD'})
        EXPECT_EQ(to_ms_jis(code), 0);
    EXPECT_EQ(from_ms_jis(0xB1, 0x41), 0u);
}

} // namespace
} // namespace redbook
