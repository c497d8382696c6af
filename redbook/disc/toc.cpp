#include "redbook/disc/toc.h"

#include <algorithm>

#include "redbook/disc/layout.h"

namespace redbook {
namespace {

// Audio and data, front to back, at the addresses that they share.
class TocBuilder {
  public:
    explicit TocBuilder(const Disc& disc)
        : disc_(disc),
          layout_(layout_of(disc)),
          number_(disc.first_track -
                  int(std::ranges::count_if(disc.data, [](const DataTrack& d) { return d.before == 0; }))) {}

    TocWithData run() {
        for (size_t k = 0; k < disc_.tracks.size(); ++k) {
            add_data_before(k);
            const TrackSpan& span = layout_.tracks[k];
            if (after_data_) moved_ = end_ - span.index01;
            add(control_nibble(disc_.tracks[k].flags), span.index01 + moved_);
            end_ = span.end + moved_;
            after_data_ = false;
        }
        add_data_before(disc_.tracks.size());
        result_.toc.lead_out = end_;
        return std::move(result_);
    }

  private:
    void add(uint8_t control, Lba start) {
        result_.toc.entries.push_back({number_++, control, start});
        result_.starts_known = result_.lead_out_known;
    }

    void add_data_before(size_t track) {
        for (const DataTrack& data : disc_.data) {
            if (data.before != track) continue;
            end_ += data.gap;
            add(kDataControl, end_);
            end_ += data.length.value_or(BlockCount{0});
            result_.lead_out_known = result_.lead_out_known && data.length;
            after_data_ = true;
        }
    }

    const Disc& disc_;
    const Layout layout_;
    TocWithData result_;
    int number_;
    Lba end_{0};         // of what was added last
    BlockCount moved_{}; // from the addresses of the audio alone to those with data
    bool after_data_ = false;
};

} // namespace

Toc toc_of(const Disc& disc) {
    const Layout layout = layout_of(disc);
    Toc toc{{}, layout.lead_out};
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        toc.entries.push_back(
            {disc.number_of(k), control_nibble(disc.tracks[k].flags), layout.tracks[k].index01});
    return toc;
}

TocWithData toc_with_data(const Disc& disc) { return TocBuilder(disc).run(); }

void FurtherSessions::add(int point, int control, Lba at) {
    if (point == kPointOfLeadOut) toc_.lead_out = std::max(toc_.lead_out, at);
    if (point >= 1 && point <= kMostTracks) toc_.entries.push_back({point, uint8_t(control), at});
}

std::optional<std::vector<DataTrack>> FurtherSessions::data_after(const Toc& first_session) const {
    if (toc_.entries.empty()) return std::nullopt;
    std::vector<DataTrack> tracks;
    Lba end = first_session.lead_out;
    int number = first_session.entries.back().number;
    for (size_t i = 0; i < toc_.entries.size(); ++i) {
        const TocEntry& entry = toc_.entries[i];
        const Lba next = i + 1 < toc_.entries.size() ? toc_.entries[i + 1].start : toc_.lead_out;
        if (!(entry.control & kDataControl) || entry.number != ++number || entry.start < end)
            return std::nullopt;
        tracks.push_back({first_session.entries.size(), entry.start - end, std::nullopt});
        if (next > entry.start) tracks.back().length = next - entry.start;
        end = std::max(next, entry.start);
    }
    return tracks;
}

std::vector<int> data_track_numbers(const Disc& disc) {
    std::vector<int> numbers;
    for (const TocEntry& entry : toc_with_data(disc).toc.entries)
        if (entry.control & kDataControl) numbers.push_back(entry.number);
    return numbers;
}

} // namespace redbook
