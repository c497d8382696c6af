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

class MovedSubchannel final : public SubchannelSource {
  public:
    MovedSubchannel(std::unique_ptr<SubchannelSource> whole, BlockCount moved, Lba end)
        : whole_(std::move(whole)), moved_(moved), end_(end) {}
    Lba end() const override { return end_; }
    void read(Lba first, std::span<std::byte> out) const override {
        whole_->read(first + moved_, out);
        for (; !out.empty(); out = out.subspan(kSubcodeBytes), first += BlockCount{1})
            move_q(out.subspan(sizeof(QFrame), sizeof(QFrame)), first);
    }

  private:
    void move_q(std::span<std::byte> q, Lba to) const {
        QFrame frame;
        std::ranges::copy(q, frame.begin());
        DecodedQ said = decode_q(frame);
        if (said.crc_is_right && move(said.data, to))
            std::ranges::copy(encode_q(said.control, said.data), q.begin());
    }

    // False: it is not of the block's own address.
    bool move(QData& data, Lba to) const {
        const uint8_t before = to_msf(to + moved_)->frame, now = to_msf(to)->frame;
        if (auto* position = std::get_if<QPosition>(&data)) return replace(position->at, to + moved_, to);
        if (auto* mcn = std::get_if<QMcn>(&data)) return replace(mcn->frame, before, now);
        if (auto* isrc = std::get_if<QIsrc>(&data)) return replace(isrc->frame, before, now);
        return false;
    }

    template <class T>
    static bool replace(T& value, T before, T now) {
        if (value != before) return false;
        value = now;
        return true;
    }

    std::unique_ptr<SubchannelSource> whole_;
    BlockCount moved_;
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

std::unique_ptr<SubchannelSource> move_subchannel(std::unique_ptr<SubchannelSource> whole,
                                                  const std::vector<Move>& moves, Lba end) {
    Lba covered{0};
    for (const Move& move : moves) {
        if (move.to != covered || move.from - move.to != moves[0].from - moves[0].to) return nullptr;
        covered = move.end();
    }
    if (covered != end) return nullptr;
    return std::make_unique<MovedSubchannel>(std::move(whole), moves[0].from - moves[0].to, end);
}

QFacts facts_in(const SubchannelSource& source) {
    Frames frames(source);
    return read_q_frames([&] { return frames.next(); });
}

} // namespace redbook
