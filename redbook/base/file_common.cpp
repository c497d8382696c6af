#include "redbook/base/file_common.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "redbook/base/error.h"

namespace redbook {
namespace {

Errc code_of(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR: return Errc::not_found;
    case EACCES:
    case EPERM:
    case EROFS: return Errc::no_permission;
    case EEXIST: return Errc::exists;
    case ETXTBSY: return Errc::in_use;
    case ENAMETOOLONG: return Errc::bad_value;
    default: return means_no_room(error) ? Errc::disk_full : Errc::io;
    }
}

std::string words_for(int error) {
    switch (error) {
    case ENOENT: return "there is no such file or folder";
    case EACCES: return "permission denied";
    case EROFS: return "the file system is read-only";
    case ENOSPC: return "the disk is full";
    case EISDIR: return "is a folder, not a file";
    case ETXTBSY: return "another program has it open";
    case ENAMETOOLONG: return "the name is too long";
    default: return std::generic_category().message(error);
    }
}

} // namespace

bool means_no_room(int error) {
#ifdef EDQUOT
    if (error == EDQUOT) return true;
#endif
    return error == ENOSPC || error == EFBIG;
}

void fail_on_file(const std::string& path, const std::string& doing, int error) {
    throw Error(code_of(error), path + ": cannot " + doing + ": " + words_for(error));
}

uint64_t copy_through_memory(const File& from, uint64_t from_offset, File& to, uint64_t offset, uint64_t n) {
    std::vector<std::byte> buffer(size_t(std::min<uint64_t>(n, 1 << 20)));
    uint64_t done = 0;
    while (done < n) {
        const auto want = size_t(std::min<uint64_t>(n - done, buffer.size()));
        const size_t got = from.read_at(from_offset + done, std::span(buffer).first(want));
        const size_t kept = to.write_at(offset + done, std::span(buffer).first(got));
        done += kept;
        if (kept < want) break;
    }
    return done;
}

bool is_absolute(const std::string& path) {
#ifdef _WIN32
    const auto divides = [&](size_t i) { return i < path.size() && (path[i] == '/' || path[i] == '\\'); };
    return (divides(0) && divides(1)) || (path.size() > 2 && path[1] == ':' && divides(2));
#else
    return path.starts_with('/');
#endif
}

} // namespace redbook
