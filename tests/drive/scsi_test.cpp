// The way through the kernel's call: an emulated drive that is a device of this program.
#include "redbook/drive/scsi.h"

#include <sys/stat.h>

#include "emulator/interposer/devices.h"
#include "redbook/drive/mmc.h"
#include "tests/emulator/drive_kit.h"
#include "tests/support/expect_error.h"

namespace redbook::test {
namespace {

constexpr const char* kName = "/dev/sr6";

class Scsi : public emulator::test::DriveTest {
  protected:
    void attach() {
        options_.name = kName;
        options_.media.push_back(medium("disc.img"));
        attached_.emplace(options_);
    }
    std::optional<emulator::AttachedDrive> attached_;
};

TEST_F(Scsi, CommandsGoThroughTheKernelsCallAndBack) {
    attach();
    const auto port = open_scsi_port(kName);
    EXPECT_EQ(port->path(), kName);
    const auto cdb = emulator::test::bytes("12 00 00 00 24 00");
    std::vector<std::byte> in(36);
    const ScsiReply reply = port->execute({.cdb = cdb, .in = in});
    EXPECT_EQ(reply.sense, Sense{});
    EXPECT_EQ(reply.transferred, 36u);
    EXPECT_EQ(BytesReader(Bytes(in).subspan(8)).text(8), "REDBOOK ");
}

TEST_F(Scsi, WhatIsSentArrives) {
    attach();
    const auto port = open_scsi_port(kName, DriveAccess::recording);
    const auto cdb = emulator::test::bytes("55 10 00 00 00 00 00 00 3c 00");
    const auto page = emulator::test::page5_list({.byte2 = emulator::test::kSao});
    EXPECT_EQ(port->execute({.cdb = cdb, .out = page}).sense, Sense{});
    EXPECT_EQ(track_information(*port, kInvisibleTrack).next_writable, Lba{-150}) << "as in Session-at-Once";
}

TEST_F(Scsi, ARefusalIsInTheReply) {
    attach();
    const auto port = open_scsi_port(kName);
    const auto cdb = emulator::test::bytes("43 00 00 00 00 00 00 00 04 00");
    std::vector<std::byte> in(4);
    EXPECT_EQ(to_string(port->execute({.cdb = cdb, .in = in}).sense),
              "5/24/00: the drive does not know a value in the command");
}

TEST_F(Scsi, ARefusalWithoutAReasonBringsNothing) {
    std::vector<std::byte> sense(18);
    sense[0] = std::byte{0x70};
    EXPECT_EQ(refusal_of(sense, 2352).transferred, 0u);
    sense[2] = std::byte{1};
    EXPECT_EQ(refusal_of(sense, 2352).transferred, 2352u) << "a recovered error";
    EXPECT_EQ(refusal_of({}, 0).sense, (Sense{4, 0, 0})) << "no sense data at all";
}

// Who reads would disturb a recording, and who records, reading.
TEST_F(Scsi, OneAtATimeHasIt) {
    attach();
    for (const DriveAccess first : {DriveAccess::reading, DriveAccess::recording}) {
        const auto port = open_scsi_port(kName, first);
        for (const DriveAccess second : {DriveAccess::reading, DriveAccess::recording})
            EXPECT_EQ(error_of(Errc::in_use, [&] { open_scsi_port(kName, second, {}); }),
                      "/dev/sr6: another program is using it; close that program");
    }
    EXPECT_NO_THROW(open_scsi_port(kName, DriveAccess::recording));
}

TEST_F(Scsi, ADriveIsKnownByWhatKindOfFileItIs) {
    attach();
    EXPECT_TRUE(is_drive(kName));
    EXPECT_FALSE(is_drive("/dev/null"));
    EXPECT_FALSE(is_drive(folder_.path()));
    EXPECT_FALSE(is_drive("/no/such/file"));
}

TEST_F(Scsi, WhatCannotBeOpenedSaysWhatToDo) {
    EXPECT_EQ(error_of(Errc::not_found, [] { open_scsi_port("/dev/no-such-drive"); }),
              "/dev/no-such-drive: there is no such drive");
}

TEST_F(Scsi, WhatIsNoDriveIsSaidToBeNone) {
    const auto port = open_scsi_port("/dev/null");
    EXPECT_EQ(error_of(Errc::device, [&] { inquire(*port); }),
              "/dev/null: takes no SCSI commands: Inappropriate ioctl for device");
}

} // namespace
} // namespace redbook::test
