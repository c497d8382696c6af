// The machine as it is: what there is of it under test is a drive of this process.
#include "redbook/drive/machine.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include "emulator/interposer/devices.h"
#include "redbook/drive/doctor.h"
#include "tests/drive/emulated_port.h"

namespace redbook::test {
namespace {

using testing::IsEmpty;

class TheMachine : public emulator::test::DriveTest {
  protected:
    TheMachine() {
        options_.name = "/dev/sr98";
        options_.media = {medium("disc.img")};
        attached_.emplace(options_);
    }
    std::optional<emulator::AttachedDrive> attached_;
};

TEST_F(TheMachine, HasTheDriveAndAsksIt) {
    const Machine machine = look_at_machine("/dev/sr98");
    ASSERT_EQ(machine.nodes.size(), 1u);
    const DriveNode& node = machine.nodes[0];
    EXPECT_EQ(node.path, "/dev/sr98");
    EXPECT_TRUE(node.is_there && node.is_device && node.group_may);
    EXPECT_FALSE(node.is_generic || node.is_busy);
    EXPECT_EQ(node.open_error, 0);
    EXPECT_THAT(node.holders, IsEmpty());
    ASSERT_TRUE(node.drive);
    EXPECT_EQ(medium_text(*node.drive), "CD-R, blank, 79:57:74");
    EXPECT_THAT(diagnose(machine), IsEmpty());
}

TEST_F(TheMachine, KnowsItsUser) {
    const Machine machine = look_at_machine();
    EXPECT_NE(machine.user, "");
    EXPECT_FALSE(machine.groups.empty());
}

TEST_F(TheMachine, LeavesADriveAloneThatAnotherProgramHasForItself) {
    int ready[2], go_on[2];
    ASSERT_EQ(::pipe(ready), 0);
    ASSERT_EQ(::pipe(go_on), 0);
    char c = 0;
    const pid_t child = ::fork();
    if (child == 0) {
        const int fd = ::open("/dev/sr98", O_RDWR | O_NONBLOCK | O_EXCL);
        (void)!::write(ready[1], &c, 1);
        ::close(go_on[1]);
        (void)!::read(go_on[0], &c, 1);
        ::_exit(fd >= 0 ? 0 : 1);
    }
    ASSERT_EQ(::read(ready[0], &c, 1), 1);
    const Machine machine = look_at_machine("/dev/sr98");
    ::close(go_on[1]);
    ::close(go_on[0]);
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    ASSERT_EQ(machine.nodes.size(), 1u);
    EXPECT_TRUE(machine.nodes[0].is_busy);
    EXPECT_FALSE(machine.nodes[0].drive);
    ASSERT_EQ(machine.nodes[0].holders.size(), 1u);
    EXPECT_EQ(machine.nodes[0].holders[0].process, child);
    EXPECT_EQ(machine.nodes[0].holders[0].program, "drive_test");
}

TEST_F(TheMachine, KnowsWhatIsNotThereAndWhatIsNoDevice) {
    const DriveNode missing = look_at_machine("/dev/sr97").nodes.at(0);
    EXPECT_FALSE(missing.is_there);
    const DriveNode file = look_at_machine(folder_ / "disc.img").nodes.at(0);
    EXPECT_TRUE(file.is_there);
    EXPECT_FALSE(file.is_device);
}

TEST_F(TheMachine, FindsDrivesInTheOrderOfTheirNumbers) {
    emulator::DriveOptions other = options_;
    other.name = "/dev/sr110";
    other.media = {medium("other.img")};
    const emulator::AttachedDrive second(other);
    const std::vector<std::string> paths = drive_paths();
    ASSERT_GE(paths.size(), 2u);
    EXPECT_EQ(paths[paths.size() - 2], "/dev/sr98");
    EXPECT_EQ(paths.back(), "/dev/sr110");
}

} // namespace
} // namespace redbook::test
