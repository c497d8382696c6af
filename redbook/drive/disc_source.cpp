#include "redbook/drive/disc_source.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <mutex>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "redbook/disc/shifted.h"
#include "redbook/drive/mmc.h"

namespace redbook {
namespace {

constexpr uint16_t kSlow = uint16_t(8 * kSingleSpeed);
constexpr int kTriesOfBlock = 4; // of a block that could not be read

// Runs of blocks that follow each other.
std::vector<std::pair<Lba, BlockCount>> runs_of(const std::set<Lba>& blocks) {
    std::vector<std::pair<Lba, BlockCount>> runs;
    for (const Lba at : blocks)
        if (!runs.empty() && runs.back().first + runs.back().second == at)
            runs.back().second += BlockCount{1};
        else
            runs.emplace_back(at, BlockCount{1});
    return runs;
}

// What all clones have met. Addresses are the drive's.
class Findings {
  public:
    enum class Block { good, doubtful, unreadable };
    void note(Lba at, Block what) {
        const std::lock_guard lock(mutex_);
        put(unreadable_, at, what == Block::unreadable);
        put(doubtful_, at, what == Block::doubtful);
    }
    // Nothing wrong was met there; most discs have nothing wrong at all.
    void note_good(Lba first, Lba end) {
        const std::lock_guard lock(mutex_);
        for (std::set<Lba>* blocks : {&unreadable_, &doubtful_})
            if (!blocks->empty()) blocks->erase(blocks->lower_bound(first), blocks->lower_bound(end));
    }
    std::set<Lba> unreadable() const { return copy(unreadable_); }
    std::set<Lba> doubtful() const { return copy(doubtful_); }

  private:
    static void put(std::set<Lba>& blocks, Lba at, bool in) {
        if (in)
            blocks.insert(at);
        else
            blocks.erase(at);
    }
    std::set<Lba> copy(const std::set<Lba>& blocks) const {
        const std::lock_guard lock(mutex_);
        return blocks;
    }
    mutable std::mutex mutex_;
    std::set<Lba> unreadable_, doubtful_;
};

// Which blocks the drive returns, for all clones. Beyond the ends of the disc it is asked outward, a block at
// a time, when somebody needs them: few drives return any, and some need long to say no.
class Edges {
  public:
    using Returns = std::function<bool(Lba)>;
    explicit Edges(DiscSpace space) : space_(space) {}

    DiscSpace reach(Reach wanted, const Returns& returns) {
        const std::lock_guard lock(mutex_);
        // Where the pause before LBA 0 is not returned, what is wanted before it is wanted before LBA 0.
        const Lba first =
            space_.first > kProgramStart ? Lba{0} - (kProgramStart - wanted.first) : wanted.first;
        while (!is_first_ && space_.first > first) {
            const Lba next = space_.first - BlockCount{1};
            is_first_ = !returns(next);
            if (!is_first_) space_.first = next;
        }
        while (!is_last_ && space_.end < wanted.end) {
            is_last_ = !returns(space_.end);
            if (!is_last_) space_.end += BlockCount{1};
        }
        return space_;
    }
    DiscSpace space() const {
        const std::lock_guard lock(mutex_);
        return space_;
    }

  private:
    mutable std::mutex mutex_;
    DiscSpace space_;
    bool is_first_ = false, is_last_ = false; // nothing is returned beyond
};

// Whole blocks at the addresses of the drive.
class BlockReader {
  public:
    BlockReader(std::shared_ptr<ScsiPort> port, std::shared_ptr<Findings> findings, bool c2)
        : port_(std::move(port)), findings_(std::move(findings)), parts_{.c2 = c2} {}

    void read(Lba first, std::span<std::byte> out) {
        const auto most = size_t(bytes_in(most_blocks(parts_)));
        while (!out.empty()) {
            const auto part = out.first(std::min(out.size(), most));
            read_part(first, part);
            first += BlockCount{int32_t(part.size() / kBlockBytes)};
            out = out.subspan(part.size());
        }
    }

    // Whether the drive returns a block that does not belong to the disc. Zeros are no proof: some drives
    // send them in place of what they do not read.
    bool returns(Lba at) const {
        std::vector<std::byte> block(kBlockBytes);
        const bool came = !read_blocks(*port_, at, block, {}).sense;
        return came && std::ranges::any_of(block, [](std::byte b) { return b != std::byte{0}; });
    }

