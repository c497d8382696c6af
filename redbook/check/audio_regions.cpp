#include "redbook/check/audio_regions.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/disc/layout.h"

namespace redbook {
namespace {

std::string audio_item(int track) { return fmt::format("audio of track {}", track); }

AudioPlan told(int track, const std::string& detail) {
    return {{audio_item(track), ItemState::differs, detail}};
}

BlockCount index00_length(const TrackSpan& s) { return s.index01 - s.start; }
BlockCount toc_length(const TrackSpan& s) { return s.end - s.index01; }
bool has_pregap_audio(const TrackSpan& s) { return s.audio < s.index01; }

bool has_audio_before_zero(const Layout& layout) {
    return !layout.tracks.empty() && layout.tracks[0].audio < std::min(layout.tracks[0].index01, Lba{0});
}

class Planner {
  public:
    Planner(const Side& a, const Side& b)
        : a_(a), b_(b), in_a_(layout_of(a.disc)), in_b_(layout_of(b.disc)), same_toc_(same_toc()) {}

    std::vector<AudioPlan> plans() const {
        std::vector<AudioPlan> plans;
        if (!reaches_before_zero()) plans.push_back(before_zero());
        const size_t most = std::max(in_a_.tracks.size(), in_b_.tracks.size());
        for (size_t k = 0; k < most; ++k) plans.push_back(track(k));
        return plans;
    }

  private:
    bool same_toc() const {
        const auto same = [](const TrackSpan& x, const TrackSpan& y) { return x.index01 == y.index01; };
        return in_a_.lead_out == in_b_.lead_out && std::equal(in_a_.tracks.begin(), in_a_.tracks.end(),
                                                              in_b_.tracks.begin(), in_b_.tracks.end(), same);
    }

    // False if one side has audio there and the other cannot hold any.
    bool reaches_before_zero() const {
        return (a_.holds.first_150 || !has_audio_before_zero(in_b_)) &&
               (b_.holds.first_150 || !has_audio_before_zero(in_a_));
    }

    AudioPlan before_zero() const {
        const auto& cannot = a_.holds.first_150 ? b_ : a_;
        return {{"audio before 00:02:00", ItemState::not_checkable, cannot.name + " cannot hold it"}, {}};
    }

    AudioPlan track(size_t k) const {
        const int number = a_.disc.number_of(k);
        if (k >= in_a_.tracks.size()) return told(number, "only " + b_.name + " has it");
        if (k >= in_b_.tracks.size()) return told(number, "only " + a_.name + " has it");
        return same_toc_ ? AudioPlan{{audio_item(number), {}, {}}, {region(k, in_a_.tracks[k].start)}}
                         : moved(k);
    }

    // The TOCs differ: the track is compared with its namesake if the two are of one shape.
    AudioPlan moved(size_t k) const {
        const TrackSpan &x = in_a_.tracks[k], &y = in_b_.tracks[k];
        const int number = a_.disc.number_of(k);
        if (toc_length(x) != toc_length(y))
            return told(number, fmt::format("it is {} long in {}, {} in {}", msf_text(toc_length(x)), a_.name,
                                            msf_text(toc_length(y)), b_.name));
        const bool same_start = index00_length(x) == index00_length(y);
        if (!same_start && (has_pregap_audio(x) || has_pregap_audio(y)))
            return told(number,
                        fmt::format("its pregap is {} long in {}, {} in {}", msf_text(index00_length(x)),
                                    a_.name, msf_text(index00_length(y)), b_.name));
        return {{audio_item(number), {}, {}}, {region(k, same_start ? x.start : x.index01)}};
    }

    AudioRegion region(size_t k, Lba first) const {
        const TrackSpan& x = in_a_.tracks[k];
        const BlockCount shift = in_b_.tracks[k].index01 - x.index01;
        if (!a_.holds.first_150 || !b_.holds.first_150) first = std::max(first, std::min(x.index01, Lba{0}));
        Lba end = x.end;
        if (has_run_out(a_, k)) end = x.audio_end;
        if (has_run_out(b_, k)) end = std::min(end, in_b_.tracks[k].audio_end - shift);
        return {a_.disc.number_of(k), x.start, x.index01, first, end, shift};
    }

    static bool has_run_out(const Side& side, size_t k) {
        return side.run_out && side.disc.tracks[k].postgap > BlockCount{0};
    }

    const Side &a_, &b_;
    Layout in_a_, in_b_;
    bool same_toc_;
};

SampleCount begin_of(const AudioRegion& r) { return samples_in(r.first - Lba{0}); }
SampleCount end_of(const AudioRegion& r) { return samples_in(r.end - Lba{0}); }

} // namespace

std::vector<AudioPlan> plan_audio(const Side& a, const Side& b) { return Planner(a, b).plans(); }

std::vector<Unread> within(const AudioRegion& region, const std::vector<Unread>& samples) {
    std::vector<Unread> inside;
    for (const Unread& u : samples) {
        const SampleCount first = std::max(u.first, begin_of(region));
        const SampleCount end = std::min(u.first + u.length, end_of(region));
        if (first < end) inside.push_back({first, end - first, u.why});
    }
    return inside;
}

std::vector<AudioRegion> cut_around(const AudioRegion& region, const std::vector<Unread>& samples) {
    std::vector<Lba> cuts{region.end};
    for (const Unread& u : within(region, samples)) {
        const auto from_region = [&](SampleCount n) { return n - begin_of(region); };
        cuts.push_back(region.first + whole_blocks(from_region(u.first)));
        cuts.push_back(region.first + blocks_rounded_up(from_region(u.first + u.length)));
    }
    std::ranges::sort(cuts);
    std::vector<AudioRegion> parts;
    Lba at = region.first;
    for (const Lba cut : cuts) {
        if (cut <= at) continue;
        parts.push_back(region);
        parts.back().first = at;
        parts.back().end = at = cut;
    }
    return parts;
}

std::string place_of(const AudioRegion& r, int64_t byte) {
    const Lba at = r.first + BlockCount{int32_t(byte / kBlockBytes)};
    if (at < r.index01)
        return fmt::format("pregap of track {}, {} before INDEX 01 (byte {} of the pregap)", r.track,
                           msf_text(r.index01 - at), byte + bytes_in(r.first - r.index00));
    return fmt::format("track {} at {} (byte {} of the track)", r.track, msf_text(at - r.index01),
                       byte + bytes_in(r.first - r.index01));
}

} // namespace redbook
