#include "redbook/base/file_past_cache.h"

#ifdef __linux__
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "redbook/base/file_common.h"
#endif

namespace redbook {

#ifdef __linux__
namespace {

constexpr size_t kWindowBytes = 1 << 20, kAlignment = 4096;

struct FreeMemory {
    void operator()(std::byte* bytes) const { std::free(bytes); }
};

// What a thread read last, of whichever file.
struct Window {
    uint64_t file = 0; // number of the file; 0: none
    uint64_t at = 0;
    size_t size = 0;
    std::unique_ptr<std::byte, FreeMemory> bytes;
};
thread_local Window window;

class UncachedFile final : public File {
  public:
    UncachedFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
    UncachedFile(const UncachedFile&) = delete;
    UncachedFile& operator=(const UncachedFile&) = delete;
    ~UncachedFile() override { ::close(fd_); }

    const std::string& path() const override { return path_; }

    uint64_t size() const override {
        struct stat s {};
        if (::fstat(fd_, &s) < 0) fail_on_file(path_, "read its size", errno);
        return uint64_t(s.st_size);
    }

    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        size_t done = 0;
        while (done < out.size()) {
            const uint64_t at = offset + done;
            const size_t in_window = size_t(at % kWindowBytes);
            move_window(at - in_window);
            if (in_window >= window.size) break;
            const size_t n = std::min(out.size() - done, window.size - in_window);
            std::memcpy(out.data() + done, window.bytes.get() + in_window, n);
            done += n;
            if (window.size < kWindowBytes && in_window + n == window.size) break;
        }
        return done;
    }

    size_t write_at(uint64_t, Bytes) override { refuse(); }
    uint64_t copy_from(const File&, uint64_t, uint64_t, uint64_t) override { refuse(); }
    void resize(uint64_t) override { refuse(); }
    void sync() override {}
    void start_writeback(uint64_t, uint64_t) override {}
    void drop_from_cache() const override {}
    bool try_lock() override { refuse(); }
    void close() override {}

  private:
    [[noreturn]] void refuse() const { fail_on_file(path_, "write", EBADF); }

    void move_window(uint64_t at) const {
        if (window.file == number_ && window.at == at) return;
        if (!window.bytes)
            window.bytes.reset(static_cast<std::byte*>(std::aligned_alloc(kAlignment, kWindowBytes)));
        window.file = 0;
        window.size = fill(at);
        window.at = at;
        window.file = number_;
    }

    // Fewer bytes than the window has only at the end of the file.
    size_t fill(uint64_t at) const {
        size_t done = 0;
        while (done < kWindowBytes) {
            const ssize_t n = ::pread(fd_, window.bytes.get() + done, kWindowBytes - done, off_t(at + done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0 && errno == EINVAL && give_up_past_cache()) continue;
            if (n < 0) fail_on_file(path_, "read", errno);
            done += size_t(n);
            if (n == 0 || size_t(n) % kAlignment != 0) break;
        }
        return done;
    }

    // For file systems that open such a file and then do not read it. False if it was given up before.
    bool give_up_past_cache() const {
        const int flags = ::fcntl(fd_, F_GETFL);
        return flags >= 0 && (flags & O_DIRECT) != 0 && ::fcntl(fd_, F_SETFL, flags & ~O_DIRECT) == 0;
    }

    static uint64_t next_number() {
        static std::atomic<uint64_t> last{0};
        return ++last;
    }

    const int fd_;
    const std::string path_;
    const uint64_t number_ = next_number();
};

} // namespace
#endif

std::unique_ptr<File> open_past_cache(const std::string& path) {
#ifdef __linux__
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECT);
    if (fd >= 0) return std::make_unique<UncachedFile>(fd, path);
#endif
    return system_files().open(path, Access::read);
}

} // namespace redbook
