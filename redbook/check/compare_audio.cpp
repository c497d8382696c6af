#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/check/audio_regions.h"
#include "redbook/check/offset.h"
#include "redbook/check/verify.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/shifted.h"

namespace redbook {
namespace {

// Adds what is known of silence that the disc describes.
std::vector<PieceSum> with_silence(std::vector<PieceSum> sums, const Disc& disc) {
    const auto add = [&](Lba first, Lba end) {
        const auto overlaps = [&](const PieceSum& p) { return p.first < end && first < p.first + p.length; };
        if (first < end && std::none_of(sums.begin(), sums.end(), overlaps))
            sums.push_back({first, end - first, crc32_of_zeros(uint64_t(bytes_in(end - first)))});
    };
    for (const TrackSpan& s : layout_of(disc).tracks) {
        add(s.start, std::min(s.audio, std::max(s.start, Lba{0}))); // comparing may begin at LBA 0
        add(std::max(s.start, Lba{0}), s.audio);
        add(s.audio_end, s.end);
    }
    std::sort(sums.begin(), sums.end(),
              [](const PieceSum& x, const PieceSum& y) { return x.first < y.first; });
    return sums;
}

// Blocks of one side.
struct Run {
    Lba first, end;
};
Run in_a(const AudioRegion& r) { return {r.first, r.end}; }
Run in_b(const AudioRegion& r) { return {r.first + r.shift, r.end + r.shift}; }

// A drive is off by some samples, tells now and then something wrong, and stumbles over what no one recorded.
bool is_drive(const Side& side) { return !side.holds.sample_exact; }

TransferOptions part_of(const TransferOptions& options, BlockCount before, BlockCount total) {
    TransferOptions part = options;
    if (options.progress)
        part.progress = [&options, before, total](BlockCount done, BlockCount) {
            return options.progress(before + done, total);
        };
    return part;
}

// One side's checksums of the regions, and the reading they take.
class SideSums {
  public:
    SideSums(const Side& side, const std::vector<AudioRegion>& regions, Run (*in_side)(const AudioRegion&),
             bool trust_sums)
        : side_(side) {
        if (trust_sums || side.audio == nullptr) sums_ = with_silence(side.sums, side.disc);
        if (side.audio == nullptr) return;
        bool goes_on = false; // the region before is read, too
        for (const AudioRegion& region : regions) {
            const Run r = in_side(region);
            const bool known = of(r).has_value();
            if (!known) add(r, goes_on);
            goes_on = !known;
        }
    }

    BlockCount to_read() const {
        BlockCount total{0};
        for (const Run& r : unknown_) total += r.end - r.first;
        return total;
    }

    void read(const TransferOptions& options) {
        BlockCount done{0};
        for (const Run& r : unknown_) {
            std::erase_if(sums_,
                          [&](const PieceSum& p) { return p.first < r.end && p.first + p.length > r.first; });
            const auto sums = transfer(*side_.audio, r.first, r.end, cuts_, {}, part_of(options, done, {}));
            sums_.insert(sums_.end(), sums.begin(), sums.end());
            done += r.end - r.first;
        }
        std::ranges::sort(sums_, {}, &PieceSum::first);
    }

    std::optional<uint32_t> of(const Run& r) const { return sum_over(sums_, r.first, r.end); }

  private:
    // In one go with the region before, also over the run-out between them, unless that could not be read.
    void add(const Run& r, bool goes_on) {
        cuts_.insert(cuts_.end(), {r.first, r.end});
        if (goes_on && (!is_drive(side_) || unknown_.back().end == r.first))
            unknown_.back().end = r.end;
        else
            unknown_.push_back(r);
    }

    const Side& side_;
    std::vector<PieceSum> sums_;
    std::vector<Run> unknown_;
    std::vector<Lba> cuts_;
};

struct Difference {
    int64_t byte; // from the beginning of the region
    std::byte a, b;
};

class Comparer {
  public:
    Comparer(const Side& a, const Side& b, std::vector<AudioPlan> plans)
        : a_(a), b_(b), plans_(std::move(plans)) {
        for (AudioPlan& plan : plans_) {
            std::vector<AudioRegion> parts;
            for (const AudioRegion& r : plan.regions)
                for (const AudioRegion& part : cut_around(r, unread(r))) parts.push_back(part);
            plan.regions = parts;
            regions_.insert(regions_.end(), parts.begin(), parts.end());
        }
    }

