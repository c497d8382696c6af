#include "redbook/disc/data_tracks.h"

#include <algorithm>
#include <utility>

#include "redbook/disc/layout.h"

namespace redbook {
namespace {

class PieceSource final : public BlockSource {
  public:
    PieceSource(std::unique_ptr<BlockSource> source, std::vector<AudioPiece> pieces, Lba lead_out)
        : source_(std::move(source)), pieces_(std::move(pieces)), end_(lead_out) {}

    Lba end() const override { return end_; }

    void read(Lba first, std::span<std::byte> out) override {
        std::ranges::fill(out, std::byte{0});
        const Lba end = first + BlockCount{int32_t(out.size() / kBlockBytes)};
        for (const AudioPiece& piece : pieces_) {
            const Lba from = std::max(first, piece.at), to = std::min(end, piece.at + piece.length);
            if (from < to)
                source_->read(piece.on_disc + (from - piece.at),
                              out.subspan(size_t(bytes_in(from - first)), size_t(bytes_in(to - from))));
        }
    }

    std::unique_ptr<BlockSource> clone() const override {
        return std::make_unique<PieceSource>(source_->clone(), pieces_, end_);
    }

    std::vector<Lba> seams() const override {
        std::vector<Lba> seams;
        for (const AudioPiece& piece : pieces_) seams.push_back(piece.at);
        return seams;
    }

    std::vector<std::string> warnings() const override { return source_->warnings(); }

    std::vector<Unread> unread() const override {
        std::vector<Unread> result;
        for (const Unread& there : source_->unread())
            for (const AudioPiece& piece : pieces_) {
                const SampleCount begin = samples_in(piece.on_disc - Lba{0});
                const SampleCount from = std::max(begin, there.first);
                const SampleCount to = std::min(begin + samples_in(piece.length), there.first + there.length);
                if (from < to)
                    result.push_back({from - samples_in(piece.on_disc - piece.at), to - from, there.why});
            }
        return result;
    }

    void require_unchanged() const override { source_->require_unchanged(); }

  private:
    std::unique_ptr<BlockSource> source_;
    std::vector<AudioPiece> pieces_;
    Lba end_;
};

} // namespace

AudioAlone audio_alone(const Disc& whole, const std::vector<bool>& is_data) {
    const Layout layout = layout_of(whole);
    AudioAlone alone{whole, {}, {}};
    alone.disc.tracks.clear();
    std::vector<DataTrack> data;
    for (size_t k = 0; k < whole.tracks.size(); ++k) {
        const TrackSpan& span = layout.tracks[k];
        const bool after_data = k > 0 && is_data[k - 1];
        if (is_data[k]) {
            const BlockCount gap = after_data ? BlockCount{0} : span.index01 - std::max(span.start, Lba{0});
            data.push_back({alone.disc.tracks.size(), gap, layout.next_index01(k) - span.index01});
            continue;
        }
        if (alone.tracks.empty()) alone.disc.first_track = whole.number_of(k);
        alone.tracks.push_back(k);
        Track& track = alone.disc.tracks.emplace_back(whole.tracks[k]);
        if (after_data) track.pause = kFirstPause, track.pregap = {};
    }
    const Layout moved = layout_of(alone.disc);
    for (size_t i = 0; i < alone.tracks.size(); ++i) {
        const TrackSpan& to = moved.tracks[i];
        const Lba on_disc = layout.tracks[alone.tracks[i]].index01 - (to.index01 - to.audio);
        alone.pieces.push_back({to.audio, on_disc, to.end - to.audio});
    }
    data.insert(data.end(), whole.data.begin(), whole.data.end());
    for (DataTrack& track : data) track.before = std::min(track.before, alone.disc.tracks.size());
    alone.disc.data = std::move(data);
    return alone;
}

std::unique_ptr<BlockSource> pieces_of(std::unique_ptr<BlockSource> source, std::vector<AudioPiece> pieces,
                                       Lba lead_out) {
    return std::make_unique<PieceSource>(std::move(source), std::move(pieces), lead_out);
}

} // namespace redbook
