#include "redbook/check/offset.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <set>

namespace redbook {
namespace {

constexpr BlockCount kWindow{2};
constexpr int kPlaces = 24;     // that are looked at, at most
constexpr int kAgreeing = 3;    // that tell the same are enough
constexpr int kDisagreeing = 8; // before anything fits, and it is given up

using Offsets = std::set<int64_t>;

// Every stereo sample is the same: nothing tells one place from the next.
bool is_flat(std::span<const std::byte> blocks) {
    return std::memcmp(blocks.data(), blocks.data() + kSampleBytes, blocks.size() - kSampleBytes) == 0;
}

std::vector<std::byte> read(BlockSource& source, Lba first, BlockCount n) {
    std::vector<std::byte> blocks(size_t(bytes_in(n)));
    source.read(first, blocks);
    return blocks;
}

class Search {
  public:
    Search(const BlockSource& a, const BlockSource& b) : a_(a.clone()), b_(b.clone()) {}

    std::optional<SampleCount> run(const std::vector<Common>& common) {
        for (const auto& [part, from, end] : places(common)) {
            const auto place = heard(from, end);
            if (!place) continue;
            note(offsets_at(*place, part.shift));
            if (is_sure() || (agreeing_ == 0 && disagreeing_ >= kDisagreeing)) break;
        }
        if (fitting_.empty()) return std::nullopt;
        return SampleCount{*std::ranges::min_element(fitting_, {}, [](int64_t n) { return std::abs(n); })};
    }

  private:
    // Where to look for something to be heard, from the one place to the next.
    struct Place {
        Common part;
        Lba from, end;
    };
    static std::vector<Place> places(const std::vector<Common>& common) {
        BlockCount total{0};
        for (const Common& c : common) total += c.end - c.first;
        const BlockCount step{std::max(total.value / kPlaces, 1)};
        std::vector<Place> found;
        for (const Common& c : common)
            for (Lba at = c.first; at < c.end; at += step)
                found.push_back({c, at, std::min(at + step, c.end)});
        spread(found);
        return found;
    }
    // The middle first, then the quarters: what lies beside each other is often alike.
    static void spread(std::vector<Place>& places) {
        std::vector<Place> order;
        for (size_t stride = std::bit_floor(std::max<size_t>(places.size(), 1)); stride > 0; stride /= 2)
            for (size_t i = stride; i < places.size(); i += 2 * stride) order.push_back(places[i]);
        if (!places.empty()) order.push_back(places[0]);
        places = std::move(order);
    }

    bool is_sure() const { return agreeing_ >= kAgreeing && (fitting_.size() == 1 || fitting_.contains(0)); }

    std::optional<Lba> heard(Lba from, Lba end) {
        for (Lba at = from; at + kWindow <= end; at += kWindow)
            if (!is_flat(read(*a_, at, kWindow))) return at;
        return std::nullopt;
    }

    Offsets offsets_at(Lba at, BlockCount shift) {
        const Lba there = at + shift;
        const Lba first = std::max(there - kFurthestOffset, kProgramStart);
        const Lba end = std::min(there + kWindow + kFurthestOffset, b_->end());
        const auto wanted = read(*a_, at, kWindow), around = read(*b_, first, end - first);
        const int64_t before = samples_in(there - first).value;
        Offsets offsets;
        for (size_t i = 0; i + wanted.size() <= around.size(); i += kSampleBytes)
            if (std::memcmp(&around[i], wanted.data(), wanted.size()) == 0)
                offsets.insert(int64_t(i / kSampleBytes) - before);
        return offsets;
    }

    // What fits everywhere; a place where nothing fits may be damaged.
    void note(const Offsets& offsets) {
        Offsets both = offsets;
        if (agreeing_ > 0) std::erase_if(both, [&](int64_t n) { return !fitting_.contains(n); });
        if (both.empty()) {
            ++disagreeing_;
        } else {
            ++agreeing_;
            fitting_ = std::move(both);
        }
    }

    std::unique_ptr<BlockSource> a_, b_;
    Offsets fitting_;
    int agreeing_ = 0, disagreeing_ = 0;
};

} // namespace

std::optional<SampleCount> find_offset(const BlockSource& a, const BlockSource& b,
                                       const std::vector<Common>& common) {
    return Search(a, b).run(common);
}

} // namespace redbook
