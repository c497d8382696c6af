// Temporary folders seen from several processes.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include <gmock/gmock.h>

#include "redbook/publish/temporary_folder.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;
using testing::IsEmpty;

// A process that has a temporary folder with a file in it, until it is killed.
class OtherRun {
  public:
    explicit OtherRun(const std::string& place) {
        std::array<int, 2> ends{};
        EXPECT_EQ(::pipe(ends.data()), 0);
        id_ = ::fork();
        if (id_ == 0) work(place, ends[1]);
        char ready = 0;
        EXPECT_EQ(::read(ends[0], &ready, 1), 1);
        ::close(ends[0]);
        ::close(ends[1]);
    }
    OtherRun(const OtherRun&) = delete;
    OtherRun& operator=(const OtherRun&) = delete;
    ~OtherRun() { kill(); }

    void kill() {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }

  private:
    [[noreturn]] static void work(const std::string& place, int tell) {
        const TemporaryFolder folder(system_files(), place);
        system_files().create(folder.path() + "/disc.bin");
        if (::write(tell, "!", 1) == 1)
            for (;;) ::pause();
        ::_exit(1);
    }

    pid_t id_;
};

TEST(TemporaryFolderOfAProcess, StaysWhileItRunsAndIsRemovedByTheNextWhenItWasKilled) {
    const TempFolder place;
    const auto names = [&] { return system_files().list(place.path()); };
    OtherRun other(place / "disc.cue");
    const auto its = names();
    ASSERT_THAT(its, testing::SizeIs(2));
    { const TemporaryFolder folder(system_files(), place / "disc.cue"); }
    EXPECT_EQ(names(), its);
    EXPECT_TRUE(system_files().status(join_path(place / its[0], "disc.bin")));
    other.kill();
    EXPECT_EQ(names(), its);
    { const TemporaryFolder folder(system_files(), place / "disc.cue"); }
    EXPECT_THAT(names(), testing::IsEmpty());
}

TEST(TemporaryFolder, ANameThatIsTooLongIsRefusedBeforeAnythingIsMade) {
    const TempFolder folder;
    for (size_t length = 200; length <= 260; ++length) {
        const std::string place = folder / std::string(length, 'x');
        try {
            TemporaryFolder(system_files(), place);
        } catch (const Error& e) {
            EXPECT_EQ(e.code, Errc::bad_value);
            EXPECT_EQ(std::string(e.what()),
                      place + ": the name is too long for what is made beside it; give a shorter one");
            EXPECT_GT(length, 220u);
        }
        ASSERT_THAT(system_files().list(folder.path()), IsEmpty()) << length;
    }
}

} // namespace
} // namespace redbook
