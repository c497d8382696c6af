// Every cell of staging_states.md. The expectations are written by hand, from the page.
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using namespace test;

enum class State { empty, between, open, failed };

struct Bench {
    CrashFiles disk;
    FaultFiles files{disk};
    std::unique_ptr<Staging> staging = create_stash(files, "x.stash", {});
    bool closed = false;

    void stage_one_track() {
        staging->open_track(plain_disc({4}).tracks[0]);
        staging->append(pattern_blocks({0}, {4}));
        staging->close_track();
    }
};

void lead_to(Bench& bench, State state) {
    if (state == State::empty) return;
    bench.stage_one_track();
    if (state == State::between) return;
    bench.staging->open_track(plain_disc({4}).tracks[0]);
    bench.staging->append(pattern_blocks({4}, {2}));
    if (state == State::open) return;
    bench.files.strike(Fault::failed_sync, 0);
    error_of(Errc::io, [&] { bench.staging->close_track(); });
}

// As far as it can be seen from outside.
State state_of(Bench& bench) {
    Staging& s = *bench.staging;
    const bool open = s.has_open_track();
    const BlockCount capacity = s.capacity();
    try {
        s.set_capacity(capacity); // changes nothing
    } catch (const Error& e) {
        EXPECT_EQ(int(e.code), int(Errc::stash_failed));
        return State::failed;
    }
    return open ? State::open : s.disc().tracks.empty() ? State::empty : State::between;
}

struct Outcome {
    Outcome(State s) : state(s) {}
    Outcome(Errc e) : error(e) {}
    std::optional<State> state;
    std::optional<Errc> error; // the state stays
};

struct Row {
    const char* call;
    void (*make)(Staging&);
    Outcome empty, between, open, failed;
};

const Row kRows[] = {
    {"open_track", [](Staging& s) { s.open_track(plain_disc({4}).tracks[0]); }, State::open, State::open,
     Errc::track_open, Errc::stash_failed},
    {"append", [](Staging& s) { EXPECT_EQ(s.append(pattern_blocks({0}, {3})), BlockCount{3}); },
     Errc::no_track_open, Errc::no_track_open, State::open, Errc::stash_failed},
    {"close_track", [](Staging& s) { s.close_track(); }, Errc::no_track_open, Errc::no_track_open,
     State::between, Errc::stash_failed},
    {"abandon_track", [](Staging& s) { s.abandon_track(); }, Errc::no_track_open, Errc::no_track_open,
     State::between, Errc::stash_failed},
    {"drop_last", [](Staging& s) { s.drop_last(); }, Errc::bad_value, State::empty, Errc::track_open,
     Errc::stash_failed},
    {"clear", [](Staging& s) { s.clear(); }, State::empty, State::empty, State::empty, Errc::stash_failed},
    {"edit",
     [](Staging& s) {
         Disc disc = s.disc();
         disc.gap = {7};
         s.edit(disc);
     },
     State::empty, State::between, Errc::track_open, Errc::stash_failed},
    {"set_capacity", [](Staging& s) { s.set_capacity({1000}); }, State::empty, State::between, State::open,
     Errc::stash_failed},
    {"set_run",
     [](Staging& s) {
         s.set_run({StagingRun::Kind::append, 1, 3});
     },
     State::empty, State::between, State::open, Errc::stash_failed},
    {"disc", [](Staging& s) { EXPECT_LE(s.disc().tracks.size(), 2u); }, State::empty, State::between,
     State::open, State::failed},
    {"room", [](Staging& s) { EXPECT_GT(s.room().available, BlockCount{0}); }, State::empty, State::between,
     State::open, State::failed},
    {"audio", [](Staging& s) { EXPECT_TRUE(all_blocks(*s.audio()).size() <= 154 * 2352); }, State::empty,
     State::between, State::open, State::failed},
    {"close", [](Staging& s) { s.close(); }, State::failed, State::failed, State::failed, State::failed},
};

void expect_cell(const Row& row, State from, const Outcome& expected) {
    SCOPED_TRACE(std::string(row.call) + " in state " + std::to_string(int(from)));
    Bench bench;
    lead_to(bench, from);
    ASSERT_EQ(int(state_of(bench)), int(from));
    if (expected.error)
        error_of(*expected.error, [&] { row.make(*bench.staging); });
    else
        row.make(*bench.staging);
    EXPECT_EQ(int(state_of(bench)), int(expected.state.value_or(from)));
}

TEST(StagingStates, EveryCallInEveryStateDoesWhatTheTableSays) {
    for (const Row& row : kRows) {
        expect_cell(row, State::empty, row.empty);
        expect_cell(row, State::between, row.between);
        expect_cell(row, State::open, row.open);
        expect_cell(row, State::failed, row.failed);
    }
}

TEST(StagingStates, AbandoningTheFirstTrackLeadsBackToEmpty) {
    Bench bench;
    bench.staging->open_track(plain_disc({4}).tracks[0]);
    bench.staging->abandon_track();
    EXPECT_EQ(int(state_of(bench)), int(State::empty));
}

TEST(StagingStates, DroppingOneOfTwoTracksLeadsToBetween) {
    Bench bench;
    bench.stage_one_track();
    bench.stage_one_track();
    bench.staging->drop_last();
    EXPECT_EQ(int(state_of(bench)), int(State::between));
}

} // namespace
} // namespace redbook
