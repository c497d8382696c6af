#include "redbook/jobs/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/jobs/exit_code.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::error_of;
using testing::ElementsAre;

TEST(Outcomes, WarningsAreCollectedOrRefused) {
    std::vector<std::string> warnings{"a"};
    warn(warnings, {"b", "c"}, false);
    EXPECT_THAT(warnings, ElementsAre("a", "b", "c"));
    warn(warnings, {}, true);
    try {
        warn(warnings, {"d", "e"}, true);
        ADD_FAILURE() << "was not refused";
    } catch (const StrictlyRefused& e) {
        EXPECT_STREQ(e.what(), "d");
        EXPECT_THAT(e.further, ElementsAre("e"));
    }
}

TEST(Outcomes, OfASourceThatLacksAudioAreNotVerified) {
    Album album = test::album_of(test::plain_disc({300}));
    Outcome outcome;
    outcome.comparison.verdict = Verdict::verified;
    judge(outcome, album);
    EXPECT_EQ(outcome.verdict, Verdict::verified);
    EXPECT_TRUE(outcome.complete);
    album.missing = {{"a.wav", {.first = 1, .count = 0, .rate = 44100}}};
    judge(outcome, album);
    EXPECT_EQ(outcome.verdict, Verdict::not_verified);
    EXPECT_FALSE(outcome.complete);
    EXPECT_EQ(exit_code_of(outcome), ExitCode::not_verified);
}

TEST(Outcomes, OfAFailedRecordingHaveNoDiscAndTheErrorsCode) {
    Outcome outcome;
    outcome.place = "/dev/sr0";
    outcome.done = false;
    outcome.failures.push_back({Errc::no_medium, "/dev/sr0: there is no disc in it"});
    EXPECT_EQ(exit_code_of(outcome), ExitCode::device);
    const Report report = report_on(outcome);
    EXPECT_TRUE(report.discs.empty());
    EXPECT_FALSE(report.comparison);
    EXPECT_EQ(report.errors.at(0).sentence, "/dev/sr0: there is no disc in it");
}

TEST(Outcomes, WhatWasChangedIsAWarningOfThePlace) {
    Outcome outcome;
    outcome.place = "a.cue";
    outcome.disc = test::plain_disc({300});
    outcome.changes = {"the title became another"};
    outcome.unread_edges = {{"/dev/sr0", {1}}};
    EXPECT_THAT(report_on(outcome).warnings,
                ElementsAre("a.cue: the title became another",
                            "/dev/sr0: 1 sample at the edge of the disc cannot be read"));
}

} // namespace
} // namespace redbook
