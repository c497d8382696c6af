// A file system in front of another one that lets a test act before anything is done with a file.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "redbook/base/file.h"

namespace redbook::test {

class HookedFiles final : public FileSystem {
  public:
    // `before` is called with the path that is opened, asked about, read or changed, from any thread.
    using Hook = std::function<void(const std::string& path)>;
    HookedFiles(FileSystem& under, Hook before) : under_(under), before_(std::move(before)) {}

    std::unique_ptr<File> open(const std::string& path, Access access) override;
    std::unique_ptr<File> create(const std::string& path) override;
    void create_folder(const std::string& path) override;
    void rename(const std::string& from, const std::string& to) override;
    void remove_file(const std::string& path) override;
    void remove_folder(const std::string& path) override;
    void sync_folder(const std::string& path) override;
    std::optional<FileStatus> status(const std::string& path) override;
    std::string follow_links(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;

  private:
    FileSystem& under_;
    Hook before_;
};

} // namespace redbook::test
