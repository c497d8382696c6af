// libburn's reader of CD-TEXT, as cdrskin 1.5.4 has it, on the packs of random discs.
#include <cstdio>
#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "redbook/base/text.h"
#include "redbook/disc/cd_text_fit.h"
#include "tests/support/cd_text_examples.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

// What "name = value" lines say, in one map a block; values in UTF-8.
using Sheet = std::map<std::string, std::string>;

std::vector<Sheet> read_by_cdrskin(const std::string& file) {
    std::FILE* pipe = popen(("cdrskin 'textfile_to_v07t=" + file + "' 2>&1").c_str(), "r");
    std::vector<Sheet> sheets;
    std::string said;
    for (char line[4096]; std::fgets(line, sizeof line, pipe);) {
        const std::string_view text = line;
        said += text;
        const size_t equals = text.find(" = ");
        if (text.starts_with("Input Sheet Version")) sheets.emplace_back();
        if (equals == text.npos || sheets.empty()) continue;
        const std::string_view value = text.substr(equals + 3, text.find('\n') - equals - 3);
        sheets.back()[std::string(trimmed(text.substr(0, equals)))] = to_utf8(value, Encoding::windows_1252);
    }
    EXPECT_EQ(pclose(pipe), 0) << said;
    return sheets;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames{{{"Album Title", "Title"},
                                                                               {"Artist Name", "Artist"},
                                                                               {"Songwriter", "Songwriter"},
                                                                               {"Composer", "Composer"},
                                                                               {"Arranger", "Arranger"},
                                                                               {"Album Message", "Message"}}};

// As cdrskin reads them: in Latin-1, and from track 1 on (it takes a range like 92 to 92 for illegal).
Disc for_cdrskin(Disc disc) {
    std::vector<std::string> changes;
    disc.first_track = 1;
    for (TextBlock& block : disc.text_blocks) block.charset = Charset::latin1;
    return as_cd_text_holds(disc, changes);
}

void expect_told(const Disc& disc, size_t block, Sheet& sheet) {
    const TextBlock& album = disc.text_blocks[block];
    for (size_t f = 0; f < kTextFields.size(); ++f) {
        EXPECT_EQ(sheet[std::string(kNames[f].first)], album.album.*kTextFields[f].member);
        for (size_t k = 0; k < disc.tracks.size(); ++k) {
            const auto& texts = disc.tracks[k].texts;
            const std::string text = block < texts.size() ? texts[block].*kTextFields[f].member : "";
            EXPECT_EQ(sheet[fmt::format("Track {:02} {}", disc.number_of(k), kNames[f].second)], text);
        }
    }
    EXPECT_EQ(sheet["Catalog Number"], album.disc_id);
    EXPECT_EQ(sheet["Closed Information"], album.closed_info);
}

TEST(CdTextJudged, CdrskinReadsTheTextsAndCodesOfEveryRandomDisc) {
    const TempFolder folder;
    int judged = 0;
    for (uint32_t seed = 1; seed <= 150; ++seed) {
        SCOPED_TRACE(seed);
        const Disc disc = for_cdrskin(random_disc(seed));
        if (disc.text_blocks.empty()) continue;
        const auto packs = cd_text_packs(disc);
        write_file(folder / "packs", {reinterpret_cast<const char*>(packs.data()), packs.size()});
        std::vector<Sheet> sheets = read_by_cdrskin(folder / "packs");
        ASSERT_EQ(sheets.size(), disc.text_blocks.size());
        for (size_t block = 0; block < sheets.size(); ++block) expect_told(disc, block, sheets[block]);
        EXPECT_EQ(sheets[0]["UPC / EAN"], disc.mcn ? disc.mcn->text() : "");
        for (size_t k = 0; k < disc.tracks.size(); ++k)
            EXPECT_EQ(sheets[0][fmt::format("ISRC {:02}", disc.number_of(k))],
                      disc.tracks[k].isrc ? disc.tracks[k].isrc->text() : "");
        if (HasFailure()) break;
        ++judged;
    }
    EXPECT_GE(judged, 50);
}

} // namespace
} // namespace redbook
