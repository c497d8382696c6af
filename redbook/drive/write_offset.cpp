#include "redbook/drive/write_offset.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "redbook/base/bytes.h"

namespace redbook {
namespace {

constexpr int64_t samples_of(Lba at) { return int64_t{at.value} * kBlockSamples; }

// Samples [first, end), counted from LBA 0.
struct Cut {
    int64_t first, end;
};

class CutSource final : public BlockSource {
  public:
    CutSource(std::unique_ptr<BlockSource> source, std::vector<Cut> cuts)
        : source_(std::move(source)), cuts_(std::move(cuts)) {}

    Lba end() const override { return source_->end(); }

    void read(Lba first, std::span<std::byte> out) override {
        source_->read(first, out);
        const int64_t from = samples_of(first), to = from + int64_t(out.size()) / kSampleBytes;
        for (const Cut& cut : cuts_) {
            const int64_t a = std::max(from, cut.first), b = std::min(to, cut.end);
            if (a >= b) continue;
            const auto hole = out.subspan(size_t(a - from) * kSampleBytes, size_t(b - a) * kSampleBytes);
            std::fill(hole.begin(), hole.end(), std::byte{0});
        }
    }

    std::unique_ptr<BlockSource> clone() const override {
        return std::make_unique<CutSource>(source_->clone(), cuts_);
    }
    std::vector<Lba> seams() const override { return source_->seams(); }
    std::vector<std::string> warnings() const override { return source_->warnings(); }
    void require_unchanged() const override { source_->require_unchanged(); }

    std::vector<PieceSum> known_sums() const override {
        auto sums = source_->known_sums();
        std::erase_if(sums, [&](const PieceSum& sum) {
            return std::ranges::any_of(cuts_, [&](const Cut& cut) {
                return cut.first < samples_of(sum.first + sum.length) && cut.end > samples_of(sum.first);
            });
        });
        return sums;
    }

  private:
    std::unique_ptr<BlockSource> source_;
    std::vector<Cut> cuts_;
};

// Of a range, what falls off at its beginning (early) or at its end (late).
Cut cut_of(const WrittenRange& range, int64_t early) {
    const int64_t first = samples_of(range.first), end = samples_of(range.end);
    if (early > 0) return {first, std::min(first + early, end)};
    return {std::max(end + early, first), end};
}

bool is_silent(BlockSource& source, const Cut& cut) {
    const Lba first{int32_t(cut.first / kBlockSamples)};
    const Lba end{int32_t((cut.end + kBlockSamples - 1) / kBlockSamples)};
    std::vector<std::byte> blocks(size_t(bytes_in(end - first)));
    source.read(first, blocks);
    const auto samples = std::span(blocks).subspan(size_t(cut.first - samples_of(first)) * kSampleBytes,
                                                   size_t(cut.end - cut.first) * kSampleBytes);
    return std::ranges::all_of(samples, [](std::byte b) { return b == std::byte{0}; });
}

} // namespace

CutOff cut_off(const BlockSource& source, const std::vector<WrittenRange>& ranges, SampleCount early) {
    CutOff result;
    if (early.value == 0) return result;
    std::vector<Cut> cuts;
    const auto reader = source.clone();
    for (const WrittenRange& range : ranges) {
        const Cut cut = cut_of(range, early.value);
        if (is_silent(*reader, cut)) continue;
        cuts.push_back(cut);
        result.warnings.push_back(fmt::format(
            "the write offset cuts off {} samples at {}, which are not silent", cut.end - cut.first,
            early.value > 0 ? msf_text(range.first) : "the end, before " + msf_text(range.end)));
    }
    if (!cuts.empty()) result.audio = std::make_unique<CutSource>(source.clone(), std::move(cuts));
    return result;
}

} // namespace redbook
