// A file system that keeps account of what is written through it, so that what is read back can be compared
// byte for byte without keeping the bytes.
#pragma once

#include <memory>
#include <mutex>

#include "redbook/base/byte_sums.h"
#include "redbook/base/file.h"

namespace redbook {

// What a file must be. The sums are of the bytes as they were handed over; of copies, as expect_copy() said,
// else as the source has them.
struct WrittenFile {
    std::string path;
    uint64_t size = 0;
    ByteSums sums;
};

class RecordedFiles final : public FileSystem {
  public:
    explicit RecordedFiles(FileSystem& under);
    ~RecordedFiles() override;

    // The files that were created through it and are still there, under their present names.
    std::vector<WrittenFile> written() const;

    // Files that are opened for writing are recorded if they were created here. Writing over part of what
    // was written before reads that first and throws Errc::differs if it is not what was written.
    std::unique_ptr<File> open(const std::string& path, Access access) override;
    std::unique_ptr<File> create(const std::string& path) override;
    void create_folder(const std::string& path) override { under_.create_folder(path); }
    void rename(const std::string& from, const std::string& to) override;
    void remove_file(const std::string& path) override;
    void remove_folder(const std::string& path) override { under_.remove_folder(path); }
    void sync_folder(const std::string& path) override { under_.sync_folder(path); }
    std::optional<FileStatus> status(const std::string& path) override { return under_.status(path); }
    std::vector<std::string> list(const std::string& folder) override { return under_.list(folder); }
    std::string follow_links(const std::string& path) override { return under_.follow_links(path); }

    struct Account;

  private:
    FileSystem& under_;
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Account>> accounts_; // by path
};

} // namespace redbook
