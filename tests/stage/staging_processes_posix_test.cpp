// Staging seen from several processes: killed, locked out, without permission.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/stage/stash.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

// A child process that runs `body`, which tells the parent by writing to the file descriptor it is given.
class Child {
  public:
    explicit Child(const std::function<void(int tell)>& body) {
        int ends[2];
        EXPECT_EQ(::pipe(ends), 0);
        id_ = ::fork();
        if (id_ == 0) {
            body(ends[1]);
            ::_exit(0);
        }
        ::close(ends[1]);
        hear_ = ends[0];
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        ::close(hear_);
        ::waitpid(id_, nullptr, 0);
    }

    // What it told, at most n bytes; less only when it has ended.
    std::string hear(size_t n) {
        std::string told(n, ' ');
        size_t done = 0;
        for (ssize_t k = 1; k > 0 && done < n; done += size_t(std::max(k, ssize_t{0})))
            k = ::read(hear_, told.data() + done, n - done);
        return told.substr(0, done);
    }
    void kill() { ::kill(id_, SIGKILL); }

  private:
    pid_t id_;
    int hear_;
};

void tell(int to, const std::string& text) {
    if (::write(to, text.data(), text.size()) != ssize_t(text.size())) ::_exit(1);
}

// The disc that the killed children stage, each going on where the last one was killed.
Disc long_disc() { return plain_disc(std::vector<int>(60, 40)); }

// Tells "c" for each closed track, "." for everything else.
void stage_and_tell(const std::string& path, int to) {
    const Disc disc = long_disc();
    const auto staging = system_files().status(path) ? continue_stash(system_files(), path)
                                                     : create_stash(system_files(), path, {});
    tell(to, ".");
    for (size_t k = staging->disc().tracks.size(); k < disc.tracks.size(); ++k) {
        staging->open_track(disc.tracks[k]);
        const Lba first = layout_of(disc).tracks[k].audio;
        for (int block = 0; block < 40; block += 5) {
            staging->append(pattern_blocks(first + BlockCount{block}, {5}));
            tell(to, ".");
        }
        staging->close_track();
        tell(to, "c");
    }
    staging->close();
}

TEST(StagingProcesses, KilledAgainAndAgainAStashKeepsAllClosedTracks) {
    const TempFolder folder;
    const std::string path = folder / "x.stash";
    const Disc disc = long_disc();
    std::mt19937 random(20261122);
    size_t closed = 0;
    for (int round = 0; closed < disc.tracks.size() && round < 100; ++round) {
        Child child([&](int to) { stage_and_tell(path, to); });
        const std::string told = child.hear(random() % 60);
        child.kill();
        const std::string more = child.hear(10000); // what it told before it was gone
        if (!system_files().status(path)) continue;
        closed += size_t(std::ranges::count(told + more, 'c'));
        const auto stash = open_stash(system_files(), path);
        ASSERT_GE(stash->disc().tracks.size(), closed);
        ASSERT_LE(stash->disc().tracks.size(), closed + 1); // closed, and killed before it could be told
        closed = stash->disc().tracks.size();
        ASSERT_EQ(stash->disc(), first_tracks(disc, closed));
        ASSERT_TRUE(all_blocks(*stash->audio()) == blocks_of(stash->disc()));
    }
    EXPECT_EQ(closed, disc.tracks.size());
    continue_stash(system_files(), path)->close();
    stage_disc(system_files(), folder / "y.stash", disc);
    EXPECT_TRUE(read_file(path) == read_file(folder / "y.stash"));
}

// The sentence of the error that `body` throws, in another process; as a user who owns nothing if this one
// may all.
std::string error_elsewhere(Errc expected, bool as_nobody, const std::function<void()>& body) {
    Child child([&](int to) {
        if (as_nobody && ::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(1);
        try {
            body();
            tell(to, "no error");
        } catch (const Error& e) {
            tell(to, (e.code == expected ? "" : "wrong code: ") + std::string(e.what()));
        }
    });
    return child.hear(1000);
}

TEST(StagingProcesses, AnotherProcessIsKeptOutUntilTheFirstIsDone) {
    const TempFolder folder;
    const std::string path = folder / "x.stash";
    const auto go_on = [&] { continue_stash(system_files(), path); };
    auto staging = create_stash(system_files(), path, {});
    EXPECT_EQ(error_elsewhere(Errc::in_use, false, go_on),
              path + ": another program is staging into it; let it finish first");
    staging.reset();
    EXPECT_EQ(error_elsewhere(Errc::in_use, false, go_on), "no error");
}

TEST(StagingProcesses, AReaderReadsWhileAnotherProcessStages) {
    const TempFolder folder;
    const std::string path = folder / "x.stash";
    create_stash(system_files(), path, {})->close();
    Child child([&](int to) { stage_and_tell(path, to); });
    for (size_t tracks = 0; tracks < 60;) {
        const auto stash = open_stash(system_files(), path);
        ASSERT_GE(stash->disc().tracks.size(), tracks);
        tracks = stash->disc().tracks.size();
        ASSERT_EQ(stash->disc(), first_tracks(long_disc(), tracks));
        std::vector<std::byte> last(size_t(bytes_in({40})));
        if (tracks == 0) continue;
        stash->audio()->read(stash->audio()->end() - BlockCount{40}, last);
    }
}

class ReadOnlyFolder : public testing::Test {
  protected:
    TempFolder folder_;
    const std::string path_ = folder_ / "x.stash";
    void close_folder() { ASSERT_EQ(::chmod(folder_.path().c_str(), 0555), 0); }
    void TearDown() override { ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0); }
};

TEST_F(ReadOnlyFolder, TakesNoNewStash) {
    close_folder();
    EXPECT_EQ(error_elsewhere(Errc::no_permission, true, [&] { create_stash(system_files(), path_, {}); }),
              folder_ / ".x.stash.redbook-new" + ": cannot create: permission denied");
}

TEST_F(ReadOnlyFolder, LetsAStashBeReadAndNotGoneOnWith) {
    stage_disc(system_files(), path_, plain_disc({300}));
    ASSERT_EQ(::chmod(path_.c_str(), 0444), 0);
    close_folder();
    EXPECT_EQ(error_elsewhere(Errc::no_permission, true, [&] { continue_stash(system_files(), path_); }),
              path_ + ": cannot open: permission denied");
    EXPECT_EQ(error_elsewhere(Errc::no_permission, true,
                              [&] { all_blocks(*open_stash(system_files(), path_)->audio()); }),
              "no error");
}

TEST_F(ReadOnlyFolder, LetsAWritableStashBeGoneOnWithButNotMadeAnew) {
    stage_disc(system_files(), path_, plain_disc({300, 310}));
    ASSERT_EQ(::chmod(path_.c_str(), 0666), 0);
    close_folder();
    const auto drop = [&] {
        const auto staging = continue_stash(system_files(), path_);
        stage_track(*staging, plain_disc({300, 310, 20}), 2);
        staging->drop_last();
    };
    EXPECT_EQ(error_elsewhere(Errc::no_permission, true, drop),
              folder_ / ".x.stash.redbook-new" + ": cannot create: permission denied");
    EXPECT_EQ(open_stash(system_files(), path_)->disc(), plain_disc({300, 310, 20}));
}

} // namespace
} // namespace redbook
