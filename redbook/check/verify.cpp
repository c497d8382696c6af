#include "redbook/check/verify.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

// What is compared of a track's audio: [first, end) of a, and as many blocks of b `shift` further on.
struct Region {
    int track = 0; // number
    Lba index00, index01, first, end;
    BlockCount shift;
};

// An item of audio: a verdict that stands without reading, or a region to be read.
struct Plan {
    Item item;
    std::optional<Region> region;
};

std::string audio_item(int track) { return fmt::format("audio of track {}", track); }

Plan told(int track, const std::string& detail) {
    return {{audio_item(track), ItemState::differs, detail}, {}};
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

    std::vector<Plan> plans() const {
        std::vector<Plan> plans;
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

    Plan before_zero() const {
        const auto& cannot = a_.holds.first_150 ? b_ : a_;
        return {{"audio before 00:02:00", ItemState::not_checkable, cannot.name + " cannot hold it"}, {}};
    }

    Plan track(size_t k) const {
        const int number = a_.disc.number_of(k);
        if (k >= in_a_.tracks.size()) return told(number, "only " + b_.name + " has it");
        if (k >= in_b_.tracks.size()) return told(number, "only " + a_.name + " has it");
        return same_toc_ ? Plan{{audio_item(number), {}, {}}, region(k, in_a_.tracks[k].start)} : moved(k);
    }

    // The TOCs differ: the track is compared with its namesake if the two are of one shape.
    Plan moved(size_t k) const {
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
        return {{audio_item(number), {}, {}}, region(k, same_start ? x.start : x.index01)};
    }

    Region region(size_t k, Lba first) const {
        const TrackSpan& x = in_a_.tracks[k];
        if (!reaches_before_zero()) first = std::max(first, std::min(x.index01, Lba{0}));
        const bool run_out = a_.run_out && a_.disc.tracks[k].postgap == kRunOut;
        return {a_.disc.number_of(k),
                x.start,
                x.index01,
                first,
                run_out ? x.audio_end : x.end,
                in_b_.tracks[k].index01 - x.index01};
    }

    const Side &a_, &b_;
    Layout in_a_, in_b_;
    bool same_toc_;
};

// Adds what is known of silence that the disc describes.
std::vector<PieceSum> with_silence(std::vector<PieceSum> sums, const Disc& disc) {
    const auto add = [&](Lba first, Lba end) {
        const auto overlaps = [&](const PieceSum& p) { return p.first < end && first < p.first + p.length; };
        if (first < end && std::none_of(sums.begin(), sums.end(), overlaps))
            sums.push_back({first, end - first, crc32_of_zeros(uint64_t(bytes_in(end - first)))});
    };
    for (const TrackSpan& s : layout_of(disc).tracks) {
        add(s.start, s.audio);
        add(s.audio_end, s.end);
    }
    std::sort(sums.begin(), sums.end(),
              [](const PieceSum& x, const PieceSum& y) { return x.first < y.first; });
    return sums;
}

std::vector<Region> regions_of(const std::vector<Plan>& plans) {
    std::vector<Region> regions;
    for (const Plan& p : plans)
        if (p.region) regions.push_back(*p.region);
    return regions;
}

std::vector<Region> shifted(std::vector<Region> regions) {
    for (Region& r : regions) r.first += r.shift, r.end += r.shift;
    return regions;
}

// One side's checksums of the regions, and the reading they take.
class SideSums {
  public:
    SideSums(const Side& side, std::vector<Region> regions, bool trust_sums)
        : side_(side), regions_(std::move(regions)) {
        if (trust_sums || side.audio == nullptr) sums_ = with_silence(side.sums, side.disc);
        const auto known = [&](const Region& r) { return sum_over(sums_, r.first, r.end).has_value(); };
        reads_ = side.audio != nullptr && !std::all_of(regions_.begin(), regions_.end(), known);
    }

    BlockCount to_read() const {
        return reads_ ? regions_.back().end - regions_.front().first : BlockCount{0};
    }

    void read(const TransferOptions& options) {
        if (!reads_) return;
        std::vector<Lba> cuts;
        for (const Region& r : regions_) cuts.insert(cuts.end(), {r.first, r.end});
        sums_ = transfer(*side_.audio, regions_.front().first, regions_.back().end, cuts, {}, options);
    }

    std::optional<uint32_t> of(Lba first, Lba end) const { return sum_over(sums_, first, end); }

  private:
    const Side& side_;
    std::vector<Region> regions_;
    std::vector<PieceSum> sums_;
    bool reads_;
};

TransferOptions part_of(const TransferOptions& options, BlockCount before, BlockCount total) {
    TransferOptions part = options;
    if (options.progress)
        part.progress = [&options, before, total](BlockCount done, BlockCount) {
            return options.progress(before + done, total);
        };
    return part;
}

struct Difference {
    int64_t byte; // from the beginning of the region
    std::byte a, b;
};

std::optional<Difference> first_difference_in(const Region& r, const BlockSource& a, const BlockSource& b) {
    const auto from_a = a.clone(), from_b = b.clone();
    std::vector<std::byte> x, y;
    for (Lba at = r.first; at < r.end; at += BlockCount{kBlocksPerSecond}) {
        const BlockCount n = std::min(r.end - at, BlockCount{kBlocksPerSecond});
        x.resize(size_t(bytes_in(n)));
        y.resize(x.size());
        from_a->read(at, x);
        from_b->read(at + r.shift, y);
        const auto [in_x, in_y] = std::mismatch(x.begin(), x.end(), y.begin());
        if (in_x != x.end()) return Difference{bytes_in(at - r.first) + (in_x - x.begin()), *in_x, *in_y};
    }
    return std::nullopt;
}

std::string place_of(const Region& r, int64_t byte) {
    const Lba at = r.first + BlockCount{int32_t(byte / kBlockBytes)};
    if (at < r.index01)
        return fmt::format("pregap of track {}, {} before INDEX 01 (byte {} of the pregap)", r.track,
                           msf_text(r.index01 - at), byte + bytes_in(r.first - r.index00));
    return fmt::format("track {} at {} (byte {} of the track)", r.track, msf_text(at - r.index01),
                       byte + bytes_in(r.first - r.index01));
}

std::string describe(const Region& r, const Side& a, uint32_t sum_a, const Side& b, uint32_t sum_b) {
    if (a.audio != nullptr && b.audio != nullptr)
        if (const auto d = first_difference_in(r, *a.audio, *b.audio))
            return fmt::format("{}: {} has {:#04x}, {} has {:#04x}", place_of(r, d->byte), a.name, int(d->a),
                               b.name, int(d->b));
    return fmt::format("its checksum is {:08X} in {}, {:08X} in {}", sum_a, a.name, sum_b, b.name);
}

Item judged(const Plan& plan, const Side& a, const SideSums& in_a, const Side& b, const SideSums& in_b) {
    Item item = plan.item;
    if (!plan.region) return item;
    const Region& r = *plan.region;
    const auto x = in_a.of(r.first, r.end), y = in_b.of(r.first + r.shift, r.end + r.shift);
    if (!x || !y) {
        item.state = ItemState::not_checkable;
        item.detail = fmt::format("there is neither audio nor a checksum of {}", (x ? b : a).name);
    } else if (*x != *y) {
        item.state = ItemState::differs;
        item.detail = describe(r, a, *x, b, *y);
    }
    return item;
}

std::vector<Item> compare_audio(const Side& a, const Side& b, const TransferOptions& options) {
    if (!a.holds.audio && !b.holds.audio) return {};
    if (!a.holds.audio || !b.holds.audio)
        return {{"audio", ItemState::not_checkable, (a.holds.audio ? b : a).name + " cannot hold it"}};
    const std::vector<Plan> plans = Planner(a, b).plans();
    const std::vector<Region> regions = regions_of(plans);
    SideSums in_a(a, regions, true), in_b(b, shifted(regions), false);
    const BlockCount total = in_a.to_read() + in_b.to_read();
    in_a.read(part_of(options, BlockCount{0}, total));
    in_b.read(part_of(options, in_a.to_read(), total));
    std::vector<Item> items;
    for (const Plan& p : plans) items.push_back(judged(p, a, in_a, b, in_b));
    return items;
}

bool any(const std::vector<Item>& items, ItemState state) {
    return std::any_of(items.begin(), items.end(), [&](const Item& i) { return i.state == state; });
}

} // namespace

const Item* Comparison::first_difference() const {
    const auto it =
        std::find_if(items.begin(), items.end(), [](const Item& i) { return i.state == ItemState::differs; });
    return it == items.end() ? nullptr : &*it;
}

std::string_view to_string(Verdict verdict) {
    constexpr std::string_view kWords[] = {"verified", "differs", "not verified"};
    return kWords[size_t(verdict)];
}

std::string_view to_string(ItemState state) {
    constexpr std::string_view kWords[] = {"equal", "differs", "not checkable"};
    return kWords[size_t(state)];
}

Comparison compare(const Side& a, const Side& b, const TransferOptions& options) {
    Comparison result{compare_descriptions(a, b), Verdict::verified};
    if (const auto subchannel = compare_subchannels(a, b)) result.items.push_back(*subchannel);
    const std::vector<Item> audio = compare_audio(a, b, options);
    result.items.insert(result.items.end(), audio.begin(), audio.end());
    if (any(audio, ItemState::not_checkable)) result.verdict = Verdict::not_verified;
    if (result.first_difference() != nullptr) result.verdict = Verdict::differs;
    return result;
}

} // namespace redbook
