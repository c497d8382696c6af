#include "redbook/drive/machine.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(MachineStub, HasNoDrives) {
    EXPECT_TRUE(look_at_machine("/dev/sr0").nodes.empty());
    EXPECT_TRUE(drive_paths().empty());
}

} // namespace
} // namespace redbook
