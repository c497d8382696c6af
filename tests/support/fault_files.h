// A file system in front of another one that fails when it is told to.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>

#include "redbook/base/file.h"

namespace redbook::test {

enum class Fault {
    full_disk,   // a write or a copy keeps half of its bytes, later ones nothing, until there is room again
    io_error,    // a read, a write, a copy, a resize or a close
    failed_sync, // of a file or a folder
    failed_rename,
    no_permission, // to open, create, rename, remove or list
};
inline constexpr size_t kFaults = 5;

class FaultFiles final : public FileSystem {
  public:
    explicit FaultFiles(FileSystem& under) : under_(under) {}

    // Of the calls that `fault` can strike, the n-th from now on (0: the next one) will fail by it. One fault
    // at a time.
    void strike(Fault fault, size_t n);
    bool has_struck() const;
    void make_room(); // the disk is not full any more

    // Calls so far that `fault` could have struck.
    size_t calls(Fault fault) const;

    std::unique_ptr<File> open(const std::string& path, Access access) override;
    std::unique_ptr<File> create(const std::string& path) override;
    void create_folder(const std::string& path) override;
    void rename(const std::string& from, const std::string& to) override;
    void remove_file(const std::string& path) override;
    void remove_folder(const std::string& path) override;
    void sync_folder(const std::string& path) override;
    std::optional<FileStatus> status(const std::string& path) override;
    std::string follow_links(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;

  private:
    friend class FaultFile;
    enum class Room { plenty, half, none };

    bool strikes(Fault fault);
    Room room();
    void try_io(const std::string& path, const char* doing);
    void try_permission(const std::string& path, const char* doing);

    FileSystem& under_;
    mutable std::mutex mutex_;
    std::array<size_t, kFaults> calls_{};
    std::optional<Fault> armed_;
    size_t strike_at_ = 0;
    bool struck_ = false;
    bool full_ = false;
};

} // namespace redbook::test
