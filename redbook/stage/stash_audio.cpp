#include "redbook/stage/stash_audio.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/stage/stash_format.h"

namespace redbook {
namespace {

// A run of blocks that lie together in the file, or are silence.
struct Run {
    Lba first, end;
    std::optional<uint64_t> offset; // bytes; none: silence
};

// A second of audio with its checksum.
struct Second {
    PieceSum sum;
    size_t track; // position in disc.tracks
    Lba part;     // where its pregap, or its INDEX 01, begins
    bool in_pregap;
};

// What a catalogue says about addresses.
struct Map {
    std::vector<Run> runs;       // ascending, without holes, from LBA -150 on
    std::vector<Second> seconds; // ascending
    std::vector<Lba> seams;
    Lba end;
};

void add_run(std::vector<Run>& runs, Lba first, Lba end, std::optional<uint64_t> offset) {
    if (first == end) return;
    const bool goes_on = !runs.empty() && runs.back().offset.has_value() == offset.has_value();
    if (goes_on)
        runs.back().end = end;
    else
        runs.push_back({first, end, offset});
}

void add_seconds(std::vector<Second>& seconds, const std::vector<uint32_t>& sums, size_t& next, size_t track,
                 Lba first, Lba end, bool in_pregap) {
    for (Lba at = first; at < end; at += BlockCount{kBlocksPerSecond}) {
        const BlockCount length = std::min(BlockCount{kBlocksPerSecond}, end - at);
        seconds.push_back({{at, length, sums[next++]}, track, first, in_pregap});
    }
}

Map map_of(const Catalogue& catalogue) {
    Map map;
    const Layout layout = layout_of(catalogue.disc);
    uint64_t offset = kAudioOffset;
    for (size_t i = 0; i < layout.tracks.size(); ++i) {
        const TrackSpan& span = layout.tracks[i];
        add_run(map.runs, span.start, span.audio, std::nullopt);
        add_run(map.runs, span.audio, span.audio_end, offset);
        add_run(map.runs, span.audio_end, span.end, std::nullopt);
        offset += uint64_t(bytes_in(span.audio_end - span.audio));
        size_t next = 0;
        add_seconds(map.seconds, catalogue.sums[i], next, i, span.audio, span.index01, true);
        add_seconds(map.seconds, catalogue.sums[i], next, i, span.index01, span.audio_end, false);
        map.seams.push_back(span.audio);
    }
    map.end = layout.lead_out;
    return map;
}

// "track 3 at 02:14"
std::string place_of(const Disc& disc, const Second& second) {
    const int seconds = (second.sum.first - second.part).value / kBlocksPerSecond;
    return fmt::format("track {} {} {:02}:{:02}", disc.number_of(second.track),
                       second.in_pregap ? "in its pregap at" : "at", seconds / 60, seconds % 60);
}

// Shared by all clones.
struct Staged {
    std::shared_ptr<const File> file;
    std::shared_ptr<const Catalogue> catalogue;
    Map map;
};

class StashAudio final : public BlockSource {
  public:
    explicit StashAudio(std::shared_ptr<const Staged> staged)
        : staged_(std::move(staged)), map_(staged_->map) {}

    Lba end() const override { return map_.end; }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<StashAudio>(staged_); }
    std::vector<Lba> seams() const override { return map_.seams; }

    void read(Lba first, std::span<std::byte> out) override {
        const BlockCount length{int32_t(out.size() / kBlockBytes)};
        require_on_disc(first, length);
        for (const Lba end = first + length; first < end;) {
            const Run& run = run_at(first);
            const BlockCount n = std::min(end, run.end) - first;
            read_run(run, first, out.first(size_t(bytes_in(n))));
            out = out.subspan(size_t(bytes_in(n)));
            first += n;
        }
    }

    std::optional<Extent> extent(Lba first) const override {
        if (first < kProgramStart || first >= map_.end) return std::nullopt;
        const Run& run = run_at(first);
        if (!run.offset) return std::nullopt;
        return Extent{staged_->file.get(), offset_in(run, first), run.end - first};
    }

    std::vector<PieceSum> known_sums() const override {
        std::vector<PieceSum> sums;
        for (const Second& second : map_.seconds) sums.push_back(second.sum);
        for (const Run& run : map_.runs)
            if (!run.offset) sums.push_back(silence(run.first, run.end - run.first));
        std::sort(sums.begin(), sums.end(), [](auto& a, auto& b) { return a.first < b.first; });
        return sums;
    }