    const ScsiPort& port() const { return *port_; }
    const Findings& findings() const { return *findings_; }

  private:
    enum class Got { good, with_errors, nothing };

    void read_part(Lba first, std::span<std::byte> out) {
        const BlockCount n{int32_t(out.size() / kBlockBytes)};
        if (fetch(first, out) == Got::good) return findings_->note_good(first, first + n);
        for (int32_t i = 0; i < n.value; ++i)
            read_one(first + BlockCount{i}, out.subspan(size_t(i) * kBlockBytes, kBlockBytes));
        if (slowed_) set_speed(*port_, kFastest);
        slowed_ = false;
    }

    // The best that comes in a few tries.
    void read_one(Lba at, std::span<std::byte> out) {
        Got best = Got::nothing;
        std::vector<std::byte> tried(kBlockBytes);
        for (int n = 0; n < kTriesOfBlock && best != Got::good; ++n) {
            if (n > 0 && !std::exchange(slowed_, true)) set_speed(*port_, kSlow);
            const Got got = fetch(at, tried);
            if (got == Got::nothing || (got == Got::with_errors && best == Got::with_errors)) continue;
            std::ranges::copy(tried, out.begin());
            best = got;
        }
        if (best == Got::nothing) std::ranges::fill(out, std::byte{0});
        findings_->note(at, best == Got::good          ? Findings::Block::good
                            : best == Got::with_errors ? Findings::Block::doubtful
                                                       : Findings::Block::unreadable);
    }

    Got fetch(Lba first, std::span<std::byte> out) {
        if (!parts_.c2) return got(ask(first, out));
        const size_t n = out.size() / kBlockBytes, size = parts_.bytes();
        with_c2_.resize(n * size);
        const Got result = got(ask(first, with_c2_));
        bool errors = false;
        for (size_t i = 0; result == Got::good && i < n; ++i) {
            const Bytes block = Bytes(with_c2_).subspan(i * size, size);
            std::memcpy(&out[i * kBlockBytes], block.data(), kBlockBytes);
            errors |= std::ranges::any_of(block.subspan(kBlockBytes),
                                          [](std::byte b) { return b != std::byte{0}; });
        }
        return errors ? Got::with_errors : result;
    }

    // A drive that stumbles over something else is asked again.
    ScsiReply ask(Lba first, std::span<std::byte> out) {
        ScsiReply reply;
        for (int n = 0; n < kTriesOfBlock; ++n) {
            reply = read_blocks(*port_, first, out, parts_);
            if (!reply.sense || is_unreadable(reply.sense)) break;
        }
        return reply;
    }

    // What a drive says of blocks that hold no audio (run-out), beside that they are unreadable.
    static bool is_unreadable(Sense sense) {
        constexpr uint8_t kIllegalRequest = 5, kIllegalMode = 0x64;
        return class_of(sense) == SenseClass::unreadable ||
               (sense.key == kIllegalRequest && sense.asc == kIllegalMode);
    }

    Got got(const ScsiReply& reply) const {
        if (!reply.sense) return Got::good;
        if (is_unreadable(reply.sense)) return Got::nothing;
        throw Error(errc_of(reply.sense),
                    fmt::format("{}: cannot read the disc: {}", port_->path(), to_string(reply.sense)));
    }

    std::shared_ptr<ScsiPort> port_;
    std::shared_ptr<Findings> findings_;
    BlockParts parts_;
    std::vector<std::byte> with_c2_;
    bool slowed_ = false;
};

class DiscSource final : public BlockSource {
  public:
    DiscSource(BlockReader reader, Lba lead_out, std::shared_ptr<Edges> edges)
        : reader_(std::move(reader)), lead_out_(lead_out), edges_(std::move(edges)) {}

    Lba end() const override { return lead_out_; }

    void read(Lba first, std::span<std::byte> out) override {
        const BlockCount n{int32_t(out.size() / kBlockBytes)};
        const Lba from = std::clamp(edges_->space().first, first, first + n);
        const auto silence = out.first(size_t(bytes_in(from - first)));
        std::ranges::fill(silence, std::byte{0});
        reader_.read(from, out.subspan(silence.size()));
    }

