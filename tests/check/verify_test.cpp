#include "redbook/check/verify.h"

#include <atomic>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/shifted.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::MemorySource;
using testing::ElementsAre;

// Counts the blocks that are read of it.
class CountingSource : public BlockSource {
  public:
    explicit CountingSource(const MemorySource& audio) : audio_(audio) {}
    Lba end() const override { return audio_.end(); }
    void read(Lba first, std::span<std::byte> out) override {
        *read_ += int32_t(out.size()) / kBlockBytes;
        audio_.read(first, out);
    }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<CountingSource>(*this); }
    int blocks_read() const { return *read_; }

  private:
    MemorySource audio_;
    std::shared_ptr<std::atomic<int>> read_ = std::make_shared<std::atomic<int>>(0);
};

// A disc and its copy, alike until a test changes one.
class Verify : public testing::Test {
  protected:
    explicit Verify(Disc disc = test::plain_disc({400, 500, 600})) : a_(disc), b_(std::move(disc)) {
        refill();
    }

    void refill() {
        audio_a_ = MemorySource::for_disc(a_);
        audio_b_ = MemorySource::for_disc(b_);
    }
    bool run_out_ = false;
    Side side_a() const { return {"A", a_, audio_a_.get(), a_holds_, sums_a_, run_out_}; }
    Side side_b() const { return {"B", b_, audio_b_.get(), b_holds_, {}}; }

    // The verdict, and every item that is not equal, one a line.
    static std::vector<std::string> lines(const Comparison& comparison) {
        std::vector<std::string> result{std::string(to_string(comparison.verdict))};
        for (const Item& i : comparison.items)
            if (i.state != ItemState::equal)
                result.push_back(fmt::format("{} {}: {}", i.name, to_string(i.state), i.detail));
        return result;
    }
    std::vector<std::string> lines() const { return lines(compare(side_a(), side_b())); }
    void sum_a(std::vector<Lba> cuts) {
        sums_a_ = transfer(*audio_a_, kProgramStart, layout_of(a_).lead_out, std::move(cuts), {});
    }

    Disc a_, b_;
    Holds a_holds_, b_holds_;
    std::unique_ptr<MemorySource> audio_a_, audio_b_;
    std::vector<PieceSum> sums_a_;
};

TEST_F(Verify, ADiscEqualsItsCopy) {
    EXPECT_THAT(lines(), ElementsAre("verified"));
    std::vector<std::string> names;
    for (const Item& i : compare(side_a(), side_b()).items) names.push_back(i.name);
    EXPECT_THAT(names, ElementsAre("TOC", "indexes", "flags", "ISRC", "MCN", "CD-TEXT", "audio of track 1",
                                   "audio of track 2", "audio of track 3"));
}

TEST_F(Verify, ARandomDiscEqualsItsCopyWithSumsAndWithout) {
    for (uint32_t seed = 0; seed < 12; ++seed) {
        a_ = b_ = test::random_disc(seed, 5);
        refill();
        sums_a_ = {};
        EXPECT_THAT(lines(), ElementsAre("verified")) << seed;
        sum_a(track_cuts(a_));
        EXPECT_THAT(lines(), ElementsAre("verified")) << seed;
    }
}

TEST_F(Verify, OfDiscsWithDataTheVerdictIsAboutTheAudio) {
    a_.data = {{a_.tracks.size(), kBetweenSessions, BlockCount{300}}};
    EXPECT_EQ(verdict_text(compare(side_a(), side_b())), "audio verified, data not compared");
    audio_b_->block(Lba{20})[7] ^= std::byte{1};
    EXPECT_EQ(verdict_text(compare(side_a(), side_b())), "differs");
}

TEST_F(Verify, WhereOneSideHoldsNoAudioTheRestIsComparedAndNothingIsVerified) {
    b_holds_.audio = false;
    audio_b_.reset();
    EXPECT_THAT(lines(), ElementsAre("not verified", "TOC not checkable: B cannot hold addresses",
                                     "audio not checkable: B cannot hold it"));
    edit_album_texts(b_).title = "X";
    EXPECT_THAT(lines(), ElementsAre("differs", "TOC not checkable: B cannot hold addresses",
                                     "CD-TEXT differs: title of the album: none in A, \"X\" in B",
                                     "audio not checkable: B cannot hold it"));
}

TEST_F(Verify, OfTwoSidesThatHoldNoAudioItIsNotMissed) {
    a_holds_.audio = b_holds_.audio = false;
    audio_a_.reset();
    audio_b_.reset();
    EXPECT_THAT(lines(), ElementsAre("verified", "TOC not checkable: B cannot hold addresses"));
    b_.tracks.pop_back();
    EXPECT_THAT(lines(), ElementsAre("differs", "TOC differs: number of tracks: 3 in A, 2 in B"));
}

