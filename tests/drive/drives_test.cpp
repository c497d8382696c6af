#include "redbook/drive/drives.h"

#include <gmock/gmock.h>

#include "emulator/interposer/devices.h"
#include "tests/drive/emulated_port.h"
#include "tests/support/expect_error.h"

namespace redbook::test {
namespace {

using emulator::AttachedDrive;
using emulator::MediumFacts;
using emulator::MediumKind;
using testing::ElementsAre;
using testing::HasSubstr;

class Drives : public emulator::test::DriveTest {
  protected:
    EmulatedPort& port() {
        if (!port_) port_.emplace(drive());
        return *port_;
    }
    DriveReport report() { return ask_drive(port()); }
    void refuse(uint8_t code, Sense sense) {
        port().instead = [=](const ScsiCommand& c) {
            return operation_of(c) == code ? std::optional(ScsiReply{.sense = sense}) : std::nullopt;
        };
    }
    emulator::DriveOptions named(const std::string& name, MediumFacts facts = {}) {
        emulator::DriveOptions options;
        options.name = name;
        options.media = {medium(name.substr(5) + ".img", facts)};
        return options;
    }
    std::optional<EmulatedPort> port_;
};

TEST_F(Drives, TellWhatTheyAreAndWhatTheyCanDo) {
    const DriveReport drive = report();
    EXPECT_EQ(drive.problem, "");
    EXPECT_EQ(drive.path, "/dev/sr0");
    EXPECT_EQ(drive_name(drive), "REDBOOK EMULATED CD-RW");
    EXPECT_EQ(drive.revision, "1.0");
    EXPECT_TRUE(drive.sao && drive.tao && drive.test_write && drive.cd_text && drive.underrun_protection);
    EXPECT_FALSE(drive.reads_only);
    EXPECT_THAT(drive.write_speeds, ElementsAre(52, 48, 40, 32, 24, 16, 10, 8, 4));
}

TEST_F(Drives, TellABlankDiscAndItsCapacityFromTheAtip) {
    facts_.capacity = facts_.told_capacity = BlockCount{333000};
    const auto medium = report().medium;
    ASSERT_TRUE(medium);
    EXPECT_EQ(medium->kind, "CD-R");
    EXPECT_TRUE(medium->blank);
    EXPECT_FALSE(medium->rewritable || medium->appendable);
    EXPECT_EQ(medium->capacity, BlockCount{333000});
}

TEST_F(Drives, TellADiscThatCanBeErased) {
    facts_.kind = MediumKind::cd_rw;
    const DriveReport drive = report();
    EXPECT_EQ(medium_text(drive), "CD-RW, blank, 79:57:74");
    EXPECT_TRUE(drive.medium->rewritable);
}

TEST_F(Drives, TellAWrittenDisc) {
    ASSERT_EQ(emulator::test::words(burn_session()), emulator::test::words({}));
    EXPECT_EQ(medium_text(report()), "CD-R, written, 79:57:74");
}

TEST_F(Drives, TellADiscThatIsNotClosed) {
    ASSERT_EQ(emulator::test::words(burn_track(300, {0})), emulator::test::words({}));
    const DriveReport drive = report();
    EXPECT_TRUE(drive.medium->appendable);
    EXPECT_EQ(medium_text(drive), "CD-R, written in part, 79:57:74");
}

TEST_F(Drives, TellThatThereIsNoDisc) {
    ASSERT_EQ(emulator::test::words(eject()), emulator::test::words({}));
    const DriveReport drive = report();
    EXPECT_EQ(drive.problem, "");
    EXPECT_EQ(medium_text(drive), "none");
    EXPECT_TRUE(drive.sao) << "what the drive can do does not depend on it";
}

TEST_F(Drives, ADiscThatHasNoAtipIsAsLongAsItsTocSays) {
    ASSERT_EQ(emulator::test::words(burn_session()), emulator::test::words({}));
    port().instead = [](const ScsiCommand& c) -> std::optional<ScsiReply> {
        const bool asks_atip = operation_of(c) == 0x43 && (std::to_integer<int>(c.cdb[2]) & 0xF) == 4;
        if (!asks_atip) return std::nullopt;
        return ScsiReply{.sense = {5, 0x24, 0}};
    };
    EXPECT_EQ(medium_text(report()), "CD-ROM, written, 00:20:00");
}

TEST_F(Drives, ADiscThatCannotBeReadIsAProblemOfTheDriveThatIsKnown) {
    refuse(0x51, {3, 0x57, 0});
    const DriveReport drive = report();
    EXPECT_EQ(drive_name(drive), "REDBOOK EMULATED CD-RW");
    EXPECT_THAT(drive.problem, HasSubstr("/dev/sr0: cannot ask about the disc: 3/57/00: "));
}

TEST_F(Drives, WhatIsNoCdDriveIsToldAsAProblem) {
    port().instead = [](const ScsiCommand& c) {
        return operation_of(c) == 0x12 ? std::optional(answered(c, "00 80 05 32 5b")) : std::nullopt;
    };
    EXPECT_EQ(report().problem, "/dev/sr0: is not a CD drive");
}

TEST_F(Drives, AFileIsNoDrive) {
    const std::string file = medium("file.img");
    EXPECT_EQ(ask_drive(file).problem, file + ": is not a drive");
}

TEST_F(Drives, AScanFindsAllOfThem) {
    const AttachedDrive second(named("/dev/sr111")), first(named("/dev/sr99"));
    std::vector<std::string> paths;
    for (const DriveReport& drive : ask_all_drives()) paths.push_back(drive.path);
    ASSERT_GE(paths.size(), 2u) << "the machine may have others";
    EXPECT_EQ(paths[paths.size() - 2], "/dev/sr99");
    EXPECT_EQ(paths.back(), "/dev/sr111");
}

TEST_F(Drives, TheOnlyOneIsChosenOfSeveralNone) {
    EXPECT_EQ(choose_drive("/dev/sr7", {}), "/dev/sr7");
    EXPECT_EQ(choose_drive("", {"/dev/sr8"}), "/dev/sr8");
    EXPECT_EQ(error_of(Errc::not_found, [] { choose_drive("", {}); }), "there is no CD drive");
    EXPECT_EQ(error_of(Errc::device,
                       [] {
                           choose_drive("", {"/dev/sr8", "/dev/sr9"});
                       }),
              "there are several drives; name one of /dev/sr8, /dev/sr9");
}

TEST_F(Drives, OneThatSomebodyRecordsOnIsNotAsked) {
    emulator::DriveOptions options = named("/dev/sr98");
    options.trace = folder_ / "trace.txt";
    const AttachedDrive attached(options);
    const auto recording = open_scsi_port("/dev/sr98", DriveAccess::recording);
    EXPECT_THAT(ask_drive("/dev/sr98").problem, testing::StartsWith("/dev/sr98: "));
    EXPECT_EQ(error_of(Errc::in_use, [] { eject_disc("/dev/sr98"); }), ask_drive("/dev/sr98").problem);
    EXPECT_EQ(ask_drive("/dev/sr98").problem_code, Errc::in_use);
    EXPECT_EQ(load_and_ask("/dev/sr98").problem, ask_drive("/dev/sr98").problem);
    EXPECT_FALSE(system_files().status(options.trace)) << "it was sent something";
}

TEST_F(Drives, AnOpenTrayIsDrawnInWhereItsDiscIsToBeRecorded) {
    const AttachedDrive attached(named("/dev/sr9"));
    eject_disc("/dev/sr9");
    EXPECT_EQ(medium_text(ask_with_tray_in("/dev/sr9")), "CD-R, blank, 79:57:74");
    EXPECT_EQ(recorded_medium_text(ask_drive("/dev/sr9")), "CD-R, 79:57:74");
}

TEST_F(Drives, TheTrayGoesOutAndIn) {
    const AttachedDrive attached(named("/dev/sr8"));
    eject_disc("/dev/sr8");
    EXPECT_EQ(medium_text(ask_drive("/dev/sr8")), "none");
    load_disc("/dev/sr8");
    EXPECT_EQ(medium_text(ask_drive("/dev/sr8")), "CD-R, blank, 79:57:74");
}

} // namespace
} // namespace redbook::test