    Reach reach(Reach wanted) const override {
        const DiscSpace space = edges_->reach(wanted, [this](Lba at) { return reader_.returns(at); });
        return {std::max(wanted.first, std::min(space.first, kProgramStart)),
                std::min(wanted.end, space.end)};
    }

    std::unique_ptr<BlockSource> clone() const override {
        return std::make_unique<DiscSource>(reader_, lead_out_, edges_);
    }

    // One laser: in one go.
    std::vector<Lba> seams() const override { return {Lba{0}}; }

    std::vector<Unread> unread() const override {
        std::vector<Unread> all;
        const auto add = [&](Lba at, BlockCount length, Unread::Why why) {
            all.push_back({samples_in(at - Lba{0}), samples_in(length), why});
        };
        const Lba first = edges_->space().first;
        if (first > kProgramStart) add(kProgramStart, first - kProgramStart, Unread::edge);
        for (const auto& [at, length] : runs_of(reader_.findings().unreadable()))
            add(at, length, Unread::damaged);
        return all;
    }

    std::vector<std::string> warnings() const override {
        std::vector<std::string> sentences;
        const auto tell = [&](const std::set<Lba>& blocks, std::string_view what) {
            for (const auto& [at, length] : runs_of(blocks))
                sentences.push_back(fmt::format("{}: {} at {} {}", reader_.port().path(), blocks_text(length),
                                                msf_text(at), what));
        };
        tell(reader_.findings().unreadable(), "cannot be read; there is silence in place of it");
        tell(reader_.findings().doubtful(), "may be wrong: the drive could not correct all errors");
        return sentences;
    }

  private:
    BlockReader reader_;
    Lba lead_out_;
    std::shared_ptr<Edges> edges_;
};

// The disc as a drive reads it that is so many samples off. Once something was read, what the offset hides is
// told.
class CorrectedSource final : public BlockSource {
  public:
    CorrectedSource(const BlockSource& disc, SampleCount offset, std::string path)
        : CorrectedSource(shifted(disc, offset), std::move(path), std::make_shared<std::atomic<bool>>()) {}
    CorrectedSource(std::unique_ptr<BlockSource> source, std::string path,
                    std::shared_ptr<std::atomic<bool>> was_read)
        : source_(std::move(source)), path_(std::move(path)), was_read_(std::move(was_read)) {}

    Lba end() const override { return source_->end(); }
    void read(Lba first, std::span<std::byte> out) override {
        *was_read_ = true;
        source_->read(first, out);
    }
    Reach reach(Reach wanted) const override { return source_->reach(wanted); }
    std::unique_ptr<BlockSource> clone() const override {
        return std::make_unique<CorrectedSource>(source_->clone(), path_, was_read_);
    }
    std::vector<Lba> seams() const override { return source_->seams(); }
    std::vector<Unread> unread() const override { return source_->unread(); }

    std::vector<std::string> warnings() const override {
        auto sentences = source_->warnings();
        if (!*was_read_) return sentences;
        for (const Unread& u : unread_edges(*this))
            sentences.push_back(
                fmt::format("{}: the drive does not return {} of the disc; there is silence in place of them",
                            path_, edge_text(u)));
        return sentences;
    }

  private:
    std::unique_ptr<BlockSource> source_;
    std::string path_;
    std::shared_ptr<std::atomic<bool>> was_read_;
};

} // namespace

std::unique_ptr<BlockSource> read_disc_audio(std::shared_ptr<ScsiPort> port, DiscSpace space,
                                             const DiscReadOptions& options) {
    if (std::abs(options.read_offset.value) > kFurthestReadOffset.value)
        throw Error(Errc::bad_value, fmt::format("a read offset of {} samples: drives have at most {}",
                                                 options.read_offset.value, kFurthestReadOffset.value));
    const std::string path = port->path();
    BlockReader reader(std::move(port), std::make_shared<Findings>(), options.c2);
    auto disc = std::make_unique<DiscSource>(std::move(reader), space.end, std::make_shared<Edges>(space));
    if (options.read_offset == SampleCount{0}) return disc;
    return std::make_unique<CorrectedSource>(*disc, options.read_offset, path);
}

} // namespace redbook
