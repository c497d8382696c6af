#include "redbook/base/file.h"

#include <algorithm>

#include "redbook/base/error.h"

namespace redbook {

std::string read_whole_file(FileSystem& files, const std::string& path, uint64_t limit) {
    const auto file = files.open(path, Access::read);
    const uint64_t size = file->size();
    if (size > limit)
        throw Error(Errc::malformed, path + ": is " + std::to_string(size) + " bytes long, at most " +
                                         std::to_string(limit) + " are read of such a file");
    std::string text(size, '\0');
    text.resize(file->read_at(0, std::as_writable_bytes(std::span(text.data(), text.size()))));
    return text;
}

bool is_one_of(FileSystem& files, const FileStatus& status, const std::vector<std::string>& paths) {
    return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
        const auto found = files.status(path);
        return found && found->device == status.device && found->serial == status.serial;
    });
}

std::string parent_of(const std::string& path) {
    const auto slash = path.find_last_of('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_of(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

std::string extension_of(const std::string& path) {
    const std::string name = name_of(path);
    const auto dot = name.find_last_of('.');
    return dot == std::string::npos || dot == 0 ? "" : name.substr(dot);
}

std::string stem_of(const std::string& path) {
    const std::string name = name_of(path);
    return name.substr(0, name.size() - extension_of(path).size());
}

std::string join_path(const std::string& folder, const std::string& name) {
    if (folder.empty() || folder == ".") return name;
    return folder.back() == '/' ? folder + name : folder + "/" + name;
}

} // namespace redbook
