#include "redbook/disc/relocated.h"

#include <algorithm>
#include <utility>

#include "redbook/base/crc.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

class RelocatedSource final : public BlockSource {
  public:
    RelocatedSource(std::unique_ptr<BlockSource> source, std::vector<Move> moves, Lba end)
        : source_(std::move(source)), moves_(std::move(moves)), end_(end) {}

    Lba end() const override { return end_; }

    void read(Lba first, std::span<std::byte> out) override {
        const Lba end = first + BlockCount{int32_t(out.size() / kBlockBytes)};
        std::fill(out.begin(), out.end(), std::byte{0});
        for (const Move& move : moves_) {
            const Lba a = std::max(first, move.to), b = std::min(end, move.end());
            if (a >= b) continue;
            source_->read(move.from + (a - move.to),
                          out.subspan(size_t(bytes_in(a - first)), size_t(bytes_in(b - a))));
        }
    }

    std::unique_ptr<BlockSource> clone() const override {
        return std::make_unique<RelocatedSource>(source_->clone(), moves_, end_);
    }

    std::vector<Lba> seams() const override {
        std::vector<Lba> seams;
        for (const Lba seam : source_->seams())
            for (const Move& move : moves_)
                if (seam >= move.from && seam < move.from + move.length)
                    seams.push_back(move.to + (seam - move.from));
        return seams;
    }

    std::optional<Extent> extent(Lba first) const override {
        for (const Move& move : moves_) {
            if (first < move.to || first >= move.end()) continue;
            auto extent = source_->extent(move.from + (first - move.to));
            if (extent) extent->length = std::min(extent->length, move.end() - first);
            return extent;
        }
        return std::nullopt;
    }

    std::vector<PieceSum> known_sums() const override {
        std::vector<PieceSum> sums;
        for (PieceSum sum : source_->known_sums())
            for (const Move& move : moves_) {
                if (sum.first < move.from || sum.first + sum.length > move.from + move.length) continue;
                sums.push_back({move.to + (sum.first - move.from), sum.length, sum.crc});
            }
        if (!sums.empty()) add_silence(sums);
        return sums;
    }

    std::vector<std::string> warnings() const override { return source_->warnings(); }
    void require_unchanged() const override { source_->require_unchanged(); }

    std::vector<Unread> unread() const override {
        std::vector<Unread> moved;
        for (const Move& move : moves_)
            for (const Unread& u : source_->unread()) {
                const SampleCount first = std::max(u.first, samples_in(move.from - Lba{0}));
                const SampleCount end =
                    std::min(u.first + u.length, samples_in(move.from + move.length - Lba{0}));
                if (first < end)
                    moved.push_back({first + samples_in(move.to - move.from), end - first, u.why});
            }
        return moved;
    }

  private:
    // The sums of what lies between the moves, so that those of a source that knows all of its own are
    // complete.
    void add_silence(std::vector<PieceSum>& sums) const {
        Lba at = kProgramStart;
        const auto silent_up_to = [&](Lba end) {
            if (at < end) sums.push_back({at, end - at, crc32_of_zeros(uint64_t(bytes_in(end - at)))});
        };
        for (const Move& move : moves_) {
            silent_up_to(move.to);
            at = move.end();
        }
        silent_up_to(end_);
        std::sort(sums.begin(), sums.end(),
                  [](const PieceSum& a, const PieceSum& b) { return a.first < b.first; });
    }

    std::unique_ptr<BlockSource> source_;
    std::vector<Move> moves_;
    Lba end_;
};

} // namespace

std::unique_ptr<BlockSource> relocate(std::unique_ptr<BlockSource> source, std::vector<Move> moves,
                                      Lba lead_out) {
    return std::make_unique<RelocatedSource>(std::move(source), std::move(moves), lead_out);
}

std::unique_ptr<BlockSource> relocate(const BlockSource& source, const Disc& from, const Disc& to) {
    const Layout old_layout = layout_of(from), new_layout = layout_of(to);
    if (old_layout == new_layout) return source.clone(); // with all that it can reach
    std::vector<Move> moves;
    for (size_t k = 0; k < old_layout.tracks.size(); ++k) {
        const TrackSpan& span = old_layout.tracks[k];
        moves.push_back({new_layout.tracks[k].audio, span.audio, span.audio_end - span.audio});
    }
    return relocate(source.clone(), std::move(moves), new_layout.lead_out);
}

} // namespace redbook
