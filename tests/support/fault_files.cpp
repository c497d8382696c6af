#include "tests/support/fault_files.h"

#include <utility>

#include "redbook/base/error.h"

namespace redbook::test {

class FaultFile final : public File {
  public:
    FaultFile(FaultFiles& files, std::unique_ptr<File> under) : files_(files), under_(std::move(under)) {}

    const std::string& path() const override { return under_->path(); }
    uint64_t size() const override { return under_->size(); }
    FileStatus status() const override { return under_->status(); }

    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        files_.try_io(path(), "read");
        return under_->read_at(offset, out);
    }

    size_t write_at(uint64_t offset, Bytes data) override {
        files_.try_io(path(), "write");
        return under_->write_at(offset, data.first(size_t(fitting(data.size()))));
    }

    uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) override {
        files_.try_io(path(), "write");
        const auto* source = dynamic_cast<const FaultFile*>(&from);
        return under_->copy_from(source ? *source->under_ : from, from_offset, offset, fitting(n));
    }

    void resize(uint64_t size) override {
        files_.try_io(path(), "change its size");
        under_->resize(size);
    }

    void sync() override {
        if (files_.strikes(Fault::failed_sync))
            throw Error(Errc::io, path() + ": cannot bring it to the disk: Input/output error");
        under_->sync();
    }

    void start_writeback(uint64_t offset, uint64_t n) override { under_->start_writeback(offset, n); }
    void drop_from_cache() const override { under_->drop_from_cache(); }
    bool try_lock() override { return under_->try_lock(); }

    void close() override {
        files_.try_io(path(), "close");
        under_->close();
    }

  private:
    uint64_t fitting(uint64_t n) {
        switch (files_.room()) {
        case FaultFiles::Room::plenty: return n;
        case FaultFiles::Room::half: return n / 2;
        case FaultFiles::Room::none: break;
        }
        return 0;
    }

    FaultFiles& files_;
    std::unique_ptr<File> under_;
};

void FaultFiles::strike(Fault fault, size_t n) {
    const std::lock_guard lock(mutex_);
    armed_ = fault;
    strike_at_ = calls_[size_t(fault)] + n;
    struck_ = false;
}

bool FaultFiles::has_struck() const {
    const std::lock_guard lock(mutex_);
    return struck_;
}

void FaultFiles::make_room() {
    const std::lock_guard lock(mutex_);
    full_ = false;
}

size_t FaultFiles::calls(Fault fault) const {
    const std::lock_guard lock(mutex_);
    return calls_[size_t(fault)];
}

bool FaultFiles::strikes(Fault fault) {
    const std::lock_guard lock(mutex_);
    const size_t call = calls_[size_t(fault)]++;
    if (armed_ != fault || call != strike_at_) return false;
    return struck_ = true;
}

FaultFiles::Room FaultFiles::room() {
    const bool now = strikes(Fault::full_disk);
    const std::lock_guard lock(mutex_);
    if (full_) return Room::none;
    full_ = now;
    return now ? Room::half : Room::plenty;
}

void FaultFiles::try_io(const std::string& path, const char* doing) {
    if (strikes(Fault::io_error)) throw Error(Errc::io, path + ": cannot " + doing + ": Input/output error");
}

void FaultFiles::try_permission(const std::string& path, const char* doing) {
    if (strikes(Fault::no_permission))
        throw Error(Errc::no_permission, path + ": cannot " + doing + ": permission denied");
}

std::unique_ptr<File> FaultFiles::open(const std::string& path, Access access) {
    try_permission(path, "open");
    return std::make_unique<FaultFile>(*this, under_.open(path, access));
}

std::unique_ptr<File> FaultFiles::create(const std::string& path) {
    try_permission(path, "create");
    return std::make_unique<FaultFile>(*this, under_.create(path));
}

void FaultFiles::create_folder(const std::string& path) {
    try_permission(path, "create the folder");
    under_.create_folder(path);
}

void FaultFiles::rename(const std::string& from, const std::string& to) {
    try_permission(to, "give the finished file its name");
    if (strikes(Fault::failed_rename))
        throw Error(Errc::io, to + ": cannot give the finished file its name: Input/output error");
    under_.rename(from, to);
}

void FaultFiles::remove_file(const std::string& path) {
    try_permission(path, "remove");
    under_.remove_file(path);
}

void FaultFiles::remove_folder(const std::string& path) {
    try_permission(path, "remove the folder");
    under_.remove_folder(path);
}

void FaultFiles::sync_folder(const std::string& path) {
    if (strikes(Fault::failed_sync))
        throw Error(Errc::io, path + ": cannot bring the folder to the disk: Input/output error");
    under_.sync_folder(path);
}

std::optional<FileStatus> FaultFiles::status(const std::string& path) { return under_.status(path); }

std::string FaultFiles::follow_links(const std::string& path) { return under_.follow_links(path); }

std::vector<std::string> FaultFiles::list(const std::string& folder) {
    try_permission(folder, "list the folder");
    return under_.list(folder);
}

} // namespace redbook::test