  private:
    static PieceSum silence(Lba first, BlockCount length) {
        return {first, length, crc32_of_zeros(uint64_t(bytes_in(length)))};
    }

    static uint64_t offset_in(const Run& run, Lba at) {
        return *run.offset + uint64_t(bytes_in(at - run.first));
    }

    void require_on_disc(Lba first, BlockCount length) const {
        if (first >= kProgramStart && first + length <= map_.end) return;
        throw Error(Errc::bad_value, fmt::format("{}: blocks {} to {} are not on the disc, which ends at {}",
                                                 staged_->file->path(), first.value,
                                                 (first + length).value - 1, map_.end.value - 1));
    }

    const Run& run_at(Lba at) const {
        const auto behind = std::upper_bound(map_.runs.begin(), map_.runs.end(), at,
                                             [](Lba lba, const Run& run) { return lba < run.first; });
        return behind[-1];
    }

    void read_run(const Run& run, Lba first, std::span<std::byte> out) {
        if (!run.offset) return std::fill(out.begin(), out.end(), std::byte{0});
        const size_t got = staged_->file->read_at(offset_in(run, first), out);
        check(first, out.first(got / kBlockBytes * kBlockBytes));
        if (got < out.size()) fail_cut_short(first + BlockCount{int32_t(got / kBlockBytes)});
    }

    // A second that is read from its beginning to its end, in one call or in several, is checked.
    void check(Lba at, Bytes blocks) {
        if (at != std::exchange(checked_to_, kNowhere)) current_ = first_second_from(at);
        while (!blocks.empty() && current_ < map_.seconds.size()) {
            const Second& second = map_.seconds[current_];
            const Lba end = second.sum.first + second.sum.length;
            if (at < second.sum.first) { // in the middle of a second whose beginning was not read
                const auto skip = std::min(blocks.size(), size_t(bytes_in(second.sum.first - at)));
                at += BlockCount{int32_t(skip / kBlockBytes)};
                blocks = blocks.subspan(skip);
                continue;
            }
            const auto n = std::min(blocks.size(), size_t(bytes_in(end - at)));
            crc_ = crc32(blocks.first(n), at == second.sum.first ? 0 : crc_);
            at += BlockCount{int32_t(n / kBlockBytes)};
            blocks = blocks.subspan(n);
            if (at < end) break;
            if (crc_ != second.sum.crc) fail_damaged(second);
            ++current_;
        }
        checked_to_ = at;
    }

    size_t first_second_from(Lba at) const {
        const auto found = std::lower_bound(map_.seconds.begin(), map_.seconds.end(), at,
                                            [](const Second& s, Lba lba) { return s.sum.first < lba; });
        return size_t(found - map_.seconds.begin());
    }

    [[noreturn]] void fail_damaged(const Second& second) const {
        throw Error(Errc::corrupt,
                    fmt::format("{}: {}: the audio is damaged; stage the track again", staged_->file->path(),
                                place_of(staged_->catalogue->disc, second)));
    }

    [[noreturn]] void fail_cut_short(Lba at) const {
        const Second& second = map_.seconds[first_second_from(at + BlockCount{1}) - 1];
        throw Error(Errc::corrupt,
                    fmt::format("{}: {}: the file is cut short; stage the track again", staged_->file->path(),
                                place_of(staged_->catalogue->disc, second)));
    }

    std::shared_ptr<const Staged> staged_;
    const Map& map_;
    static constexpr Lba kNowhere = kProgramStart - BlockCount{1};
    Lba checked_to_ = kNowhere; // reading on from here continues with the second begun
    size_t current_ = 0;        // the second that is being read, or comes next
    uint32_t crc_ = 0;          // of it, so far
};

} // namespace

std::optional<std::string> cut_short_at(const File& file, const Catalogue& catalogue) {
    const uint64_t size = file.size();
    if (size >= audio_end(catalogue)) return std::nullopt;
    uint64_t end = kAudioOffset;
    const Map map = map_of(catalogue);
    for (const Second& second : map.seconds)
        if ((end += uint64_t(bytes_in(second.sum.length))) > size) return place_of(catalogue.disc, second);
    return std::nullopt;
}

std::unique_ptr<BlockSource> stash_audio(std::shared_ptr<const File> file,
                                         std::shared_ptr<const Catalogue> catalogue) {
    Map map = map_of(*catalogue);
    return std::make_unique<StashAudio>(
        std::make_shared<Staged>(Staged{std::move(file), std::move(catalogue), std::move(map)}));
}

} // namespace redbook
