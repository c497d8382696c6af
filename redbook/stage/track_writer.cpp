#include "redbook/stage/track_writer.h"

#include <algorithm>
#include <cstring>

namespace redbook {
namespace {

// Stays in the second-level cache while it is filled, summed and written.
constexpr size_t kBufferBytes = size_t{64} * kBlockBytes;

// Appends from here on are written as they come.
constexpr size_t kLargeBytes = size_t{32} * kBlockBytes;

// The disk is kept busy from early on, in steps that are long enough for it.
constexpr uint64_t kHintBytes = 8 << 20;

} // namespace

TrackWriter::TrackWriter(File& file, uint64_t offset, BlockCount pregap)
    : file_(file), end_(offset), hinted_(offset), sums_(pregap), buffer_(new std::byte[kBufferBytes]) {}

BlockCount TrackWriter::append(Bytes blocks) {
    const BlockCount before = staged_;
    while (!blocks.empty()) {
        const bool straight = gathered_ == 0 && blocks.size() >= kLargeBytes;
        const size_t taken = straight ? write_whole_blocks(blocks) : gather(blocks);
        if (taken == 0) break;
        sums_.add(blocks.first(taken));
        staged_ += BlockCount{int32_t(taken / kBlockBytes)};
        blocks = blocks.subspan(taken);
    }
    return staged_ - before;
}

size_t TrackWriter::write_whole_blocks(Bytes blocks) {
    const size_t kept = write(blocks) / kBlockBytes * kBlockBytes;
    end_ += kept;
    return kept;
}

size_t TrackWriter::gather(Bytes blocks) {
    if (kBufferBytes - gathered_ < size_t{kBlockBytes}) flush();
    const size_t n = std::min(blocks.size(), (kBufferBytes - gathered_) / kBlockBytes * kBlockBytes);
    std::memcpy(buffer_.get() + gathered_, blocks.data(), n);
    gathered_ += n;
    return n;
}

size_t TrackWriter::flush() {
    const size_t kept = write({buffer_.get(), gathered_});
    end_ += kept;
    gathered_ -= kept;
    std::memmove(buffer_.get(), buffer_.get() + kept, gathered_);
    return gathered_;
}

size_t TrackWriter::write(Bytes bytes) {
    const size_t kept = file_.write_at(end_, bytes);
    const uint64_t behind = end_ + kept;
    if (behind >= hinted_ + kHintBytes) {
        file_.start_writeback(hinted_, behind - hinted_);
        hinted_ = behind;
    }
    return kept;
}

} // namespace redbook
