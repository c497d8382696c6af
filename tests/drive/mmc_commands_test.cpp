#include "redbook/drive/mmc_commands.h"

#include <gtest/gtest.h>

#include "tests/drive/emulated_port.h"
#include "tests/support/expect_error.h"

namespace redbook::test {
namespace {

class MmcCommands : public emulator::test::DriveTest {};

TEST_F(MmcCommands, AQuestionThatFailsIsAskedFourTimesAndAnOrderOnce) {
    EmulatedPort port(drive());
    port.instead = [](const ScsiCommand&) { return ScsiReply{.sense = {4, 0x44, 0x00}}; };
    const mmc::Cdb cdb = mmc::cdb_of({0x12, 0, 0, 0, 36, 0});
    std::array<std::byte, 36> in{};
    EXPECT_EQ(mmc::ask(port, cdb, 6, in).sense, (Sense{4, 0x44, 0x00}));
    EXPECT_EQ(port.codes, "12 12 12 12 ");
    port.codes.clear();
    mmc::tell(port, mmc::start_stop(mmc::kEject), 6);
    EXPECT_EQ(port.codes, "1B ");
}

TEST_F(MmcCommands, AnAnswerThatDidNotComeWholeIsNone) {
    EmulatedPort port(drive());
    EXPECT_EQ(error_of(Errc::device, [&] { mmc::require(port, {.sense = {}, .transferred = 3}, "ask", 12); }),
              "/dev/sr0: cannot ask: the drive sends 3 bytes in place of 12; switch it off and on");
}

} // namespace
} // namespace redbook::test