TEST_F(Verify, OneByteIsNoticedWithTrackTimeAndPlace) {
    *(audio_b_->block(Lba{400 + 75 + 3}) + 17) ^= std::byte{0x01};
    const std::string detail = "track 2 at 00:01:03 (byte 183473 of the track): A has 0xab, B has 0xaa";
    EXPECT_THAT(lines(), ElementsAre("differs", "audio of track 2 differs: " + detail));
    sum_a({Lba{0}, Lba{400}, Lba{900}});
    EXPECT_THAT(lines(), ElementsAre("differs", "audio of track 2 differs: " + detail));
    const Comparison comparison = compare(side_a(), side_b());
    ASSERT_NE(comparison.first_difference(), nullptr);
    EXPECT_EQ(comparison.first_difference()->name, "audio of track 2");
}

TEST_F(Verify, AnyFlippedByteIsNoticed) {
    for (int i = 0; i < 40; ++i) {
        std::byte* byte =
            audio_b_->block(kProgramStart) + (int64_t{i} * 7919 * 4001) % bytes_in(BlockCount{1650});
        *byte ^= std::byte{0x80};
        EXPECT_EQ(int(compare(side_a(), side_b()).verdict), int(Verdict::differs)) << i;
        *byte ^= std::byte{0x80};
    }
    EXPECT_THAT(lines(), ElementsAre("verified"));
}

TEST_F(Verify, TwoImagesThatAreAConstantNumberOfSamplesOffDifferAndTheNumberIsNamed) {
    const auto moved = shifted(*audio_a_, {-30});
    Side b = side_b();
    b.audio = moved.get();
    const Comparison late = compare(side_a(), b);
    EXPECT_EQ(late.verdict, Verdict::differs);
    EXPECT_EQ(late.moved, (Displacement{{30}, true}));
    EXPECT_EQ(late.offset, SampleCount{0}) << "they were not compared as if it did not matter";
    audio_a_->block(Lba{333})[7] ^= std::byte{1};
    const auto changed = shifted(*MemorySource::for_disc(b_), {30});
    b.audio = changed.get();
    EXPECT_EQ(compare(side_a(), b).moved, (Displacement{{-30}, false}));
}

TEST_F(Verify, EachTrackThatDiffersTellsItsFirstDifference) {
    *audio_b_->block(Lba{0}) = std::byte{1};
    *audio_b_->block(Lba{1}) = std::byte{1};
    *(audio_b_->block(Lba{1500}) - 1) = std::byte{1};
    EXPECT_THAT(
        lines(),
        ElementsAre("differs",
                    "audio of track 1 differs: track 1 at 00:00:00 (byte 0 of the track): A has 0x00, B "
                    "has 0x01",
                    "audio of track 3 differs: track 3 at 00:07:74 (byte 1411199 of the track): A has "
                    "0xdb, B has 0x01"));
}

TEST_F(Verify, ADifferenceInAPregapIsToldAsSuch) {
    a_.tracks[1].pregap = b_.tracks[1].pregap = {150};
    refill();
    *(audio_b_->block(Lba{400 + 50}) + 5) ^= std::byte{0xFF};
    EXPECT_THAT(lines(),
                ElementsAre("differs", "audio of track 2 differs: pregap of track 2, 00:01:25 before INDEX "
                                       "01 (byte 117605 of the pregap): A has 0xe3, B has 0x1c"));
}

TEST_F(Verify, NoiseInAPauseIsADifference) {
    a_.tracks[1].pause = b_.tracks[1].pause = {75};
    refill();
    *audio_b_->block(Lba{400}) = std::byte{9};
    EXPECT_THAT(lines(),
                ElementsAre("differs", "audio of track 2 differs: pregap of track 2, 00:01:00 before INDEX "
                                       "01 (byte 0 of the pregap): A has 0x00, B has 0x09"));
}

TEST_F(Verify, NoiseInASilentPostgapIsADifferenceButInRunOutIsNot) {
    a_.tracks[1].postgap = b_.tracks[1].postgap = {20};
    refill();
    *audio_b_->block(Lba{901}) = std::byte{9};
    EXPECT_THAT(lines(),
                ElementsAre("differs", "audio of track 2 differs: track 2 at 00:06:51 (byte 1178352 of the "
                                       "track): A has 0x00, B has 0x09"));
    a_ = b_ = as_tao(test::plain_disc({400, 500}));
    refill();
    *audio_b_->block(Lba{401}) = std::byte{9};
    EXPECT_THAT(lines(),
                ElementsAre("differs", "audio of track 1 differs: track 1 at 00:05:26 (byte 943152 of the "
                                       "track): A has 0x00, B has 0x09"))
        << "a sheet's own postgap of two blocks is no run-out";
    run_out_ = true;
    EXPECT_THAT(lines(), ElementsAre("verified"));
    *audio_b_->block(Lba{402}) = std::byte{9};
    EXPECT_THAT(lines(),
                ElementsAre("differs", "audio of track 2 differs: pregap of track 2, 00:02:00 before INDEX "
                                       "01 (byte 0 of the pregap): A has 0x00, B has 0x09"));
}

