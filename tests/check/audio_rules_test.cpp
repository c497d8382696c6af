#include "redbook/check/audio_rules.h"

#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/disc/layout.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::MemorySource;
using testing::ElementsAre;
using testing::IsEmpty;

// Two tracks of five seconds, of audio that is faint at its ends, to be spoilt by the tests.
class AudioRules : public testing::Test {
  protected:
    static constexpr int64_t kTrack = int64_t{375} * kBlockSamples;

    AudioRules() { fill(0, 2 * kTrack, 5); }

    void set(int64_t sample, int left, int right) {
        std::byte* p = audio_.block(Lba{0}) + sample * kSampleBytes;
        for (const int v : {left, right}) {
            *p++ = std::byte(v & 0xFF);
            *p++ = std::byte(v >> 8 & 0xFF);
        }
    }
    void fill(int64_t from, int64_t to, int level) {
        for (int64_t n = from; n < to; ++n) set(n, level, -level);
    }
    std::vector<std::string> findings() {
        std::vector<std::string> lines;
        for (const Finding& f : check_audio(disc_, audio_).findings) {
            EXPECT_EQ(int(f.severity), int(Severity::warning));
            lines.push_back(fmt::format("{} {}: {}", f.track, f.rule, f.sentence));
        }
        return lines;
    }

    Disc disc_ = test::plain_disc({375, 375});
    MemorySource audio_{Lba{750}};
};

TEST_F(AudioRules, FaintAudioJoinedAtTheSampleHasNoFindings) { EXPECT_THAT(findings(), IsEmpty()); }

TEST_F(AudioRules, ThreeSamplesInARowAtFullScaleAreClipped) {
    set(1000, 32767, 1);
    set(1001, 32767, 1);
    set(2000, 32767, -32768);
    EXPECT_THAT(findings(), IsEmpty());
    set(1002, 32767, 1);
    fill(kTrack + 80 * kBlockSamples, kTrack + 80 * kBlockSamples + 7, 32767);
    EXPECT_THAT(
        findings(),
        ElementsAre("1 clipped: track 1 has 3 clipped samples (3 and more in a row at full scale), the "
                    "first 00:00:01 after INDEX 01",
                    "2 clipped: track 2 has 14 clipped samples (3 and more in a row at full scale), the "
                    "first 00:01:05 after INDEX 01"));
}

TEST_F(AudioRules, ClippedSamplesInAPregapAreToldAsSuch) {
    disc_.tracks[0].length = {300};
    disc_.tracks[1].pregap = {75};
    fill(310 * kBlockSamples, 310 * kBlockSamples + 4, -32768);
    EXPECT_THAT(
        findings(),
        ElementsAre("2 clipped: track 2 has 8 clipped samples (3 and more in a row at full scale), the "
                    "first 00:00:65 before INDEX 01"));
}

TEST_F(AudioRules, ARunAcrossBlocksAndTransfersIsOneRun) {
    set(75 * kBlockSamples - 1, 32767, 1);
    set(75 * kBlockSamples, 32767, 1);
    set(75 * kBlockSamples + 1, 32767, 1);
    EXPECT_THAT(
        findings(),
        ElementsAre("1 clipped: track 1 has 3 clipped samples (3 and more in a row at full scale), the "
                    "first 00:00:74 after INDEX 01"));
}

TEST_F(AudioRules, ATrackOfDigitalSilenceIsToldOnce) {
    fill(kTrack, 2 * kTrack, 0);
    EXPECT_THAT(findings(), ElementsAre("2 silent-track: track 2 is digital silence from beginning to end"));
}

TEST_F(AudioRules, FiveSecondsOfDigitalSilenceAreLong) {
    disc_ = test::plain_disc({750});
    fill(0, 5 * kSampleRate - 1, 0);
    EXPECT_THAT(findings(), IsEmpty());
    fill(0, 5 * kSampleRate, 0);
    EXPECT_THAT(findings(), ElementsAre("1 long-silence: track 1 begins with 5.0 s of digital silence"));
    fill(0, 2 * kTrack, 5);
    fill(2 * kTrack - 5 * kSampleRate, 2 * kTrack, 0);
    EXPECT_THAT(findings(), ElementsAre("1 long-silence: track 1 ends with 5.0 s of digital silence"));
}

