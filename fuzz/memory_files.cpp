#include "fuzz/memory_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "redbook/base/file_common.h"

namespace redbook {
namespace {

// Absolute, and without ".", ".." and double slashes. Nothing is a link, so ".." can be taken literally.
std::string normal_path(const std::string& path) {
    std::vector<std::string> parts;
    for (size_t at = 0; at <= path.size();) {
        const size_t end = std::min(path.find('/', at), path.size());
        const std::string part = path.substr(at, end - at);
        if (part == ".." && !parts.empty()) parts.pop_back();
        if (!part.empty() && part != "." && part != "..") parts.push_back(part);
        at = end + 1;
    }
    std::string normal;
    for (const std::string& part : parts) normal += "/" + part;
    return normal.empty() ? "/" : normal;
}

class MemoryFile final : public File {
  public:
    MemoryFile(std::string path, Bytes content, uint64_t size, std::optional<MemoryFiles::Broken>& broken)
        : path_(std::move(path)), content_(content), size_(size), broken_(broken) {}

    const std::string& path() const override { return path_; }
    uint64_t size() const override { return size_; }
    FileStatus status() const override { return {.kind = FileKind::file, .size = size_}; }

    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        if (broken_ && broken_->reads_left-- <= 0) {
            if (broken_->fault == MemoryFiles::Fault::ends) return 0;
            fail_on_file(path_, "read", EIO);
        }
        if (int64_t(offset) < 0) fail_on_file(path_, "read", EINVAL); // as pread(2) does
        const auto all = size_t(std::min<uint64_t>(out.size(), size_ - std::min(offset, size_)));
        const size_t from = size_t(std::min<uint64_t>(offset, content_.size()));
        const Bytes bytes = content_.subspan(from, std::min(all, content_.size() - from));
        if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
        std::fill(out.begin() + std::ptrdiff_t(bytes.size()), out.begin() + std::ptrdiff_t(all),
                  std::byte{0});
        return all;
    }

    size_t write_at(uint64_t, Bytes) override { refuse(); }
    uint64_t copy_from(const File&, uint64_t, uint64_t, uint64_t) override { refuse(); }
    void resize(uint64_t) override { refuse(); }
    void sync() override {}
    void start_writeback(uint64_t, uint64_t) override {}
    void drop_from_cache() const override {}
    bool try_lock() override { return true; }
    void close() override {}

  private:
    [[noreturn]] void refuse() const { fail_on_file(path_, "write", EROFS); }

    const std::string path_;
    const Bytes content_;
    const uint64_t size_;
    std::optional<MemoryFiles::Broken>& broken_;
};

} // namespace

MemoryFiles::MemoryFiles() { entries_["/"]; }

void MemoryFiles::add(const std::string& path, Bytes content, uint64_t size) {
    const std::string normal = normal_path(path);
    for (std::string folder = parent_of(normal); folder != "/"; folder = parent_of(folder))
        if (const auto there = entries_.find(folder);
            there != entries_.end() && there->second.kind == FileKind::file)
            return;
    if (!entries_.try_emplace(normal, Entry{FileKind::file, content, size}).second) return;
    for (std::string folder = parent_of(normal); folder != "/"; folder = parent_of(folder)) entries_[folder];
}

const MemoryFiles::Entry* MemoryFiles::find(const std::string& path) const {
    if (path.find('\0') != path.npos) return nullptr;
    const auto found = entries_.find(normal_path(path));
    return found == entries_.end() ? nullptr : &found->second;
}

std::unique_ptr<File> MemoryFiles::open(const std::string& path, Access access) {
    const Entry* entry = find(path);
    if (!entry) fail_on_file(path, "open", ENOENT);
    if (entry->kind == FileKind::folder) fail_on_file(path, "open", EISDIR);
    if (access == Access::read_write) fail_on_file(path, "open", EROFS);
    return std::make_unique<MemoryFile>(path, entry->content, entry->size, broken_);
}

std::optional<FileStatus> MemoryFiles::status(const std::string& path) {
    const Entry* entry = find(path);
    if (!entry) return std::nullopt;
    const auto place = std::distance(entries_.begin(), entries_.find(normal_path(path)));
    return FileStatus{.kind = entry->kind, .size = entry->size, .serial = uint64_t(place)};
}

std::vector<std::string> MemoryFiles::list(const std::string& folder) {
    const std::string normal = normal_path(folder);
    const std::string prefix = normal == "/" ? normal : normal + "/";
    std::vector<std::string> names;
    for (auto it = entries_.upper_bound(prefix); it != entries_.end() && it->first.starts_with(prefix); ++it)
        if (it->first.find('/', prefix.size()) == std::string::npos)
            names.push_back(it->first.substr(prefix.size()));
    return names;
}

std::unique_ptr<File> MemoryFiles::create(const std::string& path) { fail_on_file(path, "create", EROFS); }
void MemoryFiles::create_folder(const std::string& path) { fail_on_file(path, "create the folder", EROFS); }
void MemoryFiles::rename(const std::string&, const std::string& to) { fail_on_file(to, "rename", EROFS); }
void MemoryFiles::remove_file(const std::string& path) { fail_on_file(path, "remove", EROFS); }
void MemoryFiles::remove_folder(const std::string& path) { fail_on_file(path, "remove the folder", EROFS); }
void MemoryFiles::sync_folder(const std::string& path) { fail_on_file(path, "sync the folder", EROFS); }

} // namespace redbook