    AudioComparison run(const TransferOptions& options) {
        SideSums sums_a(a_, regions_, in_a, true), sums_b(b_, regions_, in_b, false);
        progress_ = options.progress;
        total_ = sums_a.to_read() + sums_b.to_read();
        sums_a.read(part_of(options, BlockCount{0}, total_));
        sums_b.read(part_of(options, sums_a.to_read(), total_));
        done_ = total_;
        for (AudioPlan& plan : plans_) {
            is_all_but_edges_ &= plan.item.state != ItemState::not_checkable;
            for (const AudioRegion& r : plan.regions)
                if (plan.item.state != ItemState::differs)
                    judge(plan.item, r, sums_a.of(in_a(r)), sums_b.of(in_b(r)));
            result_.items.push_back(plan.item);
        }
        result_.unread.alone = is_all_but_edges_ && result_.unread.samples > SampleCount{0};
        return std::move(result_);
    }

  private:
    // Of both sides, in samples of a; what both have not read, once.
    std::vector<Unread> unread(const AudioRegion& r) const {
        std::vector<Unread> all;
        if (a_.audio) all = a_.audio->unread();
        if (b_.audio)
            for (Unread u : b_.audio->unread()) {
                u.first = u.first - samples_in(r.shift);
                all.push_back(u);
            }
        return joined(within(r, all));
    }
    static std::vector<Unread> joined(std::vector<Unread> all) {
        std::vector<Unread> runs;
        std::ranges::sort(all, {}, &Unread::first);
        for (const Unread& u : all) {
            Unread* last = runs.empty() ? nullptr : &runs.back();
            if (last && last->why == u.why && u.first <= last->first + last->length)
                last->length = std::max(last->first + last->length, u.first + u.length) - last->first;
            else
                runs.push_back(u);
        }
        return runs;
    }

    void judge(Item& item, const AudioRegion& r, std::optional<uint32_t> x, std::optional<uint32_t> y) {
        if (x && y && *x == *y && unread(r).empty()) return;
        if (!a_.audio || !b_.audio) return judge_by_sums(item, x, y);
        const BlockCount before = done_;
        const auto d = first_difference(r);
        if (is_doubtful(r)) result_.read_again += done_ - before;
        if (d) {
            item.state = ItemState::differs;
            item.detail = fmt::format("{}: {} has {:#04x}, {} has {:#04x}", place_of(r, d->byte), a_.name,
                                      int(d->a), b_.name, int(d->b));
        } else if (const auto unknown = unread(r); !unknown.empty()) {
            for (const Unread& u : unknown) note(item, r, u);
        } else if (!is_drive(a_) && !is_drive(b_)) { // a drive has told now what it had told wrong before
            judge_by_sums(item, x, y);
        }
    }

    // Blocks of a drive, and not read only because what it cannot return must be left out.
    bool is_doubtful(const AudioRegion& r) const {
        const auto is_edge = [](const Unread& u) { return u.why == Unread::edge; };
        return (is_drive(a_) || is_drive(b_)) && std::ranges::none_of(unread(r), is_edge);
    }

    void judge_by_sums(Item& item, std::optional<uint32_t> x, std::optional<uint32_t> y) {
        if (x && y) {
            item.state = ItemState::differs;
            item.detail = fmt::format("its checksum is {:08X} in {}, {:08X} in {}", *x, a_.name, *y, b_.name);
        } else {
            is_all_but_edges_ = false;
            item.state = ItemState::not_checkable;
            item.detail = fmt::format("there is neither audio nor a checksum of {}", (x ? b_ : a_).name);
        }
    }

    // What is read once more comes on top of what was to be read.
    void tell_progress(BlockCount again) {
        done_ += again;
        if (progress_ && !progress_(done_, total_)) throw Error(Errc::cancelled, "interrupted");
    }

    // Reads once more.
    std::optional<Difference> first_difference(const AudioRegion& r) {
        const auto from_a = a_.audio->clone(), from_b = b_.audio->clone();
        std::vector<std::byte> x, y;
        AudioRegion part = r;
        total_ += r.end - r.first;
        for (; part.first < r.end; part.first = part.end) {
            part.end = std::min(r.end, part.first + BlockCount{kBlocksPerSecond});
            tell_progress(part.end - part.first);
            x.resize(size_t(bytes_in(part.end - part.first)));
            y.resize(x.size());
            from_a->read(part.first, x);
            from_b->read(part.first + r.shift, y);
            for (const Unread& u : unread(part)) {
                const SampleCount from = u.first - samples_in(part.first - Lba{0});
                for (auto* blocks : {&x, &y})
                    std::fill_n(blocks->begin() + std::ptrdiff_t(from.value * kSampleBytes),
                                u.length.value * kSampleBytes, std::byte{0});
            }
            const auto [in_x, in_y] = std::mismatch(x.begin(), x.end(), y.begin());
            if (in_x != x.end())
                return Difference{bytes_in(part.first - r.first) + (in_x - x.begin()), *in_x, *in_y};
        }
        return std::nullopt;
    }

