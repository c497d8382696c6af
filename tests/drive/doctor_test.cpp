#include "redbook/drive/doctor.h"

#include <cerrno>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace redbook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

DriveReport recorder(std::optional<MediumReport> medium) {
    return {.path = "/dev/sr0",
            .vendor = "PLEXTOR",
            .model = "PX-716A",
            .sao = true,
            .tao = true,
            .medium = medium};
}

const MediumReport kBlank{.kind = "CD-R", .blank = true, .capacity = {359849}};

// A machine of alice's with one drive and a blank disc in it: nothing is wrong.
Machine healthy() {
    DriveNode node{.path = "/dev/sr0", .group = "cdrom", .group_may = true, .drive = recorder(kBlank)};
    return {.nodes = {node},
            .known = {"/dev/sr0"},
            .user = "alice",
            .groups = {"alice", "cdrom"},
            .member_of = {"alice", "cdrom"}};
}

Machine with_node(DriveNode node) {
    Machine machine = healthy();
    node.path = "/dev/sr0";
    machine.nodes = {node};
    return machine;
}

DriveNode closed_to_us(int error, const std::string& group = "cdrom", bool group_may = true) {
    return {.path = "/dev/sr0", .group = group, .group_may = group_may, .open_error = error};
}

std::string_view words_of(Remedy remedy) {
    switch (remedy) {
    case Remedy::emulate_drive: return "(emulate a drive)";
    case Remedy::list_drives: return "(list the drives)";
    case Remedy::open_tray: return "(open the tray)";
    case Remedy::erase_medium: return "(erase the disc)";
    default: return "";
    }
}

// "error no-drive: the sentence; $ the command" of each, or "$ (what the program itself can do)".
std::vector<std::string> found_in(const Machine& machine) {
    std::vector<std::string> lines;
    for (const Diagnosis& d : diagnose(machine))
        lines.push_back(fmt::format("{} {}{}{}: {}{}{}", d.severity == Severity::error ? "error" : "warning",
                                    d.name, d.place.empty() ? "" : " ", d.place, d.sentence,
                                    d.command.empty() && d.remedy == Remedy::none ? "" : " $ ",
                                    d.command.empty() ? words_of(d.remedy) : d.command));
    return lines;
}

TEST(Doctor, FindsNothingWhereAllIsWell) { EXPECT_THAT(found_in(healthy()), IsEmpty()); }

TEST(Doctor, AMachineWithoutADriveCanRehearse) {
    EXPECT_THAT(
        found_in({}),
        ElementsAre("error no-drive: the kernel knows no CD drive; plug one in, or rehearse with an emulated "
                    "one $ (emulate a drive)"));
}

TEST(Doctor, AContainerIsStartedWithItsDrive) {
    const std::string sentence =
        "error container: this is a container, and it sees only the devices that it was "
        "started with; start it with the drive of the machine that it runs on $ docker run "
        "--device ";
    EXPECT_THAT(found_in({.is_container = true}), ElementsAre(sentence + "/dev/sr0 ..."));
    EXPECT_THAT(found_in({.known = {"/dev/sr1"}, .is_container = true}),
                ElementsAre(sentence + "/dev/sr1 ..."));
    Machine asked{.nodes = {{.path = "/dev/sr2", .is_there = false}}, .is_container = true};
    EXPECT_THAT(found_in(asked), ElementsAre(sentence + "/dev/sr2 ..."));
    Machine forbidden = with_node(closed_to_us(EPERM));
    forbidden.is_container = true;
    EXPECT_THAT(found_in(forbidden), ElementsAre(sentence + "/dev/sr0 ..."));
}

TEST(Doctor, ADriveOfTheKernelWithoutADeviceFileGetsOne) {
    EXPECT_THAT(
        found_in({.known = {"/dev/sr0"}}),
        ElementsAre(
            "error no-node /dev/sr0: the kernel has this drive, but there is no such device file; have "
            "it made again $ sudo udevadm trigger --action=add --subsystem-match=block"));
}

TEST(Doctor, ADriveThatNoDriverHasTakenNeedsItsModule) {
    EXPECT_THAT(
        found_in({.has_undriven = true}),
        ElementsAre(
            "error no-driver: the kernel sees a CD drive, but its module for them is not loaded; load "
            "it $ sudo modprobe sr_mod"));
}

TEST(Doctor, AMissingSgModuleIsOnlyAWarning) {
    Machine machine = healthy();
    machine.has_generic = false;
    EXPECT_THAT(
        found_in(machine),
        ElementsAre("warning no-sg: the kernel's module sg is not loaded; Redbook does without it, but "
                    "programs that look for drives at /dev/sgN see none $ sudo modprobe sg"));
}

TEST(Doctor, WhoMayNotOpenItJoinsItsGroup) {
    Machine machine = with_node(closed_to_us(EACCES));
    machine.groups = machine.member_of = {"alice"};
    EXPECT_THAT(
        found_in(machine),
        ElementsAre("error no-permission /dev/sr0: you may not open it; it belongs to the group cdrom; join "
                    "it, then log out and in again $ sudo usermod -aG cdrom alice"));
}

TEST(Doctor, WhoHasJoinedItsGroupSinceTheLastLoginLogsInAgain) {
    Machine machine = with_node(closed_to_us(EACCES));
    machine.groups = {"alice"};
    EXPECT_THAT(
        found_in(machine),
        ElementsAre(
            "error no-permission /dev/sr0: you may not open it; alice is in its group cdrom since the "
            "last login only; log out and in again, or continue in a shell that has the group $ newgrp "
            "cdrom"));
}

