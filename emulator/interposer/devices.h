// Drives as devices of this process: which names and descriptors are one of them.
//
// Each has a node, a file of its own that is opened in its place. So descriptors, duplicates, locks and
// closing are the kernel's, and a descriptor is known by the file it leads to.
#pragma once

#include <sys/stat.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "emulator/drive.h"

namespace redbook::emulator {

class Device {
  public:
    // `node` is the path of a file that is there.
    Device(std::string node, DriveOptions options);

    const std::string& name() const { return options_.name; } // "/dev/sr0"
    const std::string& node() const { return node_; }
    int number() const { return number_; } // of the name
    bool is_node(const struct stat& status) const {
        return status.st_dev == device_ && status.st_ino == inode_;
    }

    // Made when it is first asked for. Throws what Drive throws.
    Drive& drive();

  private:
    std::string node_;
    DriveOptions options_;
    int number_;
    dev_t device_ = 0;
    ino_t inode_ = 0;
    std::mutex mutex_;
    std::unique_ptr<Drive> drive_;
};

// The device of that name, or that a descriptor leads to; nullptr: none. At first the devices are those that
// the environment names (arguments.h).
std::shared_ptr<Device> device_named(const char* path); // may be null, as programs' paths may
std::shared_ptr<Device> device_of(const struct stat& status);
std::vector<std::string> device_names();

// A drive of this process, for as long as it lives. Its name must be free.
class AttachedDrive {
  public:
    explicit AttachedDrive(DriveOptions options);
    ~AttachedDrive();
    AttachedDrive(const AttachedDrive&) = delete;
    AttachedDrive& operator=(const AttachedDrive&) = delete;

    const std::string& name() const { return device_->name(); }
    Drive& drive() { return device_->drive(); }

  private:
    std::shared_ptr<Device> device_;
};

} // namespace redbook::emulator
