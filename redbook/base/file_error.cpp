#include "redbook/base/file_error.h"

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

} // namespace redbook
