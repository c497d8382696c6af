#include "redbook/base/file.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <string_view>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"
#include "redbook/base/input_file.h"

namespace redbook {
namespace {

// On Windows a backslash divides as a slash does, and "C:" is the parent of "C:c.d", "C:\\" that of
// "C:\\c.d".
#ifdef _WIN32
constexpr std::string_view kDividers = "/\\";
bool is_drive(const std::string& path) { return path.size() >= 2 && path[1] == ':'; }
#else
constexpr std::string_view kDividers = "/";
bool is_drive(const std::string&) { return false; }
#endif

std::atomic<FileSystem*> overriding_files{nullptr};

size_t begin_of_name(const std::string& path) {
    const size_t divider = path.find_last_of(kDividers);
    if (divider != std::string::npos) return divider + 1;
    return is_drive(path) ? 2 : 0;
}

// Readers open their files here without being handed a FileSystem, decoders in threads of their own too; so
// this is where what they read can be seen.
class SystemFiles final : public FileSystem {
  public:
    void add(FileWatcher& watcher) {
        const std::unique_lock lock(mutex_);
        watchers_.push_back(&watcher);
    }
    void remove(FileWatcher& watcher) {
        const std::unique_lock lock(mutex_);
        std::erase(watchers_, &watcher);
    }

    std::unique_ptr<File> open(const std::string& path, Access access) override {
        auto file = under().open(path, access);
        if (access != Access::read) return file;
        const std::shared_lock lock(mutex_);
        for (FileWatcher* watcher : watchers_) file = watcher->watch(std::move(file));
        return file;
    }
    std::unique_ptr<File> create(const std::string& path) override { return under().create(path); }
    void create_folder(const std::string& path) override { under().create_folder(path); }
    void rename(const std::string& from, const std::string& to) override { under().rename(from, to); }
    void remove_file(const std::string& path) override { under().remove_file(path); }
    void remove_folder(const std::string& path) override { under().remove_folder(path); }
    void sync_folder(const std::string& path) override { under().sync_folder(path); }
    std::optional<FileStatus> status(const std::string& path) override { return under().status(path); }
    std::vector<std::string> list(const std::string& folder) override { return under().list(folder); }
    std::string follow_links(const std::string& path) override { return under().follow_links(path); }

  private:
    static FileSystem& under() {
        FileSystem* const files = overriding_files;
        return files ? *files : machine_files();
    }

    std::shared_mutex mutex_;
    std::vector<FileWatcher*> watchers_;
};

SystemFiles& watched_files() {
    static SystemFiles files;
    return files;
}

} // namespace

FileSystem& system_files() { return watched_files(); }

WatchFiles::WatchFiles(FileWatcher& watcher) : watcher_(watcher) { watched_files().add(watcher); }
WatchFiles::~WatchFiles() { watched_files().remove(watcher_); }

SystemFilesOverride::SystemFilesOverride(FileSystem& files) { overriding_files = &files; }

SystemFilesOverride::~SystemFilesOverride() { overriding_files = nullptr; }

std::unique_ptr<File> open_locked(FileSystem& files, const std::string& path) {
    while (true) {
        auto file = files.open(path, Access::read_write);
        if (!file->try_lock()) return nullptr;
        const auto named = files.status(path);
        if (named && is_same_file(*named, file->status())) return file;
    }
}

bool is_same_file(const FileStatus& a, const FileStatus& b) {
    return a.device == b.device && a.serial == b.serial;
}

void write_all(File& out, const std::string& out_name, uint64_t offset, Bytes bytes) {
    const size_t kept = bytes.empty() ? 0 : out.write_at(offset, bytes);
    if (kept < bytes.size())
        throw Error(Errc::disk_full, fmt::format("{}: the disk is full; at least {} more bytes are needed",
                                                 out_name, bytes.size() - kept));
}

void finish(File& file) {
    file.sync();
    file.drop_from_cache();
    file.close();
}

std::string read_whole_file(FileSystem& files, const std::string& path, uint64_t limit) {
    const InputFile file(files, path);
    const uint64_t size = file.size();
    if (size > limit)
        throw Error(Errc::malformed, path + ": is " + std::to_string(size) + " bytes long, at most " +
                                         std::to_string(limit) + " are read of such a file");
    std::string text(size_t(size), '\0');
    text.resize(file.read_at(0, std::as_writable_bytes(std::span(text.data(), text.size()))));
    file.require_unchanged();
    return text;
}

bool is_one_of(FileSystem& files, const FileStatus& status, const std::vector<std::string>& paths) {
    return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
        const auto found = files.status(path);
        return found && is_same_file(*found, status);
    });
}

std::string parent_of(const std::string& path) {
    const size_t name = begin_of_name(path);
    if (name == 0) return ".";
    const bool is_root = name == 1 || (is_drive(path) && name <= 3);
    return path.substr(0, is_root ? name : name - 1);
}

std::string without_end_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

std::string name_of(const std::string& path) { return path.substr(begin_of_name(path)); }

std::string extension_of(const std::string& path) {
    const std::string name = name_of(path);
    const auto dot = name.find_last_of('.');
    return dot == std::string::npos || dot == 0 ? "" : name.substr(dot);
}

std::string stem_of(const std::string& path) {
    const std::string name = name_of(path);
    return name.substr(0, name.size() - extension_of(path).size());
}

// The divider is the one that the folder has.
std::string join_path(const std::string& folder, const std::string& name) {
    if (folder.empty() || folder == ".") return name;
    if (begin_of_name(folder) == folder.size()) return folder + name;
    const size_t divider = folder.find_last_of(kDividers);
    return folder + (divider == std::string::npos ? '/' : folder[divider]) + name;
}

} // namespace redbook
