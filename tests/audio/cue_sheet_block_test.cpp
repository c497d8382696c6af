#include "redbook/audio/cue_sheet_block.h"

#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;
using namespace std::string_literals;

// A block of metadata. RFC 9639, 8.1.
std::string block(int type, const std::string& content, bool last = false) {
    const size_t n = content.size();
    return std::string{char((last ? 0x80 : 0) | type), char(n >> 16), char(n >> 8), char(n)} + content;
}

class CueSheetBlock : public testing::Test {
  protected:
    std::optional<std::string> found_in(const std::string& content) {
        write_file(folder_ / "a.flac", content);
        const auto bytes = find_cue_sheet_block(*system_files().open(folder_ / "a.flac", Access::read));
        if (!bytes) return std::nullopt;
        return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    }
    TempFolder folder_;
    const std::string info_ = block(0, std::string(34, 'i'));
};

TEST_F(CueSheetBlock, IsFoundAmongTheBlocksOfMetadata) {
    EXPECT_EQ(found_in("fLaC" + info_ + block(5, "sheet") + block(1, "padding", true)), "sheet");
    EXPECT_EQ(found_in("fLaC" + info_ + block(1, std::string(70'000, '\5')) + block(5, "last", true)),
              "last");
}

TEST_F(CueSheetBlock, IsFoundWhereverThePagesOfTheFileEnd) {
    for (size_t before = 4096 - 64; before <= 4096; ++before)
        EXPECT_EQ(found_in("fLaC" + info_ + block(1, std::string(before, '\5')) + block(1, "p") +
                           block(5, "sheet", true)),
                  "sheet")
            << before;
}

TEST_F(CueSheetBlock, IsFoundBehindManyEmptyBlocks) {
    std::string many;
    for (int i = 0; i < 100'000; ++i) many += block(1, "");
    EXPECT_EQ(found_in("fLaC" + info_ + many + block(5, "sheet", true)), "sheet");
    EXPECT_EQ(found_in("fLaC" + info_ + many), std::nullopt);
}

TEST_F(CueSheetBlock, IsFoundBehindAnId3Tag) {
    EXPECT_EQ(found_in("ID3\4\0\0\0\0\1\0"s + std::string(128, 'x') + "fLaC" + info_ + block(5, "s", true)),
              "s");
}

TEST_F(CueSheetBlock, IsNotLookedForBehindTheLastBlock) {
    EXPECT_EQ(found_in("fLaC" + block(0, std::string(34, 'i'), true) + block(5, "audio")), std::nullopt);
}

TEST_F(CueSheetBlock, OfAFileThatEndsEarlyIsWhatIsThere) {
    const std::string whole = "fLaC" + info_ + block(5, "sheet", true);
    EXPECT_EQ(found_in(whole.substr(0, whole.size() - 2)), "she");
    EXPECT_EQ(found_in("fLaC" + info_ + "\5\0"s), std::nullopt);
    EXPECT_EQ(found_in("fLaC" + info_), std::nullopt);
}

TEST_F(CueSheetBlock, IsInFlacFilesOnly) {
    for (const std::string& content : {""s, "fLaC"s, "RIFF\0\0\0\0WAVE"s, "OggSfLaC"s + block(5, "s", true)})
        EXPECT_EQ(found_in(content), std::nullopt) << testing::PrintToString(content);
}

TEST_F(CueSheetBlock, AStreamBeginsBehindAnId3Tag) {
    const auto begin = [&](const std::string& content) {
        write_file(folder_ / "a", content);
        return flac_begin(*system_files().open(folder_ / "a", Access::read));
    };
    EXPECT_EQ(begin("fLaC" + info_), 0u);
    EXPECT_EQ(begin("ID3\4\0\0\0\0\0\2xxfLaC"s), 12u);
    EXPECT_EQ(begin("ID3\4\0\0\0\0\0\2xxRIFF"s), std::nullopt);
}

} // namespace
} // namespace redbook
