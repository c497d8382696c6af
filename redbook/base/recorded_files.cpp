#include "redbook/base/recorded_files.h"

#include <algorithm>
#include <utility>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"

namespace redbook {

struct RecordedFiles::Account {
    std::mutex mutex;
    uint64_t size = 0;
    ByteSums sums;
    ByteSums expected; // ranges that expect_copy() has announced
};

namespace {

class RecordedFile final : public File {
  public:
    RecordedFile(std::unique_ptr<File> file, std::shared_ptr<RecordedFiles::Account> account)
        : file_(std::move(file)), account_(std::move(account)) {}

    const std::string& path() const override { return file_->path(); }
    uint64_t size() const override { return file_->size(); }
    FileStatus status() const override { return file_->status(); }
    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        return file_->read_at(offset, out);
    }

    size_t write_at(uint64_t offset, Bytes data) override {
        prepare({offset, offset + data.size()});
        const size_t kept = file_->write_at(offset, data);
        note({offset, offset + kept}, crc32(data.first(kept)));
        return kept;
    }

    uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) override {
        const bool expected = is_expected({offset, offset + n});
        if (!expected) prepare({offset, offset + n});
        const uint64_t kept = file_->copy_from(from, from_offset, offset, n);
        if (!expected) note({offset, offset + kept}, sum_of(from, from_offset, kept));
        return kept;
    }

    void expect_copy(uint64_t offset, uint64_t n, uint32_t crc) override {
        const ByteRange range{offset, offset + n};
        prepare(range);
        note(range, crc);
        const std::lock_guard lock(account_->mutex);
        account_->expected.forget(range);
        account_->expected.add(range, crc);
    }

    void resize(uint64_t size) override {
        prepare({size, UINT64_MAX});
        file_->resize(size);
        const std::lock_guard lock(account_->mutex);
        account_->size = size;
    }

    void sync() override { file_->sync(); }
    void start_writeback(uint64_t offset, uint64_t n) override { file_->start_writeback(offset, n); }
    void drop_from_cache() const override { file_->drop_from_cache(); }
    bool try_lock() override { return file_->try_lock(); }
    void close() override { file_->close(); }

  private:
    bool is_expected(ByteRange range) const {
        const std::lock_guard lock(account_->mutex);
        return account_->expected.missing(range).empty();
    }

    // Makes room for what will be written: of pieces that are cut, what stays is summed anew, from bytes that
    // must be those that were written.
    void prepare(ByteRange range) {
        const std::lock_guard lock(account_->mutex);
        const auto cut = account_->sums.cut_by(range);
        account_->sums.forget(range);
        for (const ByteSums::Piece& piece : cut) keep_rest(piece, range);
    }

    void keep_rest(const ByteSums::Piece& piece, ByteRange range) {
        std::vector<std::byte> bytes(size_t(piece.range.end - piece.range.begin));
        if (file_->read_at(piece.range.begin, bytes) < bytes.size() || crc32(bytes) != piece.crc)
            throw Error(Errc::differs,
                        path() + ": what was written is not what is in it now; check the disk");
        const auto keep = [&](ByteRange part) {
            if (part.begin >= part.end) return;
            const Bytes kept =
                Bytes(bytes).subspan(size_t(part.begin - piece.range.begin), size_t(part.end - part.begin));
            account_->sums.add(part, crc32(kept));
        };
        keep({piece.range.begin, range.begin});
        keep({range.end, piece.range.end});
    }

    void note(ByteRange range, uint32_t crc) {
        const std::lock_guard lock(account_->mutex);
        account_->sums.add(range, crc);
        account_->size = std::max(account_->size, range.end);
    }

    static uint32_t sum_of(const File& from, uint64_t offset, uint64_t n) {
        std::vector<std::byte> buffer(size_t(std::min<uint64_t>(n, 1 << 20)));
        uint32_t crc = 0;
        for (size_t got = 0; n > 0; offset += got, n -= got) {
            const auto wanted = std::span(buffer).first(size_t(std::min<uint64_t>(n, buffer.size())));
            got = from.read_at(offset, wanted);
            if (got == 0) throw Error(Errc::io, from.path() + ": became shorter while it was copied");
            crc = crc32(wanted.first(got), crc);
        }
        return crc;
    }

    std::unique_ptr<File> file_;
    std::shared_ptr<RecordedFiles::Account> account_;
};

} // namespace

RecordedFiles::RecordedFiles(FileSystem& under) : under_(under) {}
RecordedFiles::~RecordedFiles() = default;

std::vector<WrittenFile> RecordedFiles::written() const {
    const std::lock_guard lock(mutex_);
    std::vector<WrittenFile> all;
    for (const auto& [path, account] : accounts_) {
        const std::lock_guard account_lock(account->mutex);
        all.push_back({path, account->size, account->sums});
    }
    return all;
}

std::unique_ptr<File> RecordedFiles::open(const std::string& path, Access access) {
    auto file = under_.open(path, access);
    const std::lock_guard lock(mutex_);
    const auto known = accounts_.find(path);
    if (access == Access::read || known == accounts_.end()) return file;
    return std::make_unique<RecordedFile>(std::move(file), known->second);
}

std::unique_ptr<File> RecordedFiles::create(const std::string& path) {
    auto file = under_.create(path);
    auto account = std::make_shared<Account>();
    const std::lock_guard lock(mutex_);
    accounts_[path] = account;
    return std::make_unique<RecordedFile>(std::move(file), std::move(account));
}

// A folder takes what is in it along; that of an image is renamed when nothing is compared any more.
void RecordedFiles::rename(const std::string& from, const std::string& to) {
    under_.rename(from, to);
    const std::lock_guard lock(mutex_);
    accounts_.erase(to);
    if (auto account = accounts_.extract(from)) {
        account.key() = to;
        accounts_.insert(std::move(account));
    }
}

void RecordedFiles::remove_file(const std::string& path) {
    under_.remove_file(path);
    const std::lock_guard lock(mutex_);
    accounts_.erase(path);
}

} // namespace redbook
