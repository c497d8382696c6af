#include "redbook/image/wav_header.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "redbook/base/bytes.h"

namespace redbook {
namespace {

std::string text(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

using namespace std::string_literals;
const std::string kFormat = "fmt \x10\0\0\0\x01\0\x02\0\x44\xAC\0\0\x10\xB1\x02\0\x04\0\x10\0"s;

TEST(WavHeader, TheShortestHas44Bytes) {
    EXPECT_EQ(text(wav_header(0x01020304)), "RIFF\x28\x03\x02\x01WAVE" + kFormat + "data\x04\x03\x02\x01");
}

TEST(WavHeader, AJunkChunkFillsALongerOne) {
    EXPECT_EQ(text(wav_header(8, 56)),
              "RIFF\x38\0\0\0WAVE"s + kFormat + "JUNK\x04\0\0\0\0\0\0\0data\x08\0\0\0"s);
    EXPECT_EQ(text(wav_header(8, 52)), "RIFF\x34\0\0\0WAVE"s + kFormat + "JUNK\0\0\0\0data\x08\0\0\0"s);
    EXPECT_EQ(wav_header(8, kPageAlignedWavHeader).size(), 4096u);
}

TEST(WavHeader, TheLongestDiscFits) {
    EXPECT_EQ(text(wav_header(449850ull * 2352, 4096)).substr(4092), "\xE0\x84\x10\x3F");
}

} // namespace
} // namespace redbook