    // What is said of samples that no read returned; all others of the region are equal.
    void note(Item& item, const AudioRegion& r, const Unread& u) {
        item.state = ItemState::not_checkable;
        item.detail += item.detail.empty() ? "" : "; ";
        if (u.why == Unread::edge) return note_edge(item, r, u);
        is_all_but_edges_ = false;
        const int64_t byte = (u.first - samples_in(r.first - Lba{0})).value * kSampleBytes;
        item.detail += fmt::format("{} cannot be read at {}", blocks_text(blocks_rounded_up(u.length)),
                                   place_of(r, byte));
    }
    void note_edge(Item& item, const AudioRegion& r, const Unread& u) {
        item.detail += fmt::format("the drive does not return {}", edge_text(u));
        result_.unread.places.push_back(fmt::format("{} of track {}", edge_text(u), r.track));
        result_.unread.samples = result_.unread.samples + u.length;
    }

    const Side &a_, &b_;
    std::vector<AudioPlan> plans_;
    std::vector<AudioRegion> regions_;
    AudioComparison result_;
    bool is_all_but_edges_ = true; // nothing else is unchecked
    BlockProgress progress_;
    BlockCount done_, total_;
};

// By how many samples b's audio is later, where they can be compared.
SampleCount offset_between(const Side& a, const Side& b, const std::vector<AudioPlan>& plans) {
    std::vector<Common> common;
    for (const AudioPlan& plan : plans)
        for (const AudioRegion& r : plan.regions) common.push_back({r.first, r.end, r.shift});
    return find_offset(*a.audio, *b.audio, common).value_or(SampleCount{0});
}

// The sides with the audio of one moved.
class Aligned {
  public:
    Aligned(const Side& a, const Side& b, bool move_b, SampleCount offset) : a_(a), b_(b), offset_(offset) {
        if (offset == SampleCount{0}) return;
        Side& off = move_b ? b_ : a_;
        moved_ = shifted(*off.audio, offset);
        off.audio = moved_.get();
        off.sums.clear();
    }
    AudioComparison compare(const std::vector<AudioPlan>& plans, const TransferOptions& options) const {
        AudioComparison result = Comparer(a_, b_, plans).run(options);
        result.offset = offset_;
        return result;
    }

  private:
    Side a_, b_;
    SampleCount offset_;
    std::unique_ptr<BlockSource> moved_;
};

// Where a drive is off by a number of samples, it is compared as if it were not.
Aligned aligned(const Side& a, const Side& b, const std::vector<AudioPlan>& plans) {
    const bool may_be_off = a.audio && b.audio && (is_drive(a) || is_drive(b));
    const SampleCount offset = may_be_off ? offset_between(a, b, plans) : SampleCount{0};
    return {a, b, is_drive(b), is_drive(b) ? offset : SampleCount{-offset.value}};
}

bool any_differs(const AudioComparison& comparison) {
    return std::ranges::any_of(comparison.items,
                               [](const Item& item) { return item.state == ItemState::differs; });
}

// Of two images that differ.
std::optional<Displacement> displacement(const Side& a, const Side& b, const std::vector<AudioPlan>& plans,
                                         const TransferOptions& options) {
    if (!a.audio || !b.audio || is_drive(a) || is_drive(b)) return std::nullopt;
    const SampleCount offset = offset_between(a, b, plans);
    if (offset == SampleCount{0}) return std::nullopt;
    return Displacement{offset, !any_differs(Aligned(a, b, true, offset).compare(plans, options))};
}

} // namespace

AudioComparison compare_audio(const Side& a, const Side& b, const TransferOptions& options) {
    if (!a.holds.audio && !b.holds.audio) return {};
    if (!a.holds.audio || !b.holds.audio)
        return {{{"audio", ItemState::not_checkable, (a.holds.audio ? b : a).name + " cannot hold it"}}};
    const std::vector<AudioPlan> plans = plan_audio(a, b);
    AudioComparison result = aligned(a, b, plans).compare(plans, options);
    if (any_differs(result)) result.moved = displacement(a, b, plans, options);
    return result;
}

} // namespace redbook
