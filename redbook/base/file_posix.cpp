// machine_files() on Linux and other POSIX systems.
#include "redbook/base/file_posix.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#ifdef __linux__
#include <linux/fs.h>
#include <sys/vfs.h>
#endif

#include "redbook/base/file_common.h"

namespace redbook {
namespace {

// One byte far after all data. The same place and kind of lock as Windows programs under Wine take, so that
// both see each other. Data are never locked: on Windows such locks are mandatory.
constexpr off_t kLockOffset = 0x4000000000000000;

FileStatus status_of(const struct stat& s) {
    const FileKind kind = S_ISREG(s.st_mode)   ? FileKind::file
                          : S_ISDIR(s.st_mode) ? FileKind::folder
                                               : FileKind::other;
    return {kind, uint64_t(s.st_size), int64_t(s.st_mtim.tv_sec) * 1'000'000'000 + s.st_mtim.tv_nsec,
            uint64_t(s.st_dev), uint64_t(s.st_ino)};
}

class PosixFile final : public File {
  public:
    PosixFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
    PosixFile(const PosixFile&) = delete;
    PosixFile& operator=(const PosixFile&) = delete;
    ~PosixFile() override {
        if (fd_ >= 0) ::close(fd_);
    }

    const std::string& path() const override { return path_; }

    uint64_t size() const override { return status().size; }

    FileStatus status() const override {
        struct stat s {};
        if (::fstat(fd_, &s) < 0) fail_on_file(path_, "read its size", errno);
        return status_of(s);
    }

    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        size_t done = 0;
        while (done < out.size()) {
            const ssize_t n = ::pread(fd_, out.data() + done, out.size() - done, off_t(offset + done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) fail_on_file(path_, "read", errno);
            if (n == 0) break;
            done += size_t(n);
        }
        return done;
    }

    size_t write_at(uint64_t offset, Bytes data) override {
        size_t done = 0;
        while (done < data.size()) {
            const ssize_t n = ::pwrite(fd_, data.data() + done, data.size() - done, off_t(offset + done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0 && means_no_room(errno)) break;
            if (n < 0) fail_on_file(path_, "write", errno);
            done += size_t(n);
        }
        return done;
    }

    uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) override {
        uint64_t done = 0;
#ifdef __linux__
        if (const auto* source = dynamic_cast<const PosixFile*>(&from))
            done = share_or_copy_in_kernel(source->fd_, from_offset, offset, n);
#endif
        return done + copy_through_memory(from, from_offset + done, *this, offset + done, n - done);
    }

    void resize(uint64_t size) override {
        if (::ftruncate(fd_, off_t(size)) < 0) fail_on_file(path_, "change its size", errno);
    }

    void sync() override {
        if (::fdatasync(fd_) < 0) fail_on_file(path_, "bring it to the disk", errno);
    }

    void start_writeback([[maybe_unused]] uint64_t offset, [[maybe_unused]] uint64_t n) override {
#ifdef __linux__
        ::sync_file_range(fd_, off_t(offset), off_t(n), SYNC_FILE_RANGE_WRITE);
#endif
    }

    void drop_from_cache() const override { ::posix_fadvise(fd_, 0, 0, POSIX_FADV_DONTNEED); }

    bool try_lock() override {
        struct flock lock {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        lock.l_start = kLockOffset;
        lock.l_len = 1;
#ifdef F_OFD_SETLK
        const int command = F_OFD_SETLK;
#else
        const int command = F_SETLK;
#endif
        if (::fcntl(fd_, command, &lock) == 0) return true;
        if (errno == EAGAIN || errno == EACCES) return false;
        fail_on_file(path_, "lock", errno);
    }

    void close() override {
        if (::close(std::exchange(fd_, -1)) < 0) fail_on_file(path_, "close", errno);
    }

  private:
#ifdef __linux__
    // Both calls may decline for many reasons (other file system, odd length); then the bytes are copied by
    // hand, which reports what is really wrong.
    uint64_t share_or_copy_in_kernel(int from, uint64_t from_offset, uint64_t offset, uint64_t n) {
        constexpr uint64_t kPage = 4096;
        uint64_t done = 0;
        file_clone_range range{};
        range.src_fd = from;
        range.src_offset = from_offset;
        range.src_length = n / kPage * kPage;
        range.dest_offset = offset;
        if (range.src_length > 0 && ::ioctl(fd_, FICLONERANGE, &range) == 0) done = range.src_length;
        while (done < n) {
            auto in = off_t(from_offset + done), out = off_t(offset + done);
            const ssize_t k = ::copy_file_range(from, &in, fd_, &out, n - done, 0);
            if (k <= 0) break;
            done += uint64_t(k);
        }
        return done;
    }
#endif

    int fd_;
    std::string path_;
};

class PosixFiles final : public FileSystem {
  public:
    std::unique_ptr<File> open(const std::string& path, Access access) override {
        const int fd = above_standard_descriptors(
            ::open(path.c_str(), (access == Access::read ? O_RDONLY : O_RDWR) | O_CLOEXEC));
        if (fd < 0) fail_on_file(path, "open", errno);
        auto file = std::make_unique<PosixFile>(fd, path);
        if (file->status().kind == FileKind::folder) fail_on_file(path, "open", EISDIR);
        return file;
    }