TEST(Doctor, WhatNoGroupMayOpenIsGivenToTheUser) {
    EXPECT_THAT(
        found_in(with_node(closed_to_us(EACCES, "root", false))),
        ElementsAre("error no-permission /dev/sr0: you may not open it; neither you nor its group may read "
                    "and write it; make it yours $ sudo chown alice /dev/sr0"));
}

TEST(Doctor, AGenericDeviceThatMayNotBeOpenedIsOnlyAWarning) {
    Machine machine = healthy();
    machine.groups = machine.member_of = {"alice"};
    machine.nodes.push_back(closed_to_us(EACCES, "root"));
    machine.nodes[1].path = "/dev/sg1";
    machine.nodes[1].is_generic = true;
    EXPECT_THAT(
        found_in(machine),
        ElementsAre("warning no-permission /dev/sg1: you may not open it; neither you nor its group may read "
                    "and write it; make it yours $ sudo chown alice /dev/sg1"));
}

TEST(Doctor, WhoHasItForItselfIsNamed) {
    DriveNode node{.is_busy = true, .holders = {{"wodim", 1234, ""}}};
    EXPECT_THAT(
        found_in(with_node(node)),
        ElementsAre(
            "error in-use /dev/sr0: wodim (process 1234) has it open; let it finish, or end it $ kill "
            "1234"));
    node.holders.clear();
    EXPECT_THAT(
        found_in(with_node(node)),
        ElementsAre("error in-use /dev/sr0: another program has it for itself, and only root may see which; "
                    "ask $ sudo fuser -v /dev/sr0"));
}

TEST(Doctor, WhoOnlyHasItOpenIsAWarning) {
    Machine machine = healthy();
    machine.nodes[0].holders = {{"vlc", 77, ""}};
    EXPECT_THAT(found_in(machine),
                ElementsAre("warning in-use /dev/sr0: vlc (process 77) has it open; let it finish, "
                            "or end it $ kill 77"));
}

TEST(Doctor, AMountedDiscIsUnmounted) {
    const DriveNode node{.is_busy = true, .holders = {{"", 0, "/media/alice/DATA"}}};
    EXPECT_THAT(
        found_in(with_node(node)),
        ElementsAre("error mounted /dev/sr0: its disc is mounted at /media/alice/DATA; unmount it $ sudo "
                    "umount /media/alice/DATA"));
}

TEST(Doctor, ADeviceFileWithNothingBehindItIsTold) {
    EXPECT_THAT(
        found_in(with_node(closed_to_us(ENXIO))),
        ElementsAre(
            "error gone /dev/sr0: its device file is there, but the drive is gone; plug it in again"));
}

TEST(Doctor, WhatElseTheKernelSaysIsTold) {
    EXPECT_THAT(
        found_in(with_node(closed_to_us(EIO))),
        ElementsAre(
            "error not-opened /dev/sr0: it cannot be opened: Input/output error; what the kernel says "
            "of it may tell more $ sudo dmesg | tail"));
}

TEST(Doctor, ANameThatIsNoDriveIsTold) {
    Machine machine = healthy();
    machine.nodes[0] = {.path = "/dev/sr5", .is_there = false};
    machine.known.clear();
    EXPECT_THAT(found_in(machine),
                ElementsAre("error not-there /dev/sr5: there is no such device; see which drives "
                            "there are $ (list the drives)"));
    machine.nodes[0] = {.path = "/etc/passwd", .is_device = false};
    EXPECT_THAT(found_in(machine),
                ElementsAre("error not-a-drive /etc/passwd: it is not a device; see which drives there "
                            "are $ (list the drives)"));
}

TEST(Doctor, ADriveThatDoesNotAnswerIsTold) {
    DriveNode node;
    node.drive = DriveReport{.path = "/dev/sr0", .problem = "it is no CD drive"};
    EXPECT_THAT(found_in(with_node(node)), ElementsAre("error no-answer /dev/sr0: it is no CD drive"));
}

TEST(Doctor, ADriveThatOnlyReadsIsNoRecorder) {
    Machine machine = healthy();
    machine.nodes[0].drive->reads_only = true;
    EXPECT_THAT(found_in(machine),
                ElementsAre("error no-recorder /dev/sr0: it reads discs, but records none; use "
                            "another drive"));
}

TEST(Doctor, AMissingOrWrittenDiscIsAWarning) {
    Machine machine = healthy();
    machine.nodes[0].drive->medium.reset();
    EXPECT_THAT(found_in(machine),
                ElementsAre("warning no-medium /dev/sr0: there is no disc in it; put a blank one in "
                            "$ (open the tray)"));
    machine.nodes[0].drive->medium = MediumReport{.kind = "CD-R"};
    EXPECT_THAT(found_in(machine),
                ElementsAre("warning not-blank /dev/sr0: the disc in it is written, and not to be "
                            "erased; put a blank one in $ (open the tray)"));
    machine.nodes[0].drive->medium = MediumReport{.kind = "CD-RW", .rewritable = true};
    EXPECT_THAT(found_in(machine),
                ElementsAre("warning not-blank /dev/sr0: the disc in it is written; erase it, or "
                            "put another one in $ (erase the disc)"));
}

} // namespace
} // namespace redbook
