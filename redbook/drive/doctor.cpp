#include "redbook/drive/doctor.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace redbook {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::ranges::find(list, word) != list.end();
}

Diagnosis error(std::string_view name, std::string place, std::string sentence, std::string command = "",
                Remedy remedy = Remedy::none) {
    return {Severity::error, name, std::move(place), std::move(sentence), std::move(command), remedy};
}

Diagnosis warning(std::string_view name, std::string place, std::string sentence, std::string command = "",
                  Remedy remedy = Remedy::none) {
    return {Severity::warning, name, std::move(place), std::move(sentence), std::move(command), remedy};
}

// The machine
// -----------------------------------------------------------------------------------------------------------

Diagnosis container(const std::string& drive) {
    return error(
        "container", "",
        "this is a container, and it sees only the devices that it was started with; start it with the "
        "drive of the machine that it runs on",
        fmt::format("docker run --device {} ...", drive));
}

bool has_node(const Machine& machine, const std::string& path) {
    return std::ranges::any_of(machine.nodes,
                               [&](const DriveNode& node) { return node.path == path && node.is_there; });
}

// A drive of the kernel that has no name under /dev.
Diagnosis nameless(const Machine& machine, const std::string& path) {
    if (machine.is_container) return container(path);
    return error("no-node", path,
                 "the kernel has this drive, but there is no such device file; have it made again",
                 "sudo udevadm trigger --action=add --subsystem-match=block");
}

Diagnosis no_drive(const Machine& machine) {
    if (machine.is_container) return container("/dev/sr0");
    return error("no-drive", "",
                 "the kernel knows no CD drive; plug one in, or rehearse with an emulated one", "",
                 Remedy::emulate_drive);
}

void diagnose_machine(const Machine& machine, std::vector<Diagnosis>& found) {
    for (const std::string& path : machine.known)
        if (!has_node(machine, path)) found.push_back(nameless(machine, path));
    if (machine.has_undriven)
        found.push_back(error("no-driver", "",
                              "the kernel sees a CD drive, but its module for them is not loaded; load it",
                              "sudo modprobe sr_mod"));
    if (machine.nodes.empty() && found.empty()) found.push_back(no_drive(machine));
    if (!machine.has_generic && !machine.known.empty())
        found.push_back(
            warning("no-sg", "",
                    "the kernel's module sg is not loaded; Redbook does without it, but programs that "
                    "look for drives at /dev/sgN see none",
                    "sudo modprobe sg"));
}

// A drive
// -----------------------------------------------------------------------------------------------------------

// What gives the user access: his group, a new login, or a right of his own.
Diagnosis no_permission(const Machine& machine, const DriveNode& node) {
    const auto found = [&](std::string why, std::string command) {
        return error("no-permission", node.path, "you may not open it; " + why, std::move(command));
    };
    if (machine.is_container && node.open_error == EPERM) return container(node.path);
    if (!node.group_may || node.group == "root")
        return found("neither you nor its group may read and write it; make it yours",
                     fmt::format("sudo chown {} {}", machine.user, node.path));
    if (contains(machine.member_of, node.group) && !contains(machine.groups, node.group))
        return found(
            fmt::format(
                "{} is in its group {} since the last login only; log out and in again, or continue in "
                "a shell that has the group",
                machine.user, node.group),
            "newgrp " + node.group);
    return found(fmt::format("it belongs to the group {}; join it, then log out and in again", node.group),
                 fmt::format("sudo usermod -aG {} {}", node.group, machine.user));
}

Diagnosis held_by(const DriveNode& node, const Holder& holder) {
    const auto found = [&](std::string_view name, std::string sentence, std::string command) {
        return Diagnosis{node.is_busy ? Severity::error : Severity::warning, name, node.path,
                         std::move(sentence), std::move(command)};
    };
    if (!holder.mounted_at.empty())
        return found("mounted", fmt::format("its disc is mounted at {}; unmount it", holder.mounted_at),
                     fmt::format("sudo umount {}", holder.mounted_at));
    return found(
        "in-use",
        fmt::format("{} (process {}) has it open; let it finish, or end it", holder.program, holder.process),
        fmt::format("kill {}", holder.process));
}

void diagnose_holders(const DriveNode& node, std::vector<Diagnosis>& found) {
    for (const Holder& holder : node.holders) found.push_back(held_by(node, holder));
    if (node.is_busy && node.holders.empty())
        found.push_back(error("in-use", node.path,
                              "another program has it for itself, and only root may see which; ask",
                              fmt::format("sudo fuser -v {}", node.path)));
}

Diagnosis not_opened(const Machine& machine, const DriveNode& node) {
    switch (node.open_error) {
    case EACCES:
    case EPERM: return no_permission(machine, node);
    case ENXIO:
    case ENODEV:
        return error("gone", node.path, "its device file is there, but the drive is gone; plug it in again");
    default:
        return error("not-opened", node.path,
                     fmt::format("it cannot be opened: {}; what the kernel says of it may tell more",
                                 std::strerror(node.open_error)),
                     "sudo dmesg | tail");
    }
}

Diagnosis written(const DriveReport& drive) {
    if (drive.medium->rewritable)
        return warning("not-blank", drive.path, "the disc in it is written; erase it, or put another one in",
                       "", Remedy::erase_medium);
    return warning("not-blank", drive.path,
                   "the disc in it is written, and not to be erased; put a blank one in", "",
                   Remedy::open_tray);
}

void diagnose_answer(const DriveReport& drive, std::vector<Diagnosis>& found) {
    if (!drive.problem.empty()) return found.push_back(error("no-answer", drive.path, drive.problem));
    if (drive.reads_only)
        return found.push_back(
            error("no-recorder", drive.path, "it reads discs, but records none; use another drive"));
    if (!drive.medium)
        found.push_back(warning("no-medium", drive.path, "there is no disc in it; put a blank one in", "",
                                Remedy::open_tray));
    else if (!drive.medium->blank)
        found.push_back(written(drive));
}

Diagnosis not_there(const Machine& machine, const std::string& path) {
    if (machine.is_container) return container(path);
    return error("not-there", path, "there is no such device; see which drives there are", "",
                 Remedy::list_drives);
}

void diagnose_node(const Machine& machine, const DriveNode& node, std::vector<Diagnosis>& found) {
    if (!node.is_there) {
        if (!contains(machine.known, node.path)) found.push_back(not_there(machine, node.path));
    } else if (!node.is_device) {
        found.push_back(error("not-a-drive", node.path, "it is not a device; see which drives there are", "",
                              Remedy::list_drives));
    } else if (node.open_error != 0) {
        found.push_back(not_opened(machine, node));
        if (node.is_generic) found.back().severity = Severity::warning; // its /dev/srN is what counts
    } else {
        diagnose_holders(node, found);
        if (node.drive) diagnose_answer(*node.drive, found);
    }
}

} // namespace

std::vector<Diagnosis> diagnose(const Machine& machine) {
    std::vector<Diagnosis> found;
    diagnose_machine(machine, found);
    for (const DriveNode& node : machine.nodes) diagnose_node(machine, node, found);
    return found;
}

} // namespace redbook