TEST_F(Verify, SilenceThatWasDescribedMayComeBackAsAudioOfZeros) {
    a_.tracks[1].pause = {150};
    a_.tracks[2].postgap = {30};
    b_.tracks[1].pregap = {150};
    b_.tracks[2].length = b_.tracks[2].length + BlockCount{30};
    refill();
    audio_b_ = MemorySource::for_disc(a_);
    EXPECT_THAT(lines(), ElementsAre("verified"));
    sums_a_ = {transfer(*audio_a_, Lba{0}, Lba{400}, {}, {})[0],
               transfer(*audio_a_, Lba{550}, Lba{1050}, {}, {})[0],
               transfer(*audio_a_, Lba{1050}, Lba{1650}, {}, {})[0]};
    const auto counted = CountingSource(*audio_a_);
    EXPECT_THAT(lines(compare({"A", a_, &counted, a_holds_, sums_a_}, side_b())), ElementsAre("verified"));
    EXPECT_EQ(counted.blocks_read(), 0);
}

TEST_F(Verify, OneSideIsReadOnceAndTheOtherNotAtAllIfItsSumsAreKnown) {
    sum_a({Lba{0}, Lba{200}, Lba{400}, Lba{900}});
    const CountingSource a(*audio_a_), b(*audio_b_);
    EXPECT_THAT(lines(compare({"A", a_, &a, {}, sums_a_}, {"B", b_, &b, {}, {}})), ElementsAre("verified"));
    EXPECT_EQ(a.blocks_read(), 0);
    EXPECT_EQ(b.blocks_read(), 1650);
}

TEST_F(Verify, WhatWasReadBackIsReadWhateverItsSumsSay) {
    *audio_b_->block(Lba{77}) ^= std::byte{1};
    Side b = side_b();
    b.sums = transfer(*audio_a_, kProgramStart, Lba{1500}, {Lba{0}, Lba{400}, Lba{900}}, {});
    EXPECT_EQ(int(compare(side_a(), b).verdict), int(Verdict::differs));
}

TEST_F(Verify, SumsThatDoNotMeetTheTracksAreNotTrusted) {
    sums_a_ = {{Lba{-150}, BlockCount{1650}, 12345}};
    EXPECT_THAT(lines(), ElementsAre("verified"));
}

TEST_F(Verify, WithoutAudioOfOneSideTheSumsAreTold) {
    sum_a({Lba{0}, Lba{400}, Lba{900}});
    const auto expected = sums_a_[2].crc;
    audio_a_.reset();
    EXPECT_THAT(lines(), ElementsAre("verified"));
    *audio_b_->block(Lba{401}) ^= std::byte{1};
    const auto got = *sum_over(transfer(*audio_b_, Lba{400}, Lba{900}, {}, {}), Lba{400}, Lba{900});
    EXPECT_THAT(lines(),
                ElementsAre("differs", fmt::format("audio of track 2 differs: its checksum is {:08X} in A, "
                                                   "{:08X} in B",
                                                   expected, got)));
}

TEST_F(Verify, WithoutAudioAndSumsNothingIsVerified) {
    audio_a_.reset();
    const std::string why = "not checkable: there is neither audio nor a checksum of A";
    EXPECT_THAT(lines(), ElementsAre("not verified", "audio of track 1 " + why, "audio of track 2 " + why,
                                     "audio of track 3 " + why));
}

TEST_F(Verify, AudioInTheFirstPauseIsComparedIfBothSidesHoldIt) {
    a_.tracks[0].pause = b_.tracks[0].pause = {50};
    a_.tracks[0].pregap = b_.tracks[0].pregap = {150};
    refill();
    EXPECT_THAT(lines(), ElementsAre("verified"));
    *audio_b_->block(Lba{-100}) = std::byte{0xAB};
    const auto before = test::pattern_blocks(Lba{-100}, BlockCount{1});
    EXPECT_THAT(lines(),
                ElementsAre("differs", fmt::format("audio of track 1 differs: pregap of track 1, 00:02:00 "
                                                   "before INDEX 01 (byte 117600 of the pregap): A has "
                                                   "{:#04x}, B has 0xab",
                                                   int(before[0]))));
}

TEST_F(Verify, AudioInTheFirstPauseThatCannotBeHeldIsNotVerified) {
    a_.tracks[0].pause = {50};
    a_.tracks[0].pregap = {150};
    b_.tracks[0].pause = {150};
    b_.tracks[0].pregap = {50};
    b_holds_.first_150 = false;
    refill();
    EXPECT_THAT(lines(),
                ElementsAre("not verified", "audio before 00:02:00 not checkable: B cannot hold it"));
    *audio_b_->block(Lba{0}) ^= std::byte{1};
    EXPECT_EQ(lines().front(), "differs");
}

