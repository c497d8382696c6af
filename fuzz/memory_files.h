// Files in memory, for targets that read whole folders: fast, and nothing else can be opened by mistake.
#pragma once

#include <map>
#include <string>

#include "redbook/base/file.h"

namespace redbook {

// While one exists it is what system_files() returns. Only for reading.
class MemoryFiles final : public FileSystem {
  public:
    MemoryFiles();
    MemoryFiles(const MemoryFiles&) = delete;
    MemoryFiles& operator=(const MemoryFiles&) = delete;

    // Adds the file and the folders it is in; a file that is longer than its content continues with zeros.
    // The first file of a name stays. The bytes must outlive this.
    void add(const std::string& path, Bytes content, uint64_t size);
    void add(const std::string& path, Bytes content) { add(path, content, content.size()); }

    // After so many reads, each further one throws Errc::io, or finds the end of the file.
    enum class Fault { throws, ends };
    void break_after(int reads, Fault fault) { broken_ = {reads, fault}; }

    std::unique_ptr<File> open(const std::string& path, Access access) override;
    std::optional<FileStatus> status(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;

    std::unique_ptr<File> create(const std::string& path) override;
    void create_folder(const std::string& path) override;
    void rename(const std::string& from, const std::string& to) override;
    void remove_file(const std::string& path) override;
    void remove_folder(const std::string& path) override;
    void sync_folder(const std::string& path) override;

    struct Broken {
        int reads_left;
        Fault fault;
    };

  private:
    struct Entry {
        FileKind kind = FileKind::folder;
        Bytes content;
        uint64_t size = 0;
    };
    const Entry* find(const std::string& path) const;

    std::optional<Broken> broken_;
    std::map<std::string, Entry> entries_; // by absolute path without ".", ".." and double slashes
    SystemFilesOverride override_{*this};
};

// A file with these bytes and no other beside it.
class OneFile {
  public:
    explicit OneFile(Bytes content) : OneFile(content, content.size()) {}
    OneFile(Bytes content, uint64_t size) { files_.add(path_, content, size); }
    const std::string& path() const { return path_; }
    MemoryFiles& files() { return files_; }

  private:
    const std::string path_ = "/input";
    MemoryFiles files_;
};

} // namespace redbook
