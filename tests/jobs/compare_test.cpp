#include "redbook/jobs/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/disc/layout.h"
#include "redbook/disc/relocated.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::album_of;
using test::plain_disc;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Compare, AnAlbumIsItself) {
    const Album a = album_of(plain_disc({300, 400})), b = album_of(plain_disc({300, 400}));
    const Outcome outcome = compare(a, b);
    EXPECT_EQ(outcome.verdict, Verdict::verified);
    EXPECT_THAT(outcome.failures, IsEmpty());
}

TEST(Compare, OtherAudioIsNamed) {
    Album a = album_of(plain_disc({300})), b = album_of(plain_disc({300}), 7);
    a.path = "a.cue", b.path = "b.cue";
    const Outcome outcome = compare(a, b);
    EXPECT_EQ(outcome.verdict, Verdict::differs);
    ASSERT_EQ(outcome.failures.size(), 1u);
    EXPECT_THAT(outcome.failures[0].sentence,
                testing::StartsWith("a.cue and b.cue differ: audio of track 1: "));
}

TEST(Compare, AStashForTrackAtOnceIsComparedAsItIsRecorded) {
    Disc disc = plain_disc({300, 400});
    disc.mode = Mode::tao;
    const Album staged = album_of(disc);
    Disc recorded = as_recorded(disc);
    recorded.mode = Mode::sao;
    Album read = album_of(recorded);
    read.audio = relocate(*staged.audio, disc, recorded);
    EXPECT_EQ(compare(staged, read).verdict, Verdict::verified);
}

TEST(Compare, WhatFilesLackIsNotVerified) {
    Album a = album_of(plain_disc({300}));
    a.disc.tracks[0].source = SourceFile{.path = "cut.wav"};
    a.missing = {{"cut.wav", {.first = 44100, .count = 0, .rate = 44100}}};
    const Outcome outcome = compare(a, album_of(plain_disc({300})));
    EXPECT_EQ(outcome.verdict, Verdict::not_verified);
    EXPECT_EQ(outcome.missing.size(), 1u);
}

TEST(Compare, CanBeCancelled) {
    const Album a = album_of(plain_disc({300}));
    EXPECT_EQ(
        test::error_of(Errc::cancelled,
                       [&] { compare(a, a, [](const Progress& p) { return p.phase != Phase::comparing; }); }),
        "interrupted; nothing was changed");
}

} // namespace
} // namespace redbook
