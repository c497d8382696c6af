// A disc in a drive that is off, cannot read some blocks, or reads some wrong the first time.
#pragma once

#include <cstring>
#include <map>
#include <set>

#include "redbook/disc/block_source.h"
#include "tests/support/memory_source.h"

namespace redbook::test {

class DriveSource final : public BlockSource {
  public:
    explicit DriveSource(std::unique_ptr<BlockSource> disc) : disc_(std::move(disc)) {}
    DriveSource(const DriveSource& other)
        : off(other.off),
          unreadable(other.unreadable),
          glitches(other.glitches),
          beyond(other.beyond),
          disc_(other.disc_->clone()),
          met_(other.met_) {}

    Lba end() const override { return disc_->end(); }

    // As drives do: nothing before LBA 0, nothing after the end, unless it reads `beyond`.
    void read(Lba first, std::span<std::byte> out) override {
        const int n = int(out.size()) / kBlockBytes;
        for (int i = 0; i < n; ++i)
            read_block(first + BlockCount{i}, out.subspan(size_t(i) * kBlockBytes, kBlockBytes));
    }
    Reach reach(Reach wanted) const override {
        return {std::max(wanted.first, kProgramStart), std::min(wanted.end, end() + beyond)};
    }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<DriveSource>(*this); }
    std::vector<Lba> seams() const override { return {kProgramStart}; }
    std::vector<Unread> unread() const override {
        std::vector<Unread> all{
            {samples_in(kProgramStart - Lba{0}), samples_in(kFirstPause - beyond), Unread::edge}};
        for (const Lba at : *met_) all.push_back({samples_in(at - Lba{0}), {kBlockSamples}, Unread::damaged});
        return all;
    }

    SampleCount off{};          // so many samples late lies what it returns
    std::set<Lba> unreadable{}; // once they were asked for, they are told of
    std::shared_ptr<std::map<Lba, int>> glitches =
        std::make_shared<std::map<Lba, int>>(); // how often it reads wrong
    BlockCount beyond{};                        // so many blocks beyond the ends of the disc are read, too

  private:
    void read_block(Lba at, std::span<std::byte> out) {
        std::ranges::fill(out, std::byte{0});
        if (at < Lba{0} - beyond || at >= end() + beyond) return;
        if (unreadable.contains(at)) return void(met_->insert(at));
        const int64_t begin = bytes_in(at - kProgramStart) - off.value * kSampleBytes; // on the disc
        for (int64_t byte = std::max<int64_t>(begin, 0); byte < begin + kBlockBytes;) {
            const Lba block = kProgramStart + BlockCount{int32_t(byte / kBlockBytes)};
            if (block >= disc_->end()) break;
            disc_->read(block, block_);
            const auto from = size_t(byte % kBlockBytes);
            const auto n = std::min(block_.size() - from, size_t(begin + kBlockBytes - byte));
            std::memcpy(out.data() + (byte - begin), block_.data() + from, n);
            byte += int64_t(n);
        }
        if (auto it = glitches->find(at); it != glitches->end() && it->second-- > 0) out[100] ^= std::byte{1};
    }

    std::unique_ptr<BlockSource> disc_;
    std::shared_ptr<std::set<Lba>> met_ = std::make_shared<std::set<Lba>>();
    std::vector<std::byte> block_ = std::vector<std::byte>(kBlockBytes);
};

} // namespace redbook::test
