#include "redbook/record/disc_reader.h"

#include <gmock/gmock.h>

#include "redbook/record/mmc.h"
#include "tests/record/disc_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DiscReader : public DiscTest {};

// A random disc that can be recorded; the texts as their character set holds them.
Disc recordable(uint32_t seed) {
    std::vector<std::string> changes;
    Disc disc = as_cd_text_holds(random_disc(seed, 6), changes);
    disc.gap = kDefaultGap; // the drive's
    if (disc.mode == Mode::tao) disc.text_blocks.clear(), disc.first_track = 1;
    for (Track& track : disc.tracks) {
        if (disc.mode == Mode::tao) track.texts.clear();
        if (disc.mode == Mode::tao) track.length = std::max(track.length, kShortestTrack);
        if (track.flags.four_channel) track.flags.four_channel = false;
    }
    return disc;
}

bool has_audio_in_the_first_pause(const Disc& disc) { return disc.tracks[0].pause < kFirstPause; }

TEST_F(DiscReader, ATrueBurnOfAnyDiscIsVerified) {
    for (uint32_t seed = 1; seed <= 60; ++seed) {
        const Disc disc = recordable(seed);
        options_ = {};
        options_.media = {medium(fmt::format("{}.img", seed))};
        power_cycle_with({});
        burn(disc);
        const Album back = read();
        const Comparison comparison = compared(back);
        if (disc.mode == Mode::sao && has_audio_in_the_first_pause(disc))
            EXPECT_EQ(why(comparison),
                      "not verified\naudio before 00:02:00: not checkable: /dev/sr0 cannot hold it")
                << "seed " << seed;
        else
            EXPECT_EQ(why(comparison), "verified") << "seed " << seed;
        EXPECT_THAT(back.warnings, IsEmpty()) << "seed " << seed;
    }
}

} // namespace
} // namespace redbook::test
