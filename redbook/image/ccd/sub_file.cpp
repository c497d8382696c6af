#include "redbook/image/ccd/sub_file.h"

#include <algorithm>

#include "redbook/base/error.h"
#include "redbook/base/parallel.h"
#include "redbook/disc/layout.h"
#include "redbook/image/audio_writer.h"

namespace redbook {
namespace {

constexpr BlockCount kPiece{4500}; // that a thread holds at a time

size_t bytes_of(BlockCount n) { return size_t(n.value) * kSubcodeBytes; }

class SubFile final : public SubchannelSource {
  public:
    SubFile(std::unique_ptr<File> file, Lba end) : file_(std::move(file)), end_(end) {}
    Lba end() const override { return end_; }
    void read(Lba first, std::span<std::byte> out) const override {
        if (file_->read_at(bytes_of(first - Lba{0}), out) < out.size())
            throw Error(Errc::malformed, file_->path() + ": became shorter while it was read");
    }

  private:
    std::unique_ptr<File> file_;
    Lba end_;
};

// Hands out the frames of Q one by one, and reads a piece at a time.
class Frames {
  public:
    explicit Frames(const SubchannelSource& source) : source_(source) {}
    std::optional<QFrame> next() {
        if (at_ == piece_.size() && !read_piece()) return std::nullopt;
        QFrame frame;
        std::copy_n(piece_.begin() + std::ptrdiff_t(at_ + frame.size()), frame.size(), frame.begin());
        at_ += kSubcodeBytes;
        return frame;
    }

  private:
    bool read_piece() {
        const BlockCount n = std::min(kPiece, source_.end() - first_);
        piece_.resize(bytes_of(n));
        source_.read(first_, piece_);
        first_ += n;
        at_ = 0;
        return !piece_.empty();
    }

    const SubchannelSource& source_;
    Lba first_; // of the next piece
    std::vector<std::byte> piece_;
    size_t at_ = 0;
};

} // namespace

void write_sub_file(File& out, const std::string& out_name, const Disc& disc) {
    const Subchannels subchannels(disc);
    const BlockCount blocks = layout_of(disc).lead_out - Lba{0};
    const auto pieces = size_t((blocks.value + kPiece.value - 1) / kPiece.value);
    parallel(pieces, default_threads(), [&](size_t i) {
        const BlockCount before = kPiece * int32_t(i), n = std::min(kPiece, blocks - before);
        std::vector<std::byte> bytes(bytes_of(n));
        subchannels.write(Lba{0} + before, bytes);
        write_all(out, out_name, bytes_of(before), bytes);
        out.start_writeback(bytes_of(before), bytes.size());
    });
}

std::unique_ptr<SubchannelSource> open_sub_file(const std::string& path, Lba end) {
    return std::make_unique<SubFile>(system_files().open(path, Access::read), end);
}

QFacts facts_in(const SubchannelSource& source) {
    Frames frames(source);
    return read_q_frames([&] { return frames.next(); });
}

} // namespace redbook
