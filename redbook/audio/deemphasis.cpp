#include "redbook/audio/deemphasis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <optional>
#include <utility>

#include "redbook/audio/dither.h"
#include "redbook/audio/overs.h"
#include "redbook/base/bytes.h"

namespace redbook {
namespace {

constexpr size_t kTaps = 32, kHistory = kTaps - 1, kBlock = size_t(kBlockSamples);

// The impulse response of minimum phase whose gain is deemphasis_gain(hz) to the power of `power`: of its
// logarithm the cepstrum, and of that the response (A. Oppenheim, R. Schafer, "Discrete-Time Signal
// Processing", complex cepstrum of a minimum-phase sequence).
std::vector<double> minimum_phase(double power) {
    constexpr size_t kPoints = 2048;
    constexpr double kTurn = 2 * std::numbers::pi / kPoints;
    std::array<double, kTaps> cepstrum{};
    for (size_t k = 0; k < kPoints; ++k) {
        const double hz = double(std::min(k, kPoints - k)) * kSampleRate / kPoints;
        const double level = power * std::log(deemphasis_gain(hz)) / kPoints;
        for (size_t n = 0; n < kTaps; ++n) cepstrum[n] += level * std::cos(kTurn * double(k * n % kPoints));
    }
    std::vector<double> taps{std::exp(cepstrum[0])};
    for (size_t n = 1; n < kTaps; ++n) {
        double sum = 0;
        for (size_t j = 1; j <= n; ++j) sum += 2 * double(j) / double(n) * cepstrum[j] * taps[n - j];
        taps.push_back(sum);
    }
    return taps;
}

// out[i] is what the filter makes of in[kHistory + i] and what lies before it.
template <size_t n>
void filter(const std::vector<double>& taps, const double* in, double* out) {
    std::fill_n(out, n, 0.0);
    for (size_t k = 0; k < kTaps; ++k)
        for (size_t i = 0; i < n; ++i) out[i] += taps[k] * in[kHistory + i - k];
}

// One side of a block, after the last samples of the block before.
using Channel = std::array<double, kHistory + kBlock>;
struct Stereo {
    Channel left, right;
};

// What all clones share.
struct DeemphasisPlan {
    std::vector<EmphasizedBlocks> ranges;
    std::vector<std::unique_ptr<Overs>> overs; // one a range
};

class Deemphasized final : public BlockSource {
  public:
    Deemphasized(std::unique_ptr<BlockSource> source, std::shared_ptr<const DeemphasisPlan> plan)
        : source_(std::move(source)), plan_(std::move(plan)) {}

    Lba end() const override { return source_->end(); }
    std::unique_ptr<BlockSource> clone() const override {
        return std::make_unique<Deemphasized>(source_->clone(), plan_);
    }
    std::vector<Lba> seams() const override { return source_->seams(); }
    void require_unchanged() const override { source_->require_unchanged(); }

    void read(Lba first, std::span<std::byte> out) override {
        const Lba end = first + BlockCount{int32_t(out.size() / kBlockBytes)};
        for (Lba at = first; at < end;) {
            const auto range = range_behind(at);
            const bool inside = range < plan_->ranges.size() && plan_->ranges[range].first <= at;
            const Lba stop = range == plan_->ranges.size() ? end
                             : inside                      ? std::min(end, plan_->ranges[range].end)
                                                           : std::min(end, plan_->ranges[range].first);
            const auto blocks = out.subspan(size_t(bytes_in(at - first)), size_t(bytes_in(stop - at)));
            if (inside)
                convert(range, at, blocks);
            else
                pass(at, stop, blocks);
            at = stop;
        }
    }

    std::optional<Extent> extent(Lba first) const override {
        const auto range = range_behind(first);
        if (range == plan_->ranges.size()) return source_->extent(first);
        if (plan_->ranges[range].first <= first) return std::nullopt;
        auto extent = source_->extent(first);
        if (extent) extent->length = std::min(extent->length, plan_->ranges[range].first - first);
        return extent;
    }

    std::vector<PieceSum> known_sums() const override {
        std::vector<PieceSum> sums = source_->known_sums();
        std::erase_if(sums, [&](const PieceSum& sum) {
            const auto range = range_behind(sum.first);
            return range < plan_->ranges.size() && plan_->ranges[range].first < sum.first + sum.length;
        });
        return sums;
    }

    std::vector<std::string> warnings() const override {
        std::vector<std::string> sentences = source_->warnings();
        for (size_t r = 0; r < plan_->ranges.size(); ++r)
            if (const std::string overs = plan_->overs[r]->sentence(); !overs.empty())
                sentences.push_back(plan_->ranges[r].name + ", de-emphasised: " + overs);
        return sentences;
    }

