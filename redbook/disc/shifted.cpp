#include "redbook/disc/shifted.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace redbook {
namespace {

// The block that holds byte n from LBA 0.
Lba block_with(int64_t n) { return {int32_t((n < 0 ? n - kBlockBytes + 1 : n) / kBlockBytes)}; }

class ShiftedSource final : public BlockSource {
  public:
    ShiftedSource(std::unique_ptr<BlockSource> source, SampleCount offset)
        : source_(std::move(source)), offset_(offset) {}

    Lba end() const override { return source_->end(); }

    void read(Lba first, std::span<std::byte> out) override {
        const int64_t begin =
            bytes_in(first - Lba{0}) + offset_.value * kSampleBytes; // in the source's bytes
        const int64_t end = begin + int64_t(out.size());
        const Lba behind = first + BlockCount{int32_t(out.size() / kBlockBytes)};
        const Reach reach = source_reach({first, behind});
        const int64_t from = std::clamp(bytes_in(reach.first - Lba{0}), begin, end);
        const int64_t to = std::clamp(bytes_in(reach.end - Lba{0}), from, end);
        std::ranges::fill(out.first(size_t(from - begin)), std::byte{0});
        std::ranges::fill(out.subspan(size_t(to - begin)), std::byte{0});
        if (from < to) read_bytes(from, out.subspan(size_t(from - begin), size_t(to - from)));
    }

    Reach reach(Reach wanted) const override {
        const Reach reach = source_reach(wanted);
        const Lba first =
            block_with(bytes_in(reach.first - Lba{0}) - offset_.value * kSampleBytes + kBlockBytes - 1);
        const Lba behind = block_with(bytes_in(reach.end - Lba{0}) - offset_.value * kSampleBytes);
        return {std::max(wanted.first, std::min(first, kProgramStart)),
                std::min(wanted.end, std::max(behind, end()))};
    }

    std::unique_ptr<BlockSource> clone() const override {
        return std::make_unique<ShiftedSource>(source_->clone(), offset_);
    }
    std::vector<Lba> seams() const override { return source_->seams(); }
    std::vector<std::string> warnings() const override { return source_->warnings(); }
    void require_unchanged() const override { source_->require_unchanged(); }

    std::vector<Unread> unread() const override {
        const SampleCount begin = samples_in(kProgramStart - Lba{0}),
                          end = samples_in(source_->end() - Lba{0});
        const Reach reach = source_reach({kProgramStart, source_->end()});
        std::vector<Unread> all;
        const auto add = [&](SampleCount from, SampleCount to, Unread::Why why) {
            from = std::max(from, begin);
            to = std::min(to, end);
            if (from < to) all.push_back({from, to - from, why});
        };
        add(begin, samples_in(reach.first - Lba{0}) - offset_, Unread::edge);
        for (const Unread& u : source_->unread()) add(u.first - offset_, u.first + u.length - offset_, u.why);
        add(samples_in(reach.end - Lba{0}) - offset_, end, Unread::edge);
        return all;
    }

  private:
    // Of the source, as far as the blocks `wanted` and those of the disc need it.
    Reach source_reach(Reach wanted) const {
        const BlockCount n = blocks_rounded_up({std::abs(offset_.value)});
        const Lba first = std::min(wanted.first, kProgramStart), end = std::max(wanted.end, source_->end());
        return source_->reach({offset_.value < 0 ? first - n : first, offset_.value > 0 ? end + n : end});
    }

    // The source is read in whole blocks; the last one is kept, since the next read begins in it.
    void read_bytes(int64_t from, std::span<std::byte> out) {
        const Lba first = block_with(from), end = block_with(from + int64_t(out.size()) + kBlockBytes - 1);
        blocks_.resize(size_t(bytes_in(end - first)));
        const bool kept = !last_block_.empty() && last_ == first;
        if (kept) std::ranges::copy(last_block_, blocks_.begin());
        const auto rest = std::span(blocks_).subspan(kept ? size_t(kBlockBytes) : 0);
        if (!rest.empty()) source_->read(kept ? first + BlockCount{1} : first, rest);
        last_ = end - BlockCount{1};
        last_block_.assign(blocks_.end() - kBlockBytes, blocks_.end());
        std::memcpy(out.data(), &blocks_[size_t(from - bytes_in(first - Lba{0}))], out.size());
    }

    std::unique_ptr<BlockSource> source_;
    SampleCount offset_;
    std::vector<std::byte> blocks_, last_block_;
    Lba last_;
};

} // namespace

std::unique_ptr<BlockSource> shifted(const BlockSource& source, SampleCount offset) {
    return std::make_unique<ShiftedSource>(source.clone(), offset);
}

} // namespace redbook
