#include "redbook/disc/data_tracks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/disc/layout.h"
#include "redbook/disc/toc.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using testing::ElementsAre;

// Data at 0, audio at 1150 after two seconds of pause, data at 1450, audio at 1950 and 2250, lead-out 2650.
Disc mixed() {
    Disc disc = test::plain_disc({1000, 300, 500, 300, 400});
    disc.tracks[1].pregap = {150};
    return disc;
}
const std::vector<bool> kIsData{true, false, true, false, false};

TEST(AudioAlone, BeginsEachStretchOfAudioAtItsIndex01AfterAPause) {
    const AudioAlone alone = audio_alone(mixed(), kIsData);
    Disc expected = test::plain_disc({300, 300, 400});
    expected.first_track = 2;
    expected.tracks[1].pause = kFirstPause;
    expected.data = {{0, {}, BlockCount{1150}}, {1, {}, BlockCount{500}}};
    EXPECT_TRUE(alone.disc == expected);
    EXPECT_THAT(alone.tracks, ElementsAre(1, 3, 4));
}

TEST(AudioAlone, HasTheTocOfTheWholeDisc) {
    Toc expected = toc_of(mixed());
    expected.entries[0].control = expected.entries[2].control = 4;
    EXPECT_EQ(toc_with_data(audio_alone(mixed(), kIsData).disc), (TocWithData{expected, true, true}));
}

TEST(AudioAlone, KeepsWhatIsKnownOfFurtherSessions) {
    Disc whole = test::plain_disc({300, 300});
    whole.data = {{2, kBetweenSessions, BlockCount{400}}};
    EXPECT_THAT(
        audio_alone(whole, {true, false}).disc.data,
        ElementsAre(DataTrack{0, {}, BlockCount{300}}, DataTrack{1, kBetweenSessions, BlockCount{400}}));
}

TEST(AudioAlone, IsReadAtItsPlaceAndNothingOfTheDataIs) {
    const Disc whole = mixed();
    const AudioAlone alone = audio_alone(whole, kIsData);
    const auto source =
        relocate(test::MemorySource::for_disc(whole), alone.moves, layout_of(alone.disc).lead_out);
    EXPECT_EQ(source->end(), Lba{1150});
    std::vector<std::byte> out(size_t(bytes_in(BlockCount{1150})));
    source->clone()->read(Lba{0}, out);
    const auto at = [&](int block, int blocks) {
        const auto first = out.begin() + block * kBlockBytes;
        return std::vector<std::byte>(first, first + blocks * kBlockBytes);
    };
    EXPECT_TRUE(at(0, 300) == test::pattern_blocks(Lba{1150}, BlockCount{300}));
    EXPECT_TRUE(at(300, 150) == std::vector<std::byte>(150 * kBlockBytes));
    EXPECT_TRUE(at(450, 700) == test::pattern_blocks(Lba{1950}, BlockCount{700}));
}

} // namespace
} // namespace redbook
