// Crashes. A story is a run of calls on a disk that records its changes, together with what the stash must be
// after each call. It is then replayed with the power cut at every change, and with the program killed at
// every change, continued, and the power cut at every change after that.
#include "redbook/stage/stash_file.h"

#include <set>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/stage/stash_format.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;

const std::string kPath = "x.stash";

using StashState = std::optional<Disc>; // nullopt: there is no stash
using StashStates = std::vector<StashState>;

void flip_bit(FileSystem& files, uint64_t offset) {
    const auto file = files.open(kPath, Access::read_write);
    std::byte byte[1];
    file->read_at(offset, byte);
    byte[0] ^= std::byte{0x10};
    file->write_at(offset, byte);
}

// blocks_of(), remembered: it is asked for thousands of times.
const std::vector<std::byte>& expected_blocks(const Disc& disc) {
    static std::vector<std::pair<Disc, std::vector<std::byte>>> known;
    for (const auto& [of, blocks] : known)
        if (of.tracks == disc.tracks) return blocks;
    return known.emplace_back(disc, blocks_of(disc)).second;
}

// What is wrong with a stash that must be in one of these states; empty: nothing.
std::string wrong_with(FileSystem& files, const StashStates& allowed) {
    if (!files.status(kPath)) return std::ranges::count(allowed, StashState{}) > 0 ? "" : "there is no stash";
    try {
        const auto stash = open_stash(files, kPath);
        if (std::ranges::count(allowed, StashState(stash->disc())) == 0)
            return "holds " + std::to_string(stash->disc().tracks.size()) +
                   " tracks of a disc it must not be";
        return same_bytes(all_blocks(*stash->audio()), expected_blocks(stash->disc()))
                   ? ""
                   : "its audio is another";
    } catch (const Error& e) {
        return e.what();
    }
}

std::string wrong_with_one_slot_bad(FileSystem& files, const StashStates& allowed) {
    for (const uint64_t slot : kSlotOffsets) {
        flip_bit(files, slot + 40);
        const std::string wrong = wrong_with(files, allowed);
        if (!wrong.empty()) return "when the slot at " + std::to_string(slot) + " goes bad: " + wrong;
        flip_bit(files, slot + 40);
    }
    return {};
}

class Story {
  public:
    Story(CrashFiles& files, StashStates start) : files_(files), start_(std::move(start)) {}

    // One call that changes the stash to `after`.
    void changes_to(StashState after, const std::function<void()>& call) {
        step(std::move(after), true, call);
    }

    // One call that leaves the stash what it is; both slots are good all the while.
    void leaves(const std::function<void()>& call) { step(now(), false, call); }

    // What it may be after so many changes: what the last call made it, or what the one under way makes it.
    StashStates allowed(size_t changes) const {
        StashStates states = start_;
        for (const Step& s : steps_) {
            if (s.end <= changes)
                states = {s.after};
            else if (s.begin < changes)
                states.push_back(s.after);
        }
        return states;
    }

    std::string wrong(CrashFiles& disk, size_t changes) const {
        const std::string wrong = wrong_with(disk, allowed(changes));
        if (!wrong.empty() || is_changing(changes) || !disk.status(kPath)) return wrong;
        return wrong_with_one_slot_bad(disk, allowed(changes));
    }

    std::string first_wrong_from(size_t changes) const {
        return first_wrong(files_, changes, [&](CrashFiles& disk, size_t at) { return wrong(disk, at); });
    }

  private:
    struct Step {
        size_t begin, end;
        StashState after;
        bool commits;
    };

    StashState now() const { return steps_.empty() ? start_.back() : steps_.back().after; }

    void step(StashState after, bool commits, const std::function<void()>& call) {
        const size_t begin = files_.changes();
        call();
        steps_.push_back({begin, files_.changes(), std::move(after), commits});
    }