TEST_F(AudioRules, AudioThatBeginsOrEndsLoudIsCut) {
    set(0, 33, 0);
    set(2 * kTrack - 1, 0, -32768);
    EXPECT_THAT(
        findings(),
        ElementsAre(
            "1 cut-start: track 1 begins abruptly, at -59.9 dBFS out of digital silence; its beginning "
            "may be cut off",
            "2 cut-end: track 2 ends abruptly, at -0.0 dBFS into digital silence; its end may be cut "
            "off"));
    set(0, 32, 0);
    set(2 * kTrack - 1, 0, -32);
    EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(AudioRules, ALoudJoinAtTheSampleIsNotCut) {
    fill(kTrack - 1000, kTrack + 1000, 9000);
    EXPECT_THAT(findings(), IsEmpty());
    fill(kTrack - 15, kTrack, 0); // a zero crossing
    EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(AudioRules, FewSamplesOfSilenceBetweenLoudTracksAreAHole) {
    fill(kTrack - 1000, kTrack + 1000, 9000);
    fill(kTrack - 10, kTrack + 6, 0);
    EXPECT_THAT(findings(),
                ElementsAre("1 hole-at-join: track 1 and track 2 join, but for a hole of 16 samples "
                            "of digital silence"));
}

TEST_F(AudioRules, LoudTracksWithLongSilenceBetweenThemAreCut) {
    fill(kTrack - 3000, kTrack + 1000, 9000);
    fill(kTrack - 2 * kBlockSamples, kTrack, 0);
    EXPECT_THAT(
        findings(),
        ElementsAre(
            "1 cut-end: track 1 ends abruptly, at -11.2 dBFS into digital silence; its end may be cut off",
            "2 cut-start: track 2 begins abruptly, at -11.2 dBFS out of digital silence; its beginning "
            "may be cut off"));
}

TEST_F(AudioRules, APauseOfTheDiscIsDigitalSilence) {
    fill(300 * kBlockSamples - 1000, 301 * kBlockSamples + 1000, 9000);
    disc_.tracks[0].length = {300};
    disc_.tracks[1].pause = {1};
    disc_.tracks[1].length = {449};
    fill(300 * kBlockSamples, 301 * kBlockSamples, 0);
    EXPECT_THAT(
        findings(),
        ElementsAre(
            "1 cut-end: track 1 ends abruptly, at -11.2 dBFS into digital silence; its end may be cut off",
            "2 cut-start: track 2 begins abruptly, at -11.2 dBFS out of digital silence; its beginning "
            "may be cut off"));
}

TEST_F(AudioRules, SignalsTellSumsSilenceAndClipping) {
    fill(0, 100, 0);
    fill(kTrack - 7, kTrack, 0);
    fill(kTrack, 2 * kTrack, 0);
    fill(500, 505, 32767);
    const AudioReport report = check_audio(disc_, audio_);
    ASSERT_EQ(report.signals.size(), 2u);
    EXPECT_EQ(report.signals[0].silence_at_start, SampleCount{100});
    EXPECT_EQ(report.signals[0].silence_at_end, SampleCount{7});
    EXPECT_EQ(report.signals[0].clipped, 10);
    EXPECT_EQ(report.signals[0].sums.peak, 32767);
    EXPECT_EQ(report.signals[1].silence_at_start, SampleCount{kTrack});
    EXPECT_EQ(report.signals[1].silence_at_end, SampleCount{kTrack});
    EXPECT_EQ(report.signals[1].sums.peak, 0);
    const auto sums = checksum_disc(disc_, audio_).tracks;
    EXPECT_EQ(report.signals[0].sums, sums[0]);
    EXPECT_EQ(report.signals[1].sums, sums[1]);
}

TEST_F(AudioRules, StandBehindThoseOfTheDescription) {
    disc_.tracks[0].length = {100};
    disc_.tracks[1].length = {650};
    set(0, 33, 0);
    std::vector<std::string> rules;
    for (const Finding& f : check_disc(disc_, audio_, kDefaultCapacity)) rules.emplace_back(f.rule);
    EXPECT_THAT(rules, ElementsAre("track-too-short", "cut-start"));
}

} // namespace
} // namespace redbook
