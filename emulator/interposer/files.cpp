// Functions of the C library with drives in them. All but the names of drives is passed on to the real ones.
#include "emulator/interposer/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <fmt/format.h>

#include "emulator/interposer/devices.h"
#include "emulator/interposer/failed.h"
#include "emulator/interposer/ioctls.h"
#include "redbook/base/error.h"
#include "redbook/base/text.h"

using namespace redbook;
using namespace redbook::emulator;

namespace {

constexpr unsigned kCdromMajor = 11;
constexpr mode_t kMode = S_IFBLK | 0660;

// Opens the node as the kernel would a drive: with O_EXCL one only can have it.
int open_device(const Device& device, int flags) {
    static const auto real = next_function<int(const char*, int, ...)>("open");
    const int fd = real(device.node().c_str(), flags & ~(O_EXCL | O_CREAT | O_TRUNC));
    if (fd < 0 || !(flags & O_EXCL) || ::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    ::close(fd);
    return failed(EBUSY);
}

// struct stat and stat64 are the same here.
template <class Stat>
void describe(const Device& device, Stat* out) {
    std::memset(out, 0, sizeof *out);
    out->st_mode = kMode;
    out->st_nlink = 1;
    out->st_blksize = 4096;
    out->st_rdev = makedev(kCdromMajor, unsigned(device.number()));
    out->st_ino = ino_t(1000 + device.number());
}

template <class Stat>
bool describe_named(const char* path, Stat* out) {
    const auto device = device_named(path);
    if (device) describe(*device, out);
    return device != nullptr;
}

template <class Stat>
void describe_opened(Stat* out) {
    struct stat as_told {};
    as_told.st_dev = out->st_dev;
    as_told.st_ino = out->st_ino;
    if (const auto device = device_of(as_told)) describe(*device, out);
}

bool takes_mode(int flags) { return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE; }

// Appends a drive to what glob() found, with the memory that globfree() frees.
void append_path(glob_t* found, const std::string& name) {
    auto** paths = static_cast<char**>(
        std::realloc(found->gl_pathv, (found->gl_offs + found->gl_pathc + 2) * sizeof(char*)));
    if (!paths) return;
    found->gl_pathv = paths;
    paths[found->gl_offs + found->gl_pathc++] = ::strdup(name.c_str());
    paths[found->gl_offs + found->gl_pathc] = nullptr;
}

bool has_path(const glob_t& found, const std::string& name) {
    char** first = found.gl_pathv + found.gl_offs;
    return std::find(first, first + found.gl_pathc, name) != first + found.gl_pathc;
}

using GlobError = int (*)(const char*, int);
int glob_with_drives(const char* function, const char* pattern, int flags, GlobError error, void* out) {
    const auto real = next_function<int(const char*, int, GlobError, void*)>(function);
    auto* found = static_cast<glob_t*>(out); // glob64_t is the same here
    int result = real(pattern, flags, error, out);
    for (const std::string& name : device_names()) {
        if (::fnmatch(pattern, name.c_str(), FNM_PATHNAME) != 0) continue;
        if (!(flags & GLOB_DOOFFS)) found->gl_offs = 0;
        const bool is_there = found->gl_pathc > 0 && has_path(*found, name); // one of the machine's, perhaps
        if (!is_there) append_path(found, name);
        result = 0;
    }
    return result;
}

// Errors of the medium's file end here: this is under a C program's ioctl().
int guarded_ioctl(Device& device, unsigned long request, void* argument) {
    try {
        return device_ioctl(device.drive(), device.number(), request, argument);
    } catch (const Error& e) {
        fmt::print(stderr, "redbook-emudrive: {}\n", printable(e.what()));
        return failed(e.code == Errc::in_use ? EBUSY : EIO);
    }
}

} // namespace

namespace redbook::emulator {

int real_stat(const char* path, struct stat* out) {
    static const auto real = next_function<int(const char*, struct stat*)>("stat");
    return real(path, out);
}

int real_fstat(int fd, struct stat* out) {
    static const auto real = next_function<int(int, struct stat*)>("fstat");
    return real(fd, out);
}

} // namespace redbook::emulator

extern "C" {

// Opening
// -----------------------------------------------------------------------------------------------------------

#define INTERPOSE_OPEN(function)                                                                             \
    int function(const char* path, int flags, ...) {                                                         \
        static const auto real = next_function<int(const char*, int, ...)>(#function);                       \
        if (const auto device = device_named(path)) return open_device(*device, flags);                      \
        if (!takes_mode(flags)) return real(path, flags);                                                    \
        va_list more;                                                                                        \
        va_start(more, flags);                                                                               \
        const mode_t mode = va_arg(more, mode_t);                                                            \
        va_end(more);                                                                                        \
        return real(path, flags, mode);                                                                      \
    }
INTERPOSE_OPEN(open)
INTERPOSE_OPEN(open64)
#undef INTERPOSE_OPEN

#define INTERPOSE_OPENAT(function)                                                                           \
    int function(int folder, const char* path, int flags, ...) {                                             \
        static const auto real = next_function<int(int, const char*, int, ...)>(#function);                  \
        if (const auto device = device_named(path)) return open_device(*device, flags);                      \
        if (!takes_mode(flags)) return real(folder, path, flags);                                            \
        va_list more;                                                                                        \
        va_start(more, flags);                                                                               \
        const mode_t mode = va_arg(more, mode_t);                                                            \
        va_end(more);                                                                                        \
        return real(folder, path, flags, mode);                                                              \
    }
INTERPOSE_OPENAT(openat)
INTERPOSE_OPENAT(openat64)
#undef INTERPOSE_OPENAT

// What open() becomes in programs built with _FORTIFY_SOURCE.
int __open_2(const char* path, int flags) { return ::open(path, flags); }
int __open64_2(const char* path, int flags) { return ::open64(path, flags); }

// Looking
// -----------------------------------------------------------------------------------------------------------

// A path may lead to a drive without being its name: /proc/PID/fd/N.
#define INTERPOSE_STAT(function, Stat)                                                                       \
    int function(const char* path, struct Stat* out) noexcept {                                              \
        static const auto real = next_function<int(const char*, struct Stat*)>(#function);                   \
        if (describe_named(path, out)) return 0;                                                             \
        const int result = real(path, out);                                                                  \
        if (result == 0) describe_opened(out);                                                               \
        return result;                                                                                       \
    }
INTERPOSE_STAT(stat, stat)
INTERPOSE_STAT(stat64, stat64)
INTERPOSE_STAT(lstat, stat)
INTERPOSE_STAT(lstat64, stat64)
#undef INTERPOSE_STAT

#define INTERPOSE_FSTAT(function, Stat)                                                                      \
    int function(int fd, struct Stat* out) noexcept {                                                        \
        static const auto real = next_function<int(int, struct Stat*)>(#function);                           \
        const int result = real(fd, out);                                                                    \
        if (result == 0) describe_opened(out);                                                               \
        return result;                                                                                       \
    }
INTERPOSE_FSTAT(fstat, stat)
INTERPOSE_FSTAT(fstat64, stat64)
#undef INTERPOSE_FSTAT

#define INTERPOSE_FSTATAT(function, Stat)                                                                    \
    int function(int folder, const char* path, struct Stat* out, int flags) noexcept {                       \
        static const auto real = next_function<int(int, const char*, struct Stat*, int)>(#function);         \
        return describe_named(path, out) ? 0 : real(folder, path, out, flags);                               \
    }
INTERPOSE_FSTATAT(fstatat, stat)
INTERPOSE_FSTATAT(fstatat64, stat64)
#undef INTERPOSE_FSTATAT

// What ls asks with.
int statx(int folder, const char* path, int flags, unsigned mask, struct statx* out) noexcept {
    static const auto real = next_function<int(int, const char*, int, unsigned, struct statx*)>("statx");
    struct stat status {};
    if (!describe_named(path, &status)) return real(folder, path, flags, mask, out);
    std::memset(out, 0, sizeof *out);
    out->stx_mask = STATX_BASIC_STATS;
    out->stx_mode = uint16_t(status.st_mode);
    out->stx_nlink = 1;
    out->stx_blksize = uint32_t(status.st_blksize);
    out->stx_ino = status.st_ino;
    out->stx_rdev_major = major(status.st_rdev);
    out->stx_rdev_minor = minor(status.st_rdev);
    return 0;
}

// The same in programs built before glibc 2.33.
#define INTERPOSE_XSTAT(function, Stat)                                                                      \
    int function(int version, const char* path, struct Stat* out) noexcept {                                 \
        static const auto real = next_function<int(int, const char*, struct Stat*)>(#function);              \
        return describe_named(path, out) ? 0 : real(version, path, out);                                     \
    }
INTERPOSE_XSTAT(__xstat, stat)
INTERPOSE_XSTAT(__xstat64, stat64)
INTERPOSE_XSTAT(__lxstat, stat)
INTERPOSE_XSTAT(__lxstat64, stat64)
#undef INTERPOSE_XSTAT

#define INTERPOSE_FXSTAT(function, Stat)                                                                     \
    int function(int version, int fd, struct Stat* out) noexcept {                                           \
        static const auto real = next_function<int(int, int, struct Stat*)>(#function);                      \
        const int result = real(version, fd, out);                                                           \
        if (result == 0) describe_opened(out);                                                               \
        return result;                                                                                       \
    }
INTERPOSE_FXSTAT(__fxstat, stat)
INTERPOSE_FXSTAT(__fxstat64, stat64)
#undef INTERPOSE_FXSTAT

int access(const char* path, int mode) noexcept {
    static const auto real = next_function<int(const char*, int)>("access");
    if (!device_named(path)) return real(path, mode);
    return mode & X_OK ? failed(EACCES) : 0;
}

char* realpath(const char* path, char* out) noexcept {
    static const auto real = next_function<char*(const char*, char*)>("realpath");
    if (!device_named(path)) return real(path, out);
    return out ? std::strcpy(out, path) : ::strdup(path);
}
char* __realpath_chk(const char* path, char* out, size_t) noexcept { return ::realpath(path, out); }

ssize_t readlink(const char* path, char* out, size_t size) noexcept {
    static const auto real = next_function<ssize_t(const char*, char*, size_t)>("readlink");
    return device_named(path) ? failed(EINVAL) : real(path, out, size);
}

int glob(const char* pattern, int flags, GlobError error, glob_t* out) noexcept {
    return glob_with_drives("glob", pattern, flags, error, out);
}
int glob64(const char* pattern, int flags, GlobError error, glob64_t* out) noexcept {
    return glob_with_drives("glob64", pattern, flags, error, out);
}

// Asking
// -----------------------------------------------------------------------------------------------------------

int ioctl(int fd, unsigned long request, ...) noexcept {
    static const auto real = next_function<int(int, unsigned long, ...)>("ioctl");
    va_list more;
    va_start(more, request);
    void* argument = va_arg(more, void*);
    va_end(more);
    struct stat status {};
    if (is_drive_request(request) && real_fstat(fd, &status) == 0)
        if (const auto device = device_of(status)) return guarded_ioctl(*device, request, argument);
    return real(fd, request, argument);
}

} // extern "C"