    // After the start of a story that continues after a kill nothing is known of the slots until the first
    // call is done.
    bool is_changing(size_t changes) const {
        return std::ranges::any_of(steps_, [&](const Step& s) {
            const bool first = &s == steps_.data();
            return s.commits && (first ? s.begin <= changes : s.begin < changes) && changes < s.end;
        });
    }

    CrashFiles& files_;
    StashStates start_;
    std::vector<Step> steps_;
};

Disc titled(Disc disc, const std::string& title) {
    edit_album_texts(disc).title = title;
    return disc;
}

// Two tracks, the second with a pregap and more than a second long. The description fills several sectors, so
// that a catalogue can be torn.
Disc small_disc() {
    Disc disc = plain_disc({5, 80});
    disc.tracks[1].pregap = {3};
    disc.remarks = {"REM " + std::string(1500, '-')};
    disc.mcn = Mcn::parse("4006381333931");
    return titled(disc, "Before");
}

void tell_track(Story& story, Staging& staging, const Disc& disc, size_t k, int chunk) {
    story.leaves([&] { append_track(staging, disc, k, chunk); });
    story.changes_to(first_tracks(disc, k + 1), [&] { staging.close_track(); });
}

// create, stage a track, edit, stage another
std::unique_ptr<Staging> tell_staging(Story& story, CrashFiles& files) {
    Disc disc = small_disc();
    std::unique_ptr<Staging> staging;
    story.changes_to(first_tracks(disc, 0),
                     [&] { staging = create_stash(files, kPath, {.disc = first_tracks(disc, 0)}); });
    tell_track(story, *staging, disc, 0, 1);
    disc = titled(disc, "A title that is longer than before");
    story.changes_to(first_tracks(disc, 1), [&] { staging->edit(first_tracks(disc, 1)); });
    tell_track(story, *staging, disc, 1, 40);
    return staging;
}

// After a kill: continue, or begin anew; edit to a shorter title, stage a track.
void tell_going_on(Story& story, CrashFiles& files) {
    std::unique_ptr<Staging> staging;
    const bool there = files.status(kPath).has_value();
    const Disc found = there ? open_stash(files, kPath)->disc() : Disc{};
    story.changes_to(found, [&] {
        staging = there ? continue_stash(files, kPath) : create_stash(files, kPath, {});
        EXPECT_EQ(staging->disc(), found);
    });
    Disc disc = titled(found, "Y");
    story.changes_to(disc, [&] { staging->edit(disc); });
    disc.tracks.push_back(plain_disc({4}).tracks[0]);
    tell_track(story, *staging, disc, disc.tracks.size() - 1, 75);
    story.leaves([&] { staging->close(); });
}

TEST(StashFile, AnyPowerCutWhileStagingKeepsAllClosedTracks) {
    CrashFiles files;
    Story story(files, {std::nullopt});
    tell_staging(story, files)->close();
    EXPECT_EQ(story.first_wrong_from(0), "");
}

TEST(StashFile, AnyPowerCutWhileDroppingAndClearingLeavesTheOldOrTheNew) {
    CrashFiles files;
    Story story(files, {std::nullopt});
    const auto staging = tell_staging(story, files);
    const size_t from = files.changes();
    Disc disc = staging->disc();
    disc.tracks.pop_back();
    story.changes_to(disc, [&] { staging->drop_last(); });
    disc.tracks.push_back(plain_disc({9}).tracks[0]);
    tell_track(story, *staging, disc, 1, 75);
    story.changes_to(disc, [&] { staging->set_capacity({1000}); });
    story.changes_to(Disc{}, [&] { staging->clear(); });
    tell_track(story, *staging, plain_disc({7}), 0, 75);
    EXPECT_EQ(story.first_wrong_from(from), "");
}

// What is wrong with a stash after going on with it for one more track.
std::string wrong_after_going_on(CrashFiles& files) {
    if (!files.status(kPath)) return {};
    const auto staging = continue_stash(files, kPath);
    Disc disc = staging->disc();
    disc.tracks.push_back(plain_disc({4}).tracks[0]);
    stage_track(*staging, disc, disc.tracks.size() - 1);
    staging->close();
    return wrong_with(files, {disc});
}

