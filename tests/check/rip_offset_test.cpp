#include "redbook/check/rip_offset.h"

#include <gtest/gtest.h>

#include "redbook/check/identity.h"
#include "redbook/disc/shifted.h"
#include "tests/support/memory_source.h"
#include "tests/support/netrand.h"

namespace redbook {
namespace {

// Two tracks long enough to have a block 450, and one that is not, of noise.
class RipOffset : public testing::Test {
  protected:
    RipOffset() {
        const auto bytes = test::NetRandom(7).bytes(size_t(1400) * kBlockBytes);
        std::copy(bytes.begin(), bytes.end(), audio_.block(Lba{0}));
    }

    // What the database would answer for these tracks.
    AccurateRipResponse answer() const {
        const Identity identity = identify(disc_, audio_);
        AccurateRipResponse response{*identity.ids.accurate_rip, {{}}};
        for (const AccurateRipSums& sums : identity.accurate_rip)
            response.pressings[0].push_back({9, sums.v2, sums.frame_450.value_or(0)});
        return response;
    }
    std::optional<SampleCount> found_at(int64_t offset) const {
        return find_rip_offset(disc_, *shifted(audio_, {-offset}), answer());
    }

    const Disc disc_ = test::plain_disc({600, 500, 300});
    test::MemorySource audio_{Lba{1400}};
};

TEST_F(RipOffset, IsFoundToTheSampleUpToFiveBlocksEitherWay) {
    for (const int64_t offset : {0, 1, -1, 30, -667, 2939, -2939, 2940, -2940})
        EXPECT_EQ(found_at(offset), SampleCount{offset}) << offset;
    EXPECT_EQ(found_at(2941), std::nullopt);
    EXPECT_EQ(found_at(-2941), std::nullopt);
}

TEST_F(RipOffset, IsNotKnownWithoutSumsOfBlock450OrWithOtherAudio) {
    AccurateRipResponse response = answer();
    for (SubmittedTrack& track : response.pressings[0]) track.frame_450 = 0;
    EXPECT_EQ(find_rip_offset(disc_, audio_, response), std::nullopt);
    for (SubmittedTrack& track : response.pressings[0]) track.frame_450 = 12345;
    EXPECT_EQ(find_rip_offset(disc_, audio_, response), std::nullopt);
}

TEST_F(RipOffset, IsWhatMostTracksAgreeIn) {
    AccurateRipResponse response = answer();
    response.pressings.push_back(response.pressings[0]);
    response.pressings[0][0].frame_450 = 0;
    const auto elsewhere = shifted(audio_, {100});
    AccurateRip other(disc_);
    std::vector<std::byte> blocks(size_t(1400) * kBlockBytes);
    elsewhere->read(Lba{0}, blocks);
    other.add(Lba{0}, blocks);
    response.pressings[0][1].frame_450 = *other.tracks()[1].frame_450;
    EXPECT_EQ(find_rip_offset(disc_, audio_, response), SampleCount{0}) << "two tracks against one";
}

TEST_F(RipOffset, OfADiscThatMatchesNowhereElseTheSumsAtItAreLookedFor) {
    const auto late = shifted(audio_, {-667});
    Identity identity = identify(disc_, *late);
    find_matches(identity, "dBAR.bin", answer(), disc_, *late);
    EXPECT_EQ(identity.rip_offset, SampleCount{667});
    for (const MatchedTrack& track : identity.matches)
        EXPECT_EQ(track, (MatchedTrack{TrackVerdict::matches, {{2, 9}}}));
}

TEST_F(RipOffset, IsNotLookedForWhereATrackMatches) {
    Identity identity = identify(disc_, audio_);
    find_matches(identity, "dBAR.bin", answer(), disc_, audio_);
    EXPECT_EQ(identity.rip_offset, SampleCount{0});
    EXPECT_EQ(identity.matches[0].verdict, TrackVerdict::matches);
}

TEST_F(RipOffset, WithoutMatchingSumsAtItIsNoMatch) {
    const auto late = shifted(audio_, {-30});
    AccurateRipResponse response = answer();
    for (SubmittedTrack& track : response.pressings[0]) track.crc ^= 1;
    Identity identity = identify(disc_, *late);
    find_matches(identity, "dBAR.bin", response, disc_, *late);
    EXPECT_EQ(identity.rip_offset, SampleCount{0});
    EXPECT_EQ(identity.matches[0].verdict, TrackVerdict::differs);
}

} // namespace
} // namespace redbook