TEST_F(Verify, AFirstPauseOfSilenceNeedsNotBeHeld) {
    b_holds_.first_150 = a_holds_.first_150 = false;
    EXPECT_THAT(lines(), ElementsAre("verified"));
}

TEST_F(Verify, TracksThatMovedAreComparedEachAtItsOwnAddress) {
    b_.tracks[0].length = {450};
    audio_b_ = std::make_unique<MemorySource>(Lba{1550});
    std::copy(audio_a_->block(Lba{0}), audio_a_->block(Lba{400}), audio_b_->block(Lba{0}));
    std::copy(audio_a_->block(Lba{400}), audio_a_->block(Lba{1500}), audio_b_->block(Lba{450}));
    EXPECT_THAT(lines(), ElementsAre("differs", "TOC differs: track 2: 00:07:25 in A, 00:08:00 in B",
                                     "audio of track 1 differs: it is 00:05:25 long in A, 00:06:00 in B"));
    *audio_b_->block(Lba{450}) = std::byte{9};
    EXPECT_THAT(lines(),
                ElementsAre("differs", "TOC differs: track 2: 00:07:25 in A, 00:08:00 in B",
                            "audio of track 1 differs: it is 00:05:25 long in A, 00:06:00 in B",
                            "audio of track 2 differs: track 2 at 00:00:00 (byte 0 of the track): A has "
                            "0x40, B has 0x09"));
}

TEST_F(Verify, ATrackThatMovedWithAnotherPregapDiffers) {
    b_.tracks[1].pregap = {100};
    audio_b_ = std::make_unique<MemorySource>(Lba{1600});
    std::copy(audio_a_->block(Lba{0}), audio_a_->block(Lba{400}), audio_b_->block(Lba{0}));
    std::copy(audio_a_->block(Lba{400}), audio_a_->block(Lba{1500}), audio_b_->block(Lba{500}));
    EXPECT_THAT(lines(),
                ElementsAre("differs", "TOC differs: track 2: 00:07:25 in A, 00:08:50 in B",
                            "indexes differs: track 2: none in A, 00:01:25 before INDEX 01 in B",
                            "audio of track 2 differs: its pregap is 00:00:00 long in A, 00:01:25 in B"));
    b_.tracks[1].pregap = {0};
    b_.tracks[1].pause = {100};
    EXPECT_THAT(lines(), ElementsAre("differs", "TOC differs: track 2: 00:07:25 in A, 00:08:50 in B",
                                     "indexes differs: track 2: none in A, 00:01:25 before INDEX 01 in B"));
}

TEST_F(Verify, TracksThatOnlyOneSideHasAreNamed) {
    b_.tracks.pop_back();
    refill();
    EXPECT_THAT(lines(), ElementsAre("differs", "TOC differs: number of tracks: 3 in A, 2 in B",
                                     "audio of track 3 differs: only A has it"));
    std::swap(a_, b_);
    std::swap(audio_a_, audio_b_);
    EXPECT_THAT(lines(), ElementsAre("differs", "TOC differs: number of tracks: 2 in A, 3 in B",
                                     "audio of track 3 differs: only B has it"));
}

TEST_F(Verify, ADifferenceOfDescriptionsIsADifferenceEvenIfAudioIsUnchecked) {
    audio_a_.reset();
    b_.mcn = Mcn::parse("4006381333931");
    const auto result = lines();
    EXPECT_EQ(result[0], "differs");
    EXPECT_EQ(result[1], "MCN differs: MCN: none in A, 4006381333931 in B");
}

TEST_F(Verify, TwoDiscsWithoutTracksAreEqual) {
    a_ = b_ = {};
    refill();
    EXPECT_THAT(lines(), ElementsAre("verified"));
}

TEST_F(Verify, ProgressCountsBothReadings) {
    int last = 0, total = 0;
    TransferOptions options;
    options.progress = [&](BlockCount done, BlockCount all) {
        EXPECT_GT(done.value, last);
        last = done.value;
        total = all.value;
        return true;
    };
    compare(side_a(), side_b(), options);
    EXPECT_EQ(last, 2 * 1650);
    EXPECT_EQ(total, 2 * 1650);
}

TEST_F(Verify, IsCancelledWhenTheProgressSaysSo) {
    TransferOptions options;
    options.progress = [](BlockCount, BlockCount) { return false; };
    EXPECT_EQ(test::error_of(Errc::cancelled, [&] { compare(side_a(), side_b(), options); }),
              "interrupted; nothing was changed");
}

} // namespace
} // namespace redbook
