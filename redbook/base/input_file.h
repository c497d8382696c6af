// A file that is read from beginning to end of a job, possibly by several threads and decoders: one open
// file, so that all of them see the same bytes, and its status, taken before the first of them was read.
#pragma once

#include <memory>
#include <string>

#include "redbook/base/file.h"

namespace redbook {

class InputFile {
  public:
    // Throws what FileSystem::open() throws.
    InputFile(FileSystem& files, const std::string& path);

    const std::string& path() const { return file_->path(); }
    const FileStatus& status() const { return status_; }
    uint64_t size() const { return status_.size; }
    const File& file() const { return *file_; }
    size_t read_at(uint64_t offset, std::span<std::byte> out) const { return file_->read_at(offset, out); }

    // After the last read: throws Errc::source_changed if the file was written to since it was opened, or if
    // its name leads to another by now.
    void require_unchanged() const;

  private:
    FileSystem& files_;
    std::unique_ptr<File> file_;
    FileStatus status_;
};

using Input = std::shared_ptr<const InputFile>;

} // namespace redbook
