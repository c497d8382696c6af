// The one seam between the project and the operating system's files. All that must survive a crash goes
// through here, so that a test can stand in for the disk: record it, replay it, fill it, break it.
// Paths are UTF-8. Every error is an Error whose sentence begins with the path.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/bytes.h"

namespace redbook {

enum class Access { read, read_write };

enum class FileKind { file, folder, other };

struct FileStatus {
    FileKind kind = FileKind::file;
    uint64_t size = 0;
    int64_t modified_ns = 0; // since 1970-01-01 UTC
    uint64_t device = 0;     // with `serial`: the same two numbers mean the same file
    uint64_t serial = 0;
    bool operator==(const FileStatus&) const = default;
};

bool is_same_file(const FileStatus& a, const FileStatus& b);

// An open file. The destructor closes without telling; close() tells. All positions are absolute, so one File
// may be read by several threads.
class File {
  public:
    virtual ~File() = default;

    virtual const std::string& path() const = 0;
    virtual uint64_t size() const = 0;

    // Of the open file, whatever its name leads to by now.
    virtual FileStatus status() const = 0;

    // Reads up to out.size() bytes. Returns how many; fewer only at the end of the file.
    virtual size_t read_at(uint64_t offset, std::span<std::byte> out) const = 0;

    // Writes data. Returns how many bytes are kept; fewer than given only if there is no room for more (disk
    // full, quota, file size limit). Any other failure throws Errc::io.
    virtual size_t write_at(uint64_t offset, Bytes data) = 0;

    // Copies n bytes from another file, sharing extents or inside the kernel where that can be done. Returns
    // the bytes kept, as write_at does; fewer also where `from` ends early.
    virtual uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) = 0;

    // Says before copy_from() what it will bring: the CRC-32 of [offset, offset + n). For files that keep
    // account of their bytes (RecordedFiles); others ignore it.
    virtual void expect_copy(uint64_t offset, uint64_t n, uint32_t crc) { (void)offset, (void)n, (void)crc; }

    virtual void resize(uint64_t size) = 0;

    // Data and size are on the disk when it returns. After a failure nothing is known of what was written
    // (S4).
    virtual void sync() = 0;

    // Asks the system to start writing [offset, offset + n) to the disk, without waiting. A hint.
    virtual void start_writeback(uint64_t offset, uint64_t n) = 0;

    // Drops the file's clean pages from the cache, as far as the system allows, so that the next read asks
    // the disk. A hint: for a file, reading back is the kernel's view.
    virtual void drop_from_cache() const = 0;

    // The lock that makes one writer (S6); false if another process or File holds it. Held until closed.
    virtual bool try_lock() = 0;

    virtual void close() = 0;
};

// Folders and names. create() and create_folder() fail with Errc::exists if the name is taken.
class FileSystem {
  public:
    virtual ~FileSystem() = default;

    virtual std::unique_ptr<File> open(const std::string& path, Access access) = 0;
    virtual std::unique_ptr<File> create(const std::string& path) = 0;
    virtual void create_folder(const std::string& path) = 0;

    // Gives `from` the name `to`, replacing a file of that name. Durable after sync_folder of the parent.
    virtual void rename(const std::string& from, const std::string& to) = 0;
    virtual void remove_file(const std::string& path) = 0;
    virtual void remove_folder(const std::string& path) = 0; // must be empty
    virtual void sync_folder(const std::string& path) = 0;

    virtual std::optional<FileStatus> status(const std::string& path) = 0; // nothing there: nullopt
    // The path that a write to `path` must name: where a symbolic link leads, through all links, even if
    // nothing is there yet. Renaming onto a link would replace the link.
    virtual std::string follow_links(const std::string& path) { return path; }
    virtual std::vector<std::string>
    list(const std::string& folder) = 0; // names only, sorted, no "." and ".."
};

// True if what is written there is gone when the machine is switched off (tmpfs).
bool is_in_memory(const std::string& path);

// The machine's own files.
FileSystem& system_files();

// Sees every file that system_files() opens for reading while a WatchFiles names it.
class FileWatcher {
  public:
    virtual ~FileWatcher() = default;
    // Called by any thread. Returns the file itself, or one that wraps it.
    virtual std::unique_ptr<File> watch(std::unique_ptr<File> file) = 0;
};
class WatchFiles {
  public:
    explicit WatchFiles(FileWatcher& watcher);
    ~WatchFiles();
    WatchFiles(const WatchFiles&) = delete;
    WatchFiles& operator=(const WatchFiles&) = delete;

  private:
    FileWatcher& watcher_;
};

// Opens the file and locks it; nullptr if another has the lock. It is the file of that name: one that was
// replaced or removed between opening and locking is opened anew. Throws what FileSystem::open() throws.
std::unique_ptr<File> open_locked(FileSystem& files, const std::string& path);

// system_files() is `files` while this lives. For tests, which step between a whole command and the disk.
class SystemFilesOverride {
  public:
    explicit SystemFilesOverride(FileSystem& files);
    ~SystemFilesOverride();
    SystemFilesOverride(const SystemFilesOverride&) = delete;
    SystemFilesOverride& operator=(const SystemFilesOverride&) = delete;
};

// Writes all bytes at `offset`. Throws Errc::disk_full (and how much is missing), io. `out_name` stands in
// sentences.
void write_all(File& out, const std::string& out_name, uint64_t offset, Bytes bytes);

// What was written is on the disk, out of the cache, and the file is closed.
void finish(File& file);

// Reads a whole file of at most `limit` bytes; a larger one throws Errc::malformed, one that changes
// meanwhile Errc::source_changed.
std::string read_whole_file(FileSystem& files, const std::string& path, uint64_t limit);

// True if one of `paths` is the file that `status` is of, by whatever name.
bool is_one_of(FileSystem& files, const FileStatus& status, const std::vector<std::string>& paths);

// "/a/b/c.d" -> parent "/a/b", name "c.d", stem "c", extension ".d". The parent of "c.d" is ".".
std::string without_end_slashes(std::string path); // "a/b/" -> "a/b"; "/" stays
std::string parent_of(const std::string& path);
std::string name_of(const std::string& path);
std::string stem_of(const std::string& path);
std::string extension_of(const std::string& path);
std::string join_path(const std::string& folder, const std::string& name);

} // namespace redbook
