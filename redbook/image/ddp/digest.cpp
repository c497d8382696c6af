#include "redbook/image/ddp/digest.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"

namespace redbook {
namespace {

// More than an image is written in, so that nobody waits for the thread that follows.
constexpr size_t kMostRanges = 1 << 16;

} // namespace

void Digester::add(Bytes data) {
    md5_.add(data);
    crc_ = crc32(data, crc_);
}

uint64_t Digester::add(const File& file, uint64_t from, uint64_t n, const std::atomic<bool>& stop) {
    constexpr uint64_t kChunk = 1 << 18; // bytes; fits into the processor's cache
    std::vector<std::byte> buffer(size_t(std::min(kChunk, n)));
    uint64_t added = 0;
    while (added < n && !stop) {
        const auto wanted = std::span(buffer).first(size_t(std::min(kChunk, n - added)));
        const size_t got = file.read_at(from + added, wanted);
        add(wanted.first(got));
        added += got;
        if (got < wanted.size()) break;
    }
    return added;
}

Digest digest_of(Bytes data) {
    Digester digester;
    digester.add(data);
    return digester.digest();
}

Digest digest_of(const File& file) {
    Digester digester;
    digester.add(file, 0, file.size(), false);
    return digester.digest();
}

HashedFile::HashedFile(std::unique_ptr<File> out, std::unique_ptr<File> in)
    : out_(std::move(out)), in_(std::move(in)), written_(kMostRanges), thread_([this] { follow(); }) {}

HashedFile::~HashedFile() {
    stop_ = true;
    written_.close();
    if (thread_.joinable()) thread_.join();
}

size_t HashedFile::write_at(uint64_t offset, Bytes data) {
    const size_t kept = out_->write_at(offset, data);
    written_.push({offset, offset + kept});
    return kept;
}

uint64_t HashedFile::copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) {
    const uint64_t kept = out_->copy_from(from, from_offset, offset, n);
    written_.push({offset, offset + kept});
    return kept;
}

void HashedFile::close() {
    written_.close();
    out_->close();
}

Digest HashedFile::digest() {
    thread_.join();
    if (error_) std::rethrow_exception(error_);
    if (done_ != in_->size())
        throw Error(Errc::io, path() + ": is not as long as what was written; check the disk");
    in_->close();
    return digester_.digest();
}

void HashedFile::follow() noexcept {
    try {
        while (const auto range = written_.pop()) {
            ahead_.emplace(range->begin, range->end);
            while (!ahead_.empty() && ahead_.begin()->first <= done_) {
                read_up_to(ahead_.begin()->second);
                ahead_.erase(ahead_.begin());
            }
        }
    } catch (...) {
        error_ = std::current_exception();
        written_.close();
    }
}

void HashedFile::read_up_to(uint64_t end) {
    if (end > done_) done_ += digester_.add(*in_, done_, end - done_, stop_);
}

} // namespace redbook
