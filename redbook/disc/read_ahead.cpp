#include "redbook/disc/read_ahead.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <thread>
#include <vector>

#include "redbook/base/bounded_queue.h"

namespace redbook {
namespace {

constexpr BlockCount kChunk{75};
constexpr std::chrono::milliseconds kLookAtQueueAgain{5};

struct Chunk {
    std::vector<std::byte> bytes;
    std::exception_ptr error;
};

class ThreadedReadAhead final : public ReadAhead {
  public:
    ThreadedReadAhead(const BlockSource& source, Lba first, Lba end, BlockCount ahead)
        : source_(source),
          at_(first),
          end_(end),
          most_chunks_(size_t(ahead.value / kChunk.value)),
          queue_(most_chunks_),
          thread_([this, clone = source.clone(), first, end] { fill(*clone, first, end); }) {}
    ThreadedReadAhead(const ThreadedReadAhead&) = delete;
    ThreadedReadAhead& operator=(const ThreadedReadAhead&) = delete;
    ~ThreadedReadAhead() override { queue_.close(); }

    int percent() const override { return all_in_ ? 100 : int(queue_.size() * 100 / most_chunks_); }
    void wait_until_full() const override {
        while (percent() < 100) std::this_thread::sleep_for(kLookAtQueueAgain);
    }

    Lba end() const override { return end_; }

    void read(Lba first, std::span<std::byte> out) override {
        skip_to(first);
        while (!out.empty()) {
            const auto part = next_bytes(out.size());
            std::memcpy(out.data(), part.data(), part.size());
            out = out.subspan(part.size());
        }
    }

    std::unique_ptr<BlockSource> clone() const override { return source_.clone(); }
    std::vector<std::string> warnings() const override { return source_.warnings(); }
    void require_unchanged() const override { source_.require_unchanged(); }
    std::vector<Unread> unread() const override { return source_.unread(); }

  private:
    void fill(BlockSource& source, Lba at, Lba end) {
        while (at < end) {
            const BlockCount n = std::min(kChunk, end - at);
            Chunk chunk;
            try {
                chunk.bytes.resize(size_t(bytes_in(n)));
                source.read(at, chunk.bytes);
            } catch (...) {
                chunk.error = std::current_exception();
            }
            const bool failed = chunk.error != nullptr;
            if (!queue_.push(std::move(chunk)) || failed) break;
            at += n;
        }
        all_in_ = true;
    }

    void skip_to(Lba first) {
        if (first < at_ || first > end_) throw std::logic_error("read ahead: only forward");
        for (auto n = size_t(bytes_in(first - at_)); n > 0;) n -= next_bytes(n).size();
    }

    // Up to `most` of the bytes that come next; they are gone then.
    std::span<const std::byte> next_bytes(size_t most) {
        if (used_ == chunk_.bytes.size()) {
            chunk_ = queue_.pop().value_or(Chunk{});
            used_ = 0;
            if (chunk_.error) std::rethrow_exception(chunk_.error);
            if (chunk_.bytes.empty()) throw std::logic_error("read ahead: past the end");
        }
        const auto part = std::span<const std::byte>(chunk_.bytes)
                              .subspan(used_, std::min(most, chunk_.bytes.size() - used_));
        used_ += part.size();
        at_from_bytes_ += part.size();
        at_ += BlockCount{int32_t(at_from_bytes_ / kBlockBytes)};
        at_from_bytes_ %= kBlockBytes;
        return part;
    }

    const BlockSource& source_;
    Lba at_, end_;
    const size_t most_chunks_;
    BoundedQueue<Chunk> queue_;
    std::atomic<bool> all_in_{false};
    Chunk chunk_;
    size_t used_ = 0;
    size_t at_from_bytes_ = 0;
    std::jthread thread_;
};

} // namespace

std::unique_ptr<ReadAhead> read_ahead(const BlockSource& source, Lba first, Lba end, BlockCount ahead) {
    return std::make_unique<ThreadedReadAhead>(source, first, end, ahead);
}

} // namespace redbook
