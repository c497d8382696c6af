#include "redbook/base/input_file.h"

#include "redbook/base/error.h"

namespace redbook {
namespace {

// A copy of the file in another place, or by a file system that numbers files anew, is no change.
bool is_same_version(const FileStatus& a, const FileStatus& b) {
    return a.size == b.size && a.modified_ns == b.modified_ns;
}

} // namespace

InputFile::InputFile(FileSystem& files, const std::string& path)
    : files_(files), file_(files.open(path, Access::read)), status_(file_->status()) {}

void InputFile::require_unchanged() const {
    const auto named = files_.status(path());
    if (named && is_same_version(*named, status_) && is_same_version(file_->status(), status_)) return;
    throw Error(Errc::source_changed, path() + ": was changed while it was read; run the same command again");
}

} // namespace redbook
