#include "redbook/image/audio_writer.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook {
namespace {

// 256 blocks are the fewest that fill whole pages of 4096 bytes, so every copy but the last can share
// extents.
constexpr BlockCount kCopyChunk{256 * 16};
constexpr uint64_t kWritebackWindow = 8 << 20; // bytes

// Blocks of one kind that lie together.
struct Stretch {
    Lba first;
    Lba end;
    std::optional<Extent> extent; // with known sums; else the blocks are read
};

class AudioWriter {
  public:
    AudioWriter(File& out, const std::string& out_name, uint64_t offset, const BlockSource& source, Lba first,
                const BlockProgress& progress)
        : out_(out),
          out_name_(out_name),
          offset_(offset),
          source_(source),
          first_(first),
          end_(source.end()),
          known_(source.known_sums()),
          progress_(progress) {
        std::sort(known_.begin(), known_.end(),
                  [](const PieceSum& a, const PieceSum& b) { return a.first < b.first; });
    }

    std::vector<PieceSum> run(const std::vector<Lba>& cuts) {
        for (const Stretch& stretch : stretches())
            if (stretch.extent)
                copy(stretch);
            else
                pass(stretch, cuts);
        return std::move(sums_);
    }

  private:
    uint64_t place_of(Lba at) const { return offset_ + uint64_t(bytes_in(at - first_)); }

    // The extent at `at` as far as known pieces cover it without a gap; `piece` is the one that begins there.
    std::optional<Extent> usable_extent(std::vector<PieceSum>::const_iterator piece) const {
        const Lba at = piece->first;
        auto extent = source_.extent(at);
        if (!extent) return std::nullopt;
        const Lba last = std::min(at + extent->length, end_);
        Lba covered = at;
        for (; piece != known_.end() && piece->first == covered && piece->first + piece->length <= last;
             ++piece)
            covered += piece->length;
        extent->length = covered - at;
        return covered > at ? extent : std::nullopt;
    }

    // An extent can be used only from where a known piece begins.
    std::vector<Stretch> stretches() const {
        std::vector<Stretch> result;
        for (Lba at = first_; at < end_;) {
            const auto piece = std::lower_bound(known_.begin(), known_.end(), at,
                                                [](const PieceSum& p, Lba lba) { return p.first < lba; });
            const Lba begin = piece == known_.end() ? end_ : std::min(piece->first, end_);
            const auto extent = begin == at ? usable_extent(piece) : std::nullopt;
            const Lba next = extent ? at + extent->length : begin > at ? begin : at + BlockCount{1};
            if (!extent && !result.empty() && !result.back().extent)
                result.back().end = next;
            else
                result.push_back({at, next, extent});
            at = next;
        }
        return result;
    }

    void require_kept(Lba at, uint64_t kept, uint64_t wanted) const {
        if (kept >= wanted) return;
        const uint64_t missing = uint64_t(bytes_in(end_ - at)) - kept;
        throw Error(Errc::disk_full, fmt::format("{}: the disk is full; at least {} more bytes are needed",
                                                 out_name_, missing));
    }

    bool report(BlockCount done) const { return !progress_ || progress_(done, end_ - first_); }

    void copy(const Stretch& stretch) {
        const File& from = *stretch.extent->file;
        expect(stretch);
        for (Lba at = stretch.first; at < stretch.end;) {
            const BlockCount n = std::min(kCopyChunk, stretch.end - at);
            const auto bytes = uint64_t(bytes_in(n));
            const uint64_t from_offset = stretch.extent->offset + uint64_t(bytes_in(at - stretch.first));
            const uint64_t kept = out_.copy_from(from, from_offset, place_of(at), bytes);
            if (kept < bytes && from.size() < from_offset + bytes)
                throw Error(Errc::io, from.path() + ": ends too early; it was changed while it was copied");
            require_kept(at, kept, bytes);
            out_.start_writeback(place_of(at), bytes);
            at += n;
            if (!report(at - first_)) throw Error(Errc::cancelled, "interrupted; nothing was changed");
        }
    }

    void expect(const Stretch& stretch) {
        for (const PieceSum& piece : known_) {
            if (piece.first < stretch.first || piece.first >= stretch.end) continue;
            out_.expect_copy(place_of(piece.first), uint64_t(bytes_in(piece.length)), piece.crc);
            sums_.push_back(piece);
        }
    }

    void pass(const Stretch& stretch, const std::vector<Lba>& cuts) {
        TransferOptions options;
        if (progress_)
            options.progress = [&](BlockCount done, BlockCount) {
                return report(stretch.first - first_ + done);
            };
        const auto made = transfer(
            source_, stretch.first, stretch.end, cuts, [this](Lba at, Bytes blocks) { write(at, blocks); },
            options);
        sums_.insert(sums_.end(), made.begin(), made.end());
    }

    // Called by several threads, each for blocks of its own.
    void write(Lba at, Bytes blocks) {
        const uint64_t place = place_of(at), end = place + blocks.size();
        require_kept(at, out_.write_at(place, blocks), blocks.size());
        const uint64_t window = end / kWritebackWindow;
        if (place / kWritebackWindow != window)
            out_.start_writeback((window - 1) * kWritebackWindow, kWritebackWindow);
    }

    File& out_;
    const std::string& out_name_;
    const uint64_t offset_;
    const BlockSource& source_;
    const Lba first_;
    const Lba end_;
    std::vector<PieceSum> known_; // ascending
    const BlockProgress& progress_;
    std::vector<PieceSum> sums_;
};

} // namespace

std::vector<PieceSum> write_audio(File& out, const std::string& out_name, uint64_t offset,
                                  const BlockSource& source, Lba first, const std::vector<Lba>& cuts,
                                  const BlockProgress& progress) {
    return AudioWriter(out, out_name, offset, source, first, progress).run(cuts);
}

} // namespace redbook