    std::vector<Unread> unread() const override { return source_->unread(); }

  private:
    // The range that `at` lies in, or else the next one.
    size_t range_behind(Lba at) const {
        const auto& ranges = plan_->ranges;
        return size_t(std::partition_point(ranges.begin(), ranges.end(),
                                           [&](const EmphasizedBlocks& r) { return r.end <= at; }) -
                      ranges.begin());
    }
    bool is_emphasized(Lba at) const {
        const size_t range = range_behind(at);
        return range < plan_->ranges.size() && plan_->ranges[range].first <= at;
    }

    // The last block is kept: a range may begin after it, and reading it again would be going back.
    void pass(Lba first, Lba stop, std::span<std::byte> out) {
        passed_.reset();
        source_->read(first, out);
        std::ranges::copy(out.last<size_t(kBlockBytes)>(), last_passed_.begin());
        passed_ = stop;
    }

    void convert(size_t range, Lba first, std::span<std::byte> out) {
        if (std::exchange(next_, std::nullopt) != first) recall(first);
        std::array<double, kBlock> left, right;
        std::array<int16_t, 2 * kBlock> samples;
        for (Lba at = first; !out.empty(); at += BlockCount{1}, out = out.subspan(kBlockBytes)) {
            take_block(at);
            filter<kBlock>(deemphasis_taps(), around_.left.data(), left.data());
            filter<kBlock>(deemphasis_taps(), around_.right.data(), right.data());
            const int64_t sample = samples_in(at - kProgramStart).value;
            const ClipCount count = dither_to_16(left.data(), right.data(), kBlock, sample, samples.data());
            plan_->overs[range]->note(size_t((at - plan_->ranges[range].first).value), count);
            std::memcpy(out.data(), samples.data(), size_t(kBlockBytes));
            first = at + BlockCount{1};
        }
        next_ = first;
    }

    // Block `at` of the source after the last samples of the one that was there before.
    void take_block(Lba at) {
        for (Channel* channel : {&around_.left, &around_.right})
            std::copy(channel->end() - kHistory, channel->end(), channel->begin());
        source_->read_real(at, std::span(around_.left).last<kBlock>(),
                           std::span(around_.right).last<kBlock>());
    }

    // The block before `first`, as what a range continues from.
    void recall(Lba first) {
        around_ = {};
        const Lba before = first - BlockCount{1};
        if (before < kProgramStart) return;
        if (is_emphasized(before)) return take_block(before);
        if (passed_ != first) {
            std::array<std::byte, size_t(kBlockBytes)> block;
            pass(before, first, block);
        }
        emphasize(last_passed_);
    }

    // Its last samples as they would be with emphasis.
    void emphasize(Bytes block) {
        static const std::vector<double> taps = minimum_phase(-1);
        Channel plain[2];
        BytesReader in(block);
        for (size_t i = 0; i < kBlock; ++i)
            for (Channel& channel : plain) channel[kHistory + i] = int16_t(in.le16()) * 0x1p-15;
        filter<kHistory>(taps, plain[0].data() + kBlock - kHistory, &*(around_.left.end() - kHistory));
        filter<kHistory>(taps, plain[1].data() + kBlock - kHistory, &*(around_.right.end() - kHistory));
    }

    std::unique_ptr<BlockSource> source_;
    std::shared_ptr<const DeemphasisPlan> plan_;
    std::optional<Lba> next_; // the block that around_ continues with
    Stereo around_{};
    std::optional<Lba> passed_; // the block after last_passed_
    std::array<std::byte, size_t(kBlockBytes)> last_passed_;
};

} // namespace

double deemphasis_gain(double hz) {
    const double w = 2 * std::numbers::pi * hz;
    return std::hypot(1, w * 15e-6) / std::hypot(1, w * 50e-6);
}

const std::vector<double>& deemphasis_taps() {
    static const std::vector<double> taps = minimum_phase(1);
    return taps;
}

std::unique_ptr<BlockSource> deemphasize(const BlockSource& source, std::vector<EmphasizedBlocks> ranges) {
    auto plan = std::make_shared<DeemphasisPlan>();
    for (const EmphasizedBlocks& range : ranges)
        plan->overs.push_back(std::make_unique<Overs>(size_t((range.end - range.first).value)));
    plan->ranges = std::move(ranges);
    return std::make_unique<Deemphasized>(source.clone(), std::move(plan));
}

} // namespace redbook
