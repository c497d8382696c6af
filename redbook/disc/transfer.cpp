#include "redbook/disc/transfer.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/base/parallel.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

constexpr BlockCount kPieceWithoutSeams{4500}; // a minute: small enough to share out, large enough to read on

// What one thread reads forward on one clone: the pieces between two seams.
struct Region {
    size_t first_piece = 0, end_piece = 0;
    BlockCount length;
};

void sort_unique(std::vector<Lba>& points) {
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
}

std::vector<Lba> inside(const std::vector<Lba>& points, Lba first, Lba end) {
    std::vector<Lba> result;
    std::copy_if(points.begin(), points.end(), std::back_inserter(result),
                 [&](Lba p) { return p > first && p < end; });
    return result;
}

std::vector<PieceSum> cut(Lba first, Lba end, std::vector<Lba> points) {
    points.push_back(first);
    points.push_back(end);
    sort_unique(points);
    std::vector<PieceSum> pieces;
    for (size_t i = 0; i + 1 < points.size(); ++i)
        pieces.push_back({points[i], points[i + 1] - points[i], 0});
    return pieces;
}

std::vector<Region> regions_of(const std::vector<PieceSum>& pieces, const std::vector<Lba>& seams) {
    std::vector<Region> regions;
    for (size_t i = 0; i < pieces.size(); ++i) {
        const bool at_seam = std::binary_search(seams.begin(), seams.end(), pieces[i].first);
        if (regions.empty() || at_seam) regions.push_back({i, i, {}});
        regions.back().end_piece = i + 1;
        regions.back().length += pieces[i].length;
    }
    return regions;
}

// The shared side of one transfer: hands out regions, gathers progress and errors.
class Work {
  public:
    Work(std::vector<PieceSum>& pieces, std::vector<Region> regions, const BlockSink& sink,
         const TransferOptions& options)
        : pieces_(pieces),
          regions_(std::move(regions)),
          sink_(sink),
          options_(options),
          errors_(regions_.size()) {
        for (const Region& r : regions_) total_ += r.length;
        for (size_t i = 0; i < regions_.size(); ++i) order_.push_back(i);
        // The longest first, so that no thread is left alone with a long one at the end.
        std::stable_sort(order_.begin(), order_.end(),
                         [&](size_t a, size_t b) { return regions_[a].length > regions_[b].length; });
    }

    void run(BlockSource& source) {
        for (size_t taken; (taken = next_++) < order_.size();) {
            const size_t region = order_[taken];
            try {
                for (size_t i = regions_[region].first_piece; i < regions_[region].end_piece; ++i)
                    if (!run_piece(source, region, pieces_[i])) return;
            } catch (...) {
                note_error(region);
            }
        }
    }

    void finish() {
        for (const std::exception_ptr& error : errors_)
            if (error) std::rethrow_exception(error);
        if (cancelled_) throw Error(Errc::cancelled, "interrupted; nothing was changed");
    }

  private:
    // False when the work is over: cancelled, or an error lies earlier on the disc.
    bool run_piece(BlockSource& source, size_t region, PieceSum& piece) {
        std::vector<std::byte> buffer(size_t(bytes_in(std::min(options_.chunk, piece.length))));
        const Lba end = piece.first + piece.length;
        for (Lba at = piece.first; at < end;) {
            if (cancelled_ || region > first_failed_) return !cancelled_;
            const BlockCount n = std::min(options_.chunk, end - at);
            const auto blocks = std::span(buffer).first(size_t(bytes_in(n)));
            source.read(at, blocks);
            piece.crc = crc32(blocks, piece.crc);
            if (sink_) sink_(at, blocks);
            at += n;
            report(n);
        }
        return true;
    }

    void report(BlockCount n) {
        if (!options_.progress) return;
        const std::lock_guard lock(progress_mutex_);
        done_ += n;
        if (!cancelled_ && !options_.progress(done_, total_)) cancelled_ = true;
    }

    void note_error(size_t region) {
        errors_[region] = std::current_exception();
        size_t first = first_failed_;
        while (region < first && !first_failed_.compare_exchange_weak(first, region)) {}
    }

    std::vector<PieceSum>& pieces_;
    const std::vector<Region> regions_;
    const BlockSink& sink_;
    const TransferOptions& options_;
    std::vector<size_t> order_;
    std::vector<std::exception_ptr> errors_; // one a region, written by the thread that has it
    std::atomic<size_t> next_{0};
    std::atomic<size_t> first_failed_{SIZE_MAX};
    std::atomic<bool> cancelled_{false};
    std::mutex progress_mutex_;
    BlockCount done_{}, total_{};
};

} // namespace

std::vector<PieceSum> transfer(const BlockSource& source, Lba first, Lba end, std::vector<Lba> cuts,
                               const BlockSink& sink, const TransferOptions& options) {
    if (first >= end) return {};
    std::vector<Lba> seams = source.seams();
    if (seams.empty())
        for (Lba at = first; at < end; at += kPieceWithoutSeams) seams.push_back(at);
    std::sort(seams.begin(), seams.end());
    cuts.insert(cuts.end(), seams.begin(), seams.end());
    std::vector<PieceSum> pieces = cut(first, end, inside(cuts, first, end));
    std::vector<Region> regions = regions_of(pieces, seams);
    const int wanted = options.threads > 0 ? options.threads : default_threads();
    const int threads = std::min(wanted, int(regions.size()));
    Work work(pieces, std::move(regions), sink, options);
    std::vector<std::unique_ptr<BlockSource>> clones;
    for (int i = 0; i < threads; ++i) clones.push_back(source.clone());
    parallel(clones.size(), threads, [&](size_t i) { work.run(*clones[i]); });
    work.finish();
    source.require_unchanged();
    return pieces;
}

std::vector<Lba> track_cuts(const Disc& disc) {
    std::vector<Lba> cuts{Lba{0}};
    for (const TrackSpan& span : layout_of(disc).tracks)
        cuts.insert(cuts.end(), {span.start, span.audio, span.index01, span.audio_end, span.end});
    sort_unique(cuts);
    return cuts;
}

std::optional<uint32_t> sum_over(const std::vector<PieceSum>& pieces, Lba first, Lba end) {
    uint32_t crc = 0;
    Lba at = first;
    for (const PieceSum& piece : pieces) {
        if (piece.first < at || at == end) continue;
        if (piece.first != at || piece.first + piece.length > end) return std::nullopt;
        crc = crc32_concat(crc, piece.crc, uint64_t(bytes_in(piece.length)));
        at = piece.first + piece.length;
    }
    return at == end ? std::optional(crc) : std::nullopt;
}

} // namespace redbook