TEST(StashFile, AfterAnyPowerCutItCanBeGoneOnWith) {
    CrashFiles files;
    Story story(files, {std::nullopt});
    tell_staging(story, files)->drop_last();
    EXPECT_EQ(first_wrong(files, 0, [](CrashFiles& disk, size_t) { return wrong_after_going_on(disk); }), "");
}

TEST(StashFile, AnyPowerCutWhileReplacingLeavesTheOldOrTheNew) {
    CrashFiles files;
    Story story(files, {std::nullopt});
    tell_staging(story, files)->close();
    const size_t from = files.changes();
    std::unique_ptr<Staging> staging;
    story.changes_to(Disc{}, [&] { staging = create_stash(files, kPath, {}, true); });
    tell_track(story, *staging, plain_disc({7}), 0, 75);
    EXPECT_EQ(story.first_wrong_from(from), "");
}

// Calls see(killed disk, changes, its story so far) for every kill.
void for_each_kill(const std::function<void(CrashFiles& killed, size_t changes, StashStates)>& see) {
    CrashFiles files;
    Story story(files, {std::nullopt});
    tell_staging(story, files);
    for (size_t changes = 0; changes <= files.changes(); ++changes)
        see(*files.killed_after(changes), changes, story.allowed(changes));
}

TEST(StashFile, AKilledAndContinuedStashSurvivesAnyPowerCut) {
    for_each_kill([](CrashFiles& killed, size_t changes, StashStates states) {
        EXPECT_EQ(wrong_with(killed, states), "") << "killed after change " << changes;
        Story story(killed, std::move(states));
        tell_going_on(story, killed);
        EXPECT_EQ(story.first_wrong_from(changes), "") << "killed after change " << changes;
    });
}

// ---- The test of the tests: each sync that the code makes is needed ----

TEST(StashFile, WithoutAnyOneSyncOfStagingSomePowerCutLosesSomething) {
    const std::vector<std::string> syncs = {
        "create: the new file",        "create: its folder",          "create: what was found",
        "close_track: the audio",      "close_track: the first slot", "close_track: the second slot",
        "edit: the first slot",        "edit: the second slot",       "close_track: the audio",
        "close_track: the first slot", "close_track: the second slot"};
    for (size_t n = 0; n <= syncs.size(); ++n) {
        CrashFiles files;
        files.ignore_sync(n);
        Story story(files, {std::nullopt});
        tell_staging(story, files)->close();
        ASSERT_EQ(files.syncs(), syncs.size());
        // What was just synced when the file was made is synced again where it is found; that one is for the
        // killed.
        const bool is_needed = n < syncs.size() && syncs[n] != "create: what was found";
        EXPECT_EQ(story.first_wrong_from(0) != "", is_needed) << n;
    }
}

// Which of the syncs of continue_stash (0 the folder, 1 what was found, 2 the mended slot), taken out, let
// some kill and power cut lose something.
std::set<size_t> needed_syncs_of_continuing() {
    std::set<size_t> needed;
    for (size_t n = 0; n < 3; ++n)
        for_each_kill([&](CrashFiles& killed, size_t changes, StashStates states) {
            if (!killed.status(kPath) || needed.count(n) > 0) return;
            size_t syncs = 0;
            killed.ignore_sync(n);
            Story story(killed, std::move(states));
            story.changes_to(open_stash(killed, kPath)->disc(), [&] {
                continue_stash(killed, kPath)->close();
                syncs = killed.syncs();
            });
            EXPECT_LE(syncs, 3u);
            if (story.first_wrong_from(changes) != "") needed.insert(n);
        });
    return needed;
}

TEST(StashFile, WithoutAnyOneSyncOfContinuingSomePowerCutLosesSomething) {
    EXPECT_EQ(needed_syncs_of_continuing(), (std::set<size_t>{0, 1, 2}));
}

} // namespace
} // namespace redbook
