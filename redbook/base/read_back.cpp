#include "redbook/base/read_back.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/base/file_common.h"

namespace redbook {

struct ReadBack::Seen {
    std::mutex mutex;
    ByteSums sums;

    void note(uint64_t offset, Bytes bytes) {
        for (const ByteRange part : missing({offset, offset + bytes.size()})) {
            const Bytes fresh = bytes.subspan(size_t(part.begin - offset), size_t(part.end - part.begin));
            const uint32_t crc = crc32(fresh);
            const std::lock_guard lock(mutex);
            const auto still = sums.missing(part);
            if (still.size() == 1 && still.front() == part)
                sums.add(part, crc);
            else // another thread has read some of it meanwhile
                for (const ByteRange rest : still)
                    sums.add(rest, crc32(bytes.subspan(size_t(rest.begin - offset),
                                                       size_t(rest.end - rest.begin))));
        }
    }

    bool is_as(const WrittenFile& written) {
        const std::lock_guard lock(mutex);
        return sums.sum(std::max(written.size, sums.end())) == written.sums.sum(written.size);
    }

    std::vector<ByteRange> missing(ByteRange range) {
        const std::lock_guard lock(mutex);
        return sums.missing(range);
    }
};

namespace {

class WatchedFile final : public File {
  public:
    WatchedFile(std::unique_ptr<File> file, std::shared_ptr<ReadBack::Seen> seen)
        : file_(std::move(file)), seen_(std::move(seen)) {}

    const std::string& path() const override { return file_->path(); }
    uint64_t size() const override { return file_->size(); }
    FileStatus status() const override { return file_->status(); }
    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        const size_t got = file_->read_at(offset, out);
        seen_->note(offset, out.first(got));
        return got;
    }
    size_t write_at(uint64_t offset, Bytes data) override { return file_->write_at(offset, data); }
    uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) override {
        return file_->copy_from(from, from_offset, offset, n);
    }
    void resize(uint64_t size) override { file_->resize(size); }
    void sync() override { file_->sync(); }
    void start_writeback(uint64_t offset, uint64_t n) override { file_->start_writeback(offset, n); }
    void drop_from_cache() const override { file_->drop_from_cache(); }
    bool try_lock() override { return file_->try_lock(); }
    void close() override { file_->close(); }

  private:
    std::unique_ptr<File> file_;
    std::shared_ptr<ReadBack::Seen> seen_;
};

// Calls `take` for the bytes of the range, as far as the file has them. Returns how many those are.
template <class F>
uint64_t read_range(const File& file, ByteRange range, F&& take) {
    std::vector<std::byte> buffer(size_t(std::min<uint64_t>(range.end - range.begin, 1 << 18)));
    uint64_t at = range.begin;
    while (at < range.end) {
        const auto wanted =
            std::span(buffer).first(size_t(std::min<uint64_t>(range.end - at, buffer.size())));
        const size_t got = file.read_at(at, wanted);
        take(at, Bytes(wanted.first(got)));
        at += got;
        if (got < wanted.size()) break;
    }
    return at - range.begin;
}

bool is_as_written(const File& file, const ByteSums::Piece& piece) {
    uint32_t crc = 0;
    const uint64_t n = piece.range.end - piece.range.begin;
    return read_range(file, piece.range, [&](uint64_t, Bytes bytes) { crc = crc32(bytes, crc); }) == n &&
           crc == piece.crc;
}

// Reads once more. The file was found to differ; where, it may not tell again.
std::string places_of_difference(const File& file, const ByteSums& written) {
    std::string first;
    size_t more = 0;
    for (const ByteSums::Piece& piece : written.pieces())
        if (is_as_written(file, piece))
            continue;
        else if (first.empty())
            first = fmt::format("bytes {} to {}", piece.range.begin, piece.range.end - 1);
        else
            ++more;
    if (first.empty()) return "what was read of it is not what was written";
    return first + (more > 0 ? fmt::format(" and {} more stretches", more) : "") +
           " are not what was written";
}

} // namespace

ReadBack::ReadBack(std::vector<WrittenFile> written) : written_(std::move(written)) {
    for (const WrittenFile& file : written_) seen_.emplace(file.path, std::make_shared<Seen>());
    watching_ = std::make_unique<WatchFiles>(*this);
}

ReadBack::~ReadBack() = default;

std::unique_ptr<File> ReadBack::watch(std::unique_ptr<File> file) {
    const auto seen = seen_.find(file->path());
    if (seen == seen_.end()) return file;
    return std::make_unique<WatchedFile>(std::move(file), seen->second);
}

std::string ReadBack::difference() {
    for (const WrittenFile& file : written_) {
        std::string found = difference_of(file, *seen_.at(file.path));
        if (!found.empty()) return name_of(file.path) + ": " + found;
    }
    return "";
}

std::string ReadBack::difference_of(const WrittenFile& written, Seen& seen) try {
    const auto file = system_files().open(written.path, Access::read);
    if (const uint64_t size = file->size(); size != written.size)
        return fmt::format("is {} bytes long instead of {}", size, written.size);
    for (const ByteRange part : seen.missing({0, written.size}))
        read_besides_ += read_range(*file, part, [&](uint64_t at, Bytes bytes) { seen.note(at, bytes); });
    if (seen.is_as(written)) return "";
    return places_of_difference(*file, written.sums);
} catch (const Error& e) {
    return e.code == Errc::not_found ? "is not there any more" : e.what();
}

} // namespace redbook
