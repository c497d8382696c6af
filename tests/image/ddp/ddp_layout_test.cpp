#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/image/ddp/ddp_layout.h"

#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> entry_lines(const std::vector<PqEntry>& entries) {
    std::vector<std::string> lines;
    for (const PqEntry& e : entries)
        lines.push_back(fmt::format("{}/{} {} {} {}", e.track, e.index, e.at.value, e.isrc, e.upc));
    return lines;
}

class DdpLayoutOf : public testing::TestWithParam<int> {};

TEST_P(DdpLayoutOf, ARandomDiscIsTheSameDisc) {
    const Disc disc = random_disc(uint32_t(GetParam()), 99);
    std::vector<std::string> warnings;
    const Disc back = lay_out_pq("SD", pq_entries_of(disc), warnings);
    EXPECT_EQ(layout_line(back), layout_line(disc));
    EXPECT_EQ(back.mcn, disc.mcn);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        EXPECT_EQ(back.tracks[k].flags, disc.tracks[k].flags);
        EXPECT_EQ(back.tracks[k].isrc, disc.tracks[k].isrc);
    }
    EXPECT_THAT(warnings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Seeds, DdpLayoutOf, testing::Range(1, 30));

TEST(DdpLayout, TheFirstTrackAlwaysHasIndex00AndOthersIfThereIsAPause) {
    Disc disc = plain_disc({300, 310});
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    EXPECT_THAT(entry_lines(pq_entries_of(disc)),
                ElementsAre("0/0 0  ", "1/0 0 DEXYZ2600001 ", "1/1 150  ", "2/1 450 DEXYZ2600002 ",
                            "170/1 760  ", "170/1 760  "));
    disc.tracks[1].pregap = BlockCount{10};
    disc.tracks[1].indexes = {BlockCount{75}};
    EXPECT_THAT(entry_lines(pq_entries_of(disc)),
                ElementsAre("0/0 0  ", "1/0 0 DEXYZ2600001 ", "1/1 150  ", "2/0 450 DEXYZ2600002 ",
                            "2/1 460  ", "2/2 535  ", "170/1 770  ", "170/1 770  "));
}

TEST(DdpLayout, TheLastTimeIs995974) {
    EXPECT_EQ(pq_entries_of(plain_disc({kLastAddress.value})).back().at, BlockCount{449999});
    EXPECT_EQ(error_of(Errc::does_not_fit, [] { pq_entries_of(plain_disc({kLastAddress.value + 1})); }),
              "the lead-out is past 99:59:74, the last time that DDP can tell; take tracks away");
    EXPECT_EQ(error_of(Errc::does_not_fit,
                       [] {
                           pq_entries_of(plain_disc({300, kLastAddress.value, 300, 300}));
                       }),
              "INDEX 01 of track 3 is past 99:59:74, the last time that DDP can tell; take tracks away");
}

TEST(DdpLayout, AHundredthIndexIsRefused) {
    Disc disc = plain_disc({300});
    for (int i = 1; i <= 98; ++i) disc.tracks[0].indexes.push_back({i});
    EXPECT_EQ(pq_entries_of(disc).size(), 1u + 100 + 2);
    disc.tracks[0].indexes.push_back({99});
    EXPECT_EQ(error_of(Errc::breaks_rule, [&] { pq_entries_of(disc); }),
              "track 1 has more indexes than can be numbered");
}

} // namespace
} // namespace redbook
