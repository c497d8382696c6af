// machine_files() on Windows 10 and later, and under Wine.
#include <windows.h>
#include <winternl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"

namespace redbook {
namespace {

// As file_posix.cpp: Wine makes it a POSIX lock on that byte, so that both see each other.
constexpr uint64_t kLockOffset = 0x4000000000000000;
constexpr DWORD kDiskQuotaExceeded = 1295;      // of winerror.h; not in mingw-w64
constexpr size_t kMostAtOnce = size_t{1} << 26; // bytes; a DWORD counts them
constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

// The number of <cerrno> that says the same, 0: none does.
int errno_of(DWORD error) {
    static constexpr std::pair<DWORD, int> kRows[] = {
        {ERROR_FILE_NOT_FOUND, ENOENT},     {ERROR_PATH_NOT_FOUND, ENOENT},
        {ERROR_INVALID_NAME, ENOENT},       {ERROR_INVALID_DRIVE, ENOENT},
        {ERROR_BAD_NETPATH, ENOENT},        {ERROR_BAD_NET_NAME, ENOENT},
        {ERROR_ACCESS_DENIED, EACCES},      {ERROR_WRITE_PROTECT, EROFS},
        {ERROR_SHARING_VIOLATION, ETXTBSY}, {ERROR_FILE_EXISTS, EEXIST},
        {ERROR_ALREADY_EXISTS, EEXIST},     {ERROR_DISK_FULL, ENOSPC},
        {ERROR_HANDLE_DISK_FULL, ENOSPC},   {kDiskQuotaExceeded, ENOSPC},
        {ERROR_FILE_TOO_LARGE, EFBIG},      {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
        {ERROR_DIRECTORY, ENOTDIR},         {ERROR_TOO_MANY_OPEN_FILES, EMFILE}};
    const auto* row =
        std::find_if(std::begin(kRows), std::end(kRows), [&](const auto& r) { return r.first == error; });
    return row == std::end(kRows) ? 0 : row->second;
}

[[noreturn]] void fail(const std::string& path, const std::string& doing, DWORD error) {
    if (const int number = errno_of(error)) fail_on_file(path, doing, number);
    throw Error(Errc::io, path + ": cannot " + doing + ": Windows error " + std::to_string(error));
}

std::wstring to_wide(const std::string& utf8) {
    const int n =
        MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), int(utf8.size()), nullptr, 0);
    if (n == 0 && !utf8.empty()) throw Error(Errc::bad_value, utf8 + ": its name is not UTF-8");
    std::wstring wide(size_t(n), L'\0');
    MultiByteToWideChar(CP_UTF8, 0, utf8.data(), int(utf8.size()), wide.data(), n);
    return wide;
}

std::string to_utf8(const wchar_t* wide) {
    const int n = WideCharToMultiByte(CP_UTF8, 0, wide, -1, nullptr, 0, nullptr, nullptr);
    std::string utf8(size_t(n), '\0');
    WideCharToMultiByte(CP_UTF8, 0, wide, -1, utf8.data(), n, nullptr, nullptr);
    utf8.pop_back();
    return utf8;
}

// What the system's functions take. Paths over MAX_PATH need a prefix, and then neither slashes nor dots.
std::wstring wide_path(const std::string& path) {
    const std::wstring wide = to_wide(path);
    if (wide.size() < MAX_PATH - 12) return wide;
    std::wstring full(GetFullPathNameW(wide.c_str(), 0, nullptr, nullptr), L'\0');
    full.resize(GetFullPathNameW(wide.c_str(), DWORD(full.size()), full.data(), nullptr));
    if (full.starts_with(L"\\\\?\\")) return full;
    return full.starts_with(L"\\\\") ? L"\\\\?\\UNC" + full.substr(1) : L"\\\\?\\" + full;
}

class Handle {
  public:
    explicit Handle(HANDLE handle) : handle_(handle) {}
    Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, INVALID_HANDLE_VALUE)) {}
    Handle& operator=(Handle&&) = delete;
    ~Handle() {
        if (*this) CloseHandle(handle_);
    }
    explicit operator bool() const { return handle_ != INVALID_HANDLE_VALUE; }
    HANDLE get() const { return handle_; }
    bool close() { return CloseHandle(std::exchange(handle_, INVALID_HANDLE_VALUE)); }

  private:
    HANDLE handle_;
};