    std::unique_ptr<File> create(const std::string& path) override {
        const int fd =
            above_standard_descriptors(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (fd < 0) fail_on_file(path, "create", errno);
        return std::make_unique<PosixFile>(fd, path);
    }

    void create_folder(const std::string& path) override {
        if (::mkdir(path.c_str(), 0777) < 0) fail_on_file(path, "create the folder", errno);
    }

    void rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) < 0)
            fail_on_file(to, "give the finished file its name", errno);
    }

    void remove_file(const std::string& path) override {
        if (::unlink(path.c_str()) < 0) fail_on_file(path, "remove", errno);
    }

    void remove_folder(const std::string& path) override {
        if (::rmdir(path.c_str()) < 0) fail_on_file(path, "remove the folder", errno);
    }

    void sync_folder(const std::string& path) override {
        const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0) fail_on_file(path, "open the folder", errno);
        const int failed = ::fsync(fd) < 0 ? errno : 0;
        ::close(fd);
        if (failed != 0 && failed != EINVAL) fail_on_file(path, "bring the folder to the disk", failed);
    }

    std::optional<FileStatus> status(const std::string& path) override {
        struct stat s {};
        if (::stat(path.c_str(), &s) < 0) {
            if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
            fail_on_file(path, "look at it", errno);
        }
        return status_of(s);
    }

    // Links that are no names of files (/dev/stdout) are left alone.
    std::string follow_links(const std::string& path) override {
        const auto there = status(path); // throws for links that go round in a circle
        std::string at = path;
        for (char to[4096];;) {
            const ssize_t n = ::readlink(at.c_str(), to, sizeof to);
            if (n < 0) break;
            const std::string target(to, size_t(n));
            at = is_absolute(target) ? target : join_path(parent_of(at), target);
        }
        const auto reached = status(at);
        return !there || (reached && is_same_file(*there, *reached)) ? at : path;
    }

    std::vector<std::string> list(const std::string& folder) override {
        DIR* dir = ::opendir(folder.c_str());
        if (dir == nullptr) fail_on_file(folder, "list the folder", errno);
        std::vector<std::string> names;
        errno = 0; // readdir() returns the same at the end and after an error
        while (const dirent* entry = ::readdir(dir)) {
            const std::string name = entry->d_name;
            if (name != "." && name != "..") names.push_back(name);
            errno = 0;
        }
        const int failed = errno;
        ::closedir(dir);
        if (failed != 0) fail_on_file(folder, "list the folder", failed);
        std::sort(names.begin(), names.end());
        return names;
    }
};

} // namespace

void occupy_standard_descriptors() {
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)!::open("/dev/null",
                          fd == STDIN_FILENO ? O_WRONLY : O_RDONLY); // the lowest free number: fd
}

int above_standard_descriptors(int fd) {
    if (fd < 0 || fd > STDERR_FILENO) return fd;
    const int above = ::fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1), error = errno;
    ::close(fd);
    errno = error;
    return above;
}

bool is_in_memory([[maybe_unused]] const std::string& path) {
#ifdef __linux__
    constexpr auto kTmpfs = 0x01021994;
    struct statfs s {};
    return ::statfs(path.c_str(), &s) == 0 && s.f_type == kTmpfs;
#else
    return false;
#endif
}

FileSystem& machine_files() {
    static PosixFiles files;
    return files;
}

} // namespace redbook
