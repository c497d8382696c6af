// What the machine says of its drives: their names, who may open them, and who has them open.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/drive/drive_report.h"

namespace redbook {

// A program that has a drive open, or a place where its disc is mounted.
struct Holder {
    std::string program;
    int process = 0;
    std::string mounted_at{}; // then the other two mean nothing
};

// A name that may lead to a drive.
struct DriveNode {
    std::string path{}; // "/dev/sr0", "/dev/sg1", or what was asked for
    bool is_there = true, is_device = true;
    bool is_generic = false; // /dev/sgN: the way of programs older than /dev/srN
    std::string group{};     // that it belongs to
    bool group_may = false;  // read and write it
    int open_error = 0;      // errno; 0: it can be opened
    bool is_busy = false;    // but not by one program alone
    std::vector<Holder> holders{};
    std::optional<DriveReport> drive{}; // what it says of itself; nullopt: it was not asked
};

struct Machine {
    std::vector<DriveNode> nodes{};
    std::vector<std::string> known{}; // "/dev/sr0": drives of the kernel, whether they have a node or not
    bool has_undriven = false;        // a CD drive that no driver of the kernel has taken
    bool has_generic = true;          // the kernel's module sg
    bool is_container = false;
    std::string user{};
    std::vector<std::string> groups{};    // of this process
    std::vector<std::string> member_of{}; // of the user's next login
};

// All drives; or the one at `path`, if it is not empty. Opens them, and asks them.
Machine look_at_machine(const std::string& path = "");

// "/dev/sr0", "/dev/sr1", ..: those that are there, in order.
std::vector<std::string> drive_paths();

} // namespace redbook
