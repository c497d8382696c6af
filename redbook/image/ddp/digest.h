// What is published of a file so that damage is noticed: its MD5 and its CRC-32.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <thread>

#include "redbook/base/bounded_queue.h"
#include "redbook/base/bytes.h"
#include "redbook/base/file.h"
#include "redbook/base/md5.h"

namespace redbook {

struct Digest {
    Md5::Digest md5{};
    uint32_t crc = 0;
    bool operator==(const Digest&) const = default;
};

// Made in parts, front to back.
class Digester {
  public:
    void add(Bytes data);
    // The bytes [from, from + n) of the file, as far as it has them. Returns early once `stop` is true.
    // Returns how many were added.
    uint64_t add(const File& file, uint64_t from, uint64_t n, const std::atomic<bool>& stop);
    Digest digest() const { return {md5_.digest(), crc_}; }

  private:
    Md5 md5_;
    uint32_t crc_ = 0;
};

Digest digest_of(Bytes data);
Digest digest_of(const File& file);

// A file whose digest is made while it is written: MD5 goes from front to back and is slower than writing, so
// a thread of its own follows the writers, whose order is their own, and reads what they have written.
class HashedFile final : public File {
  public:
    // `out` is empty, and every byte of it will be written once; `in` is the same file, opened for reading.
    HashedFile(std::unique_ptr<File> out, std::unique_ptr<File> in);
    ~HashedFile() override; // stops the thread
    HashedFile(const HashedFile&) = delete;
    HashedFile& operator=(const HashedFile&) = delete;

    // When the file is closed: waits until all of it is read, and closes `in` too. Once only.
    //   throws  what reading threw; Errc::io if the file is not as long as what was written
    Digest digest();

    const std::string& path() const override { return out_->path(); }
    uint64_t size() const override { return out_->size(); }
    FileStatus status() const override { return out_->status(); }
    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        return out_->read_at(offset, out);
    }
    size_t write_at(uint64_t offset, Bytes data) override;
    uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) override;
    void expect_copy(uint64_t offset, uint64_t n, uint32_t crc) override {
        out_->expect_copy(offset, n, crc);
    }
    void resize(uint64_t size) override { out_->resize(size); }
    void sync() override { out_->sync(); }
    void start_writeback(uint64_t offset, uint64_t n) override { out_->start_writeback(offset, n); }
    void drop_from_cache() const override { out_->drop_from_cache(); }
    bool try_lock() override { return out_->try_lock(); }
    void close() override;

  private:
    struct Range {
        uint64_t begin = 0, end = 0;
    };
    void follow() noexcept;
    void read_up_to(uint64_t end);

    std::unique_ptr<File> out_, in_;
    BoundedQueue<Range> written_;
    std::map<uint64_t, uint64_t> ahead_; // begin and end of what is written after what is not
    uint64_t done_ = 0;                  // bytes in digester_
    Digester digester_;
    std::exception_ptr error_;
    std::atomic<bool> stop_{false};
    std::thread thread_; // the only one that uses the five above until it has ended
};

} // namespace redbook