// Flags of folders let a folder be opened; a file needs none.
Handle open_handle(const std::string& path, DWORD access, DWORD how = OPEN_EXISTING,
                   DWORD flags = FILE_FLAG_BACKUP_SEMANTICS) {
    return Handle(CreateFileW(wide_path(path).c_str(), access, kShareAll, nullptr, how, flags, nullptr));
}

bool is_folder(const std::string& path) {
    const DWORD found = GetFileAttributesW(wide_path(path).c_str());
    return found != INVALID_FILE_ATTRIBUTES && (found & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

OVERLAPPED at(uint64_t offset) {
    OVERLAPPED place{};
    place.Offset = DWORD(offset);
    place.OffsetHigh = DWORD(offset >> 32);
    return place;
}

std::optional<FileStatus> status_of(const std::string& path, const Handle& handle) {
    BY_HANDLE_FILE_INFORMATION s{};
    if (!handle && errno_of(GetLastError()) == ENOENT) return std::nullopt;
    if (!handle) fail(path, "look at it", GetLastError());
    if (GetFileType(handle.get()) != FILE_TYPE_DISK) return FileStatus{.kind = FileKind::other};
    if (!GetFileInformationByHandle(handle.get(), &s)) fail(path, "look at it", GetLastError());
    const auto both = [](DWORD high, DWORD low) { return uint64_t{high} << 32 | low; };
    const bool folder = (s.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    const uint64_t ticks = both(s.ftLastWriteTime.dwHighDateTime, s.ftLastWriteTime.dwLowDateTime);
    constexpr int64_t kTicksTo1970 = 116444736000000000; // from 1601, of 100 ns
    return FileStatus{folder ? FileKind::folder : FileKind::file, both(s.nFileSizeHigh, s.nFileSizeLow),
                      (int64_t(ticks) - kTicksTo1970) * 100, s.dwVolumeSerialNumber,
                      both(s.nFileIndexHigh, s.nFileIndexLow)};
}

class WindowsFile final : public File {
  public:
    WindowsFile(Handle handle, std::string path) : handle_(std::move(handle)), path_(std::move(path)) {}

    const std::string& path() const override { return path_; }

    uint64_t size() const override {
        LARGE_INTEGER size;
        if (!GetFileSizeEx(handle_.get(), &size)) fail(path_, "read its size", GetLastError());
        return uint64_t(size.QuadPart);
    }

    FileStatus status() const override { return *status_of(path_, handle_); }

    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        size_t done = 0;
        while (done < out.size()) {
            OVERLAPPED place = at(offset + done);
            DWORD n = 0;
            if (!ReadFile(handle_.get(), out.data() + done, DWORD(std::min(out.size() - done, kMostAtOnce)),
                          &n, &place) &&
                GetLastError() != ERROR_HANDLE_EOF)
                fail(path_, "read", GetLastError());
            if (n == 0) break;
            done += n;
        }
        return done;
    }

    // Windows refuses a write that does not fit as a whole: what fits of it is found by halves.
    size_t write_at(uint64_t offset, Bytes data) override {
        size_t done = 0, most = kMostAtOnce;
        while (done < data.size() && most > 0) {
            OVERLAPPED place = at(offset + done);
            DWORD n = 0;
            most = std::min(most, data.size() - done);
            if (WriteFile(handle_.get(), data.data() + done, DWORD(most), &n, &place))
                done += n;
            else if (means_no_room(errno_of(GetLastError())))
                most /= 2;
            else
                fail(path_, "write", GetLastError());
        }
        return done;
    }

    uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) override {
        return copy_through_memory(from, from_offset, *this, offset, n);
    }

    void resize(uint64_t size) override {
        FILE_END_OF_FILE_INFO end;
        end.EndOfFile.QuadPart = LONGLONG(size);
        if (!SetFileInformationByHandle(handle_.get(), FileEndOfFileInfo, &end, sizeof end))
            fail(path_, "change its size", GetLastError());
    }

    void sync() override {
        if (!FlushFileBuffers(handle_.get())) fail(path_, "bring it to the disk", GetLastError());
    }

    void start_writeback(uint64_t, uint64_t) override {} // Windows has no such call,
    void drop_from_cache() const override {}             // nor such

    bool try_lock() override {
        OVERLAPPED place = at(kLockOffset);
        constexpr DWORD kHow = LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY;
        if (is_locked_ || LockFileEx(handle_.get(), kHow, 0, 1, 0, &place)) return is_locked_ = true;
        const DWORD error = GetLastError();
        if (error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING) return false;
        fail(path_, "lock", error);
    }

    void close() override {
        if (!handle_.close()) fail(path_, "close", GetLastError());
    }

  private:
    Handle handle_;
    std::string path_;
    bool is_locked_ = false;
};

// Wine, and Windows before 10, let no file take the name of an open one. That one is then set aside under a
// name of its own first; if a crash comes between, who next asks for the name brings it back.
std::wstring set_aside_name(const std::string& path, const std::wstring& why) {
    return wide_path(join_path(parent_of(path), "." + name_of(path) + ".redbook-")) + why;
}

std::wstring time_digits() {
    FILETIME now;
    GetSystemTimePreciseAsFileTime(&now);
    std::array<wchar_t, 17> digits{};
    swprintf(digits.data(), digits.size(), L"%08lx%08lx", now.dwHighDateTime, now.dwLowDateTime);
    return digits.data();
}

void bring_back_what_was_set_aside(const std::string& path) {
    WIN32_FIND_DATAW found;
    const HANDLE search = FindFirstFileW(set_aside_name(path, L"old-*").c_str(), &found);
    if (search == INVALID_HANDLE_VALUE) return;
    std::wstring newest = found.cFileName;
    while (FindNextFileW(search, &found)) newest = std::max<std::wstring>(newest, found.cFileName);
    FindClose(search);
    MoveFileExW(wide_path(join_path(parent_of(path), to_utf8(newest.c_str()))).c_str(),
                wide_path(path).c_str(), 0);
}

bool move_file(const std::wstring& from, const std::wstring& to, DWORD how = 0) {
    return MoveFileExW(from.c_str(), to.c_str(), how | MOVEFILE_WRITE_THROUGH);
}

// In one step, of an open file too: Windows 10.
bool replace_in_one_step(const std::wstring& from, const std::wstring& to) {
    struct Rename { // FILE_RENAME_INFO
        DWORD flags;
        HANDLE root;
        DWORD name_bytes;
        WCHAR name[1];
    };
    constexpr DWORD kReplaceIfExists = 1, kPosixSemantics = 2;
    constexpr auto kFileRenameInfoEx = FILE_INFO_BY_HANDLE_CLASS(22);
    const Handle file(
        CreateFileW(from.c_str(), DELETE | SYNCHRONIZE, kShareAll, nullptr, OPEN_EXISTING, 0, nullptr));
    const DWORD name_bytes = DWORD(to.size() * sizeof(WCHAR));
    const Rename rename{kReplaceIfExists | kPosixSemantics, nullptr, name_bytes, {}};
    std::vector<std::byte> bytes(sizeof rename + name_bytes);
    std::memcpy(bytes.data(), &rename, sizeof rename);
    std::memcpy(bytes.data() + offsetof(Rename, name), to.data(), name_bytes);
    return file &&
           SetFileInformationByHandle(file.get(), kFileRenameInfoEx, bytes.data(), DWORD(bytes.size()));
}

// False, and nothing has changed: GetLastError() says why.
bool replace_open_file(const std::wstring& from, const std::wstring& to, const std::string& to_path) {
    const std::wstring time = time_digits();
    const std::wstring old = set_aside_name(to_path, L"old-" + time);
    const std::wstring gone = set_aside_name(to_path, L"gone-" + time);
    do {
        if (!move_file(to, old)) return false;
        if (move_file(from, to)) {
            if (move_file(old, gone)) DeleteFileW(gone.c_str());
            return true;
        }
    } while (GetLastError() == ERROR_ALREADY_EXISTS); // somebody was quick and brought it back
    const DWORD error = GetLastError();
    move_file(old, to);
    SetLastError(error);
    return false;
}

class WindowsFiles final : public FileSystem {
  public:
    std::unique_ptr<File> open(const std::string& path, Access access) override {
        const DWORD rights = access == Access::read ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE;
        status(path);
        Handle handle = open_handle(path, rights, OPEN_EXISTING, 0);
        const DWORD error = GetLastError();
        if (!handle && is_folder(path)) fail_on_file(path, "open", EISDIR);
        if (!handle) fail(path, "open", error);
        return std::make_unique<WindowsFile>(std::move(handle), path);
    }

    std::unique_ptr<File> create(const std::string& path) override {
        Handle handle = open_handle(path, GENERIC_READ | GENERIC_WRITE, CREATE_NEW, 0);
        if (!handle) fail(path, "create", GetLastError());
        return std::make_unique<WindowsFile>(std::move(handle), path);
    }

    void create_folder(const std::string& path) override {
        if (!CreateDirectoryW(wide_path(path).c_str(), nullptr))
            fail(path, "create the folder", GetLastError());
    }

    void rename(const std::string& from, const std::string& to) override {
        const std::wstring from_wide = wide_path(from), to_wide = wide_path(to);
        if (replace_in_one_step(from_wide, to_wide) ||
            move_file(from_wide, to_wide, MOVEFILE_REPLACE_EXISTING))
            return;
        if (GetLastError() == ERROR_ACCESS_DENIED && !is_folder(to) &&
            replace_open_file(from_wide, to_wide, to))
            return;
        fail(to, "give the finished file its name", GetLastError());
    }

    void remove_file(const std::string& path) override {
        if (!DeleteFileW(wide_path(path).c_str())) fail(path, "remove", GetLastError());
    }

    void remove_folder(const std::string& path) override {
        if (!RemoveDirectoryW(wide_path(path).c_str())) fail(path, "remove the folder", GetLastError());
    }

    void sync_folder(const std::string& path) override {
        const Handle folder = open_handle(path, GENERIC_WRITE);
        if (!folder) fail(path, "open the folder", GetLastError());
        if (!FlushFileBuffers(folder.get()) && GetLastError() != ERROR_INVALID_FUNCTION)
            fail(path, "bring the folder to the disk", GetLastError());
    }

    std::optional<FileStatus> status(const std::string& path) override {
        Handle handle = open_handle(path, FILE_READ_ATTRIBUTES);
        if (!handle && errno_of(GetLastError()) == ENOENT) {
            bring_back_what_was_set_aside(path);
            return status_of(path, open_handle(path, FILE_READ_ATTRIBUTES));
        }
        return status_of(path, handle);
    }

    std::vector<std::string> list(const std::string& folder) override {
        WIN32_FIND_DATAW entry;
        const HANDLE search = FindFirstFileW(wide_path(join_path(folder, "*")).c_str(), &entry);
        if (search == INVALID_HANDLE_VALUE) fail(folder, "list the folder", GetLastError());
        std::vector<std::string> names;
        do {
            const std::string name = to_utf8(entry.cFileName);
            if (name != "." && name != "..") names.push_back(name);
        } while (FindNextFileW(search, &entry));
        FindClose(search);
        std::sort(names.begin(), names.end());
        return names;
    }
};

} // namespace

// Wine knows /proc as that, a tmpfs as a disk.
bool is_in_memory(const std::string& path) {
    struct { // FILE_FS_DEVICE_INFORMATION
        DWORD type, characteristics;
    } device{};
    constexpr auto kFileFsDeviceInformation = FS_INFORMATION_CLASS(4);
    constexpr DWORD kVirtualDisk = 0x24;
    const Handle handle = open_handle(path, FILE_READ_ATTRIBUTES);
    IO_STATUS_BLOCK done{};
    return handle &&
           NtQueryVolumeInformationFile(handle.get(), &done, &device, sizeof device,
                                        kFileFsDeviceInformation) >= 0 &&
           device.type == kVirtualDisk;
}

FileSystem& machine_files() {
    static WindowsFiles files;
    return files;
}

} // namespace redbook
