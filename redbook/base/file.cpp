#include "redbook/base/file.h"

#include <algorithm>
#include <atomic>
#include <string_view>

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

} // namespace

FileSystem& system_files() {
    FileSystem* const files = overriding_files;
    return files ? *files : machine_files();
}

SystemFilesOverride::SystemFilesOverride(FileSystem& files) { overriding_files = &files; }

SystemFilesOverride::~SystemFilesOverride() { overriding_files = nullptr; }

bool is_same_file(const FileStatus& a, const FileStatus& b) {
    return a.device == b.device && a.serial == b.serial;
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
