#include "redbook/disc/layout.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace redbook {
namespace {

BlockCount staged(const Track& track) { return track.pregap + track.length; }

// Blocks of [first, end) that cost capacity: those before LBA 0 are free.
BlockCount charged(Lba first, Lba end) { return std::max(end, Lba{0}) - std::max(first, Lba{0}); }

Room room_in_sao(const Disc& disc, BlockCount capacity) {
    Room room{capacity, {}, {}, {}};
    for (const TrackSpan& span : layout_of(disc).tracks) {
        room.used += charged(span.audio, span.audio_end);
        room.overhead += charged(span.start, span.audio) + charged(span.audio_end, span.end);
    }
    return room;
}

Room room_in_tao(const Disc& disc, BlockCount capacity, bool last_is_open) {
    Room room{capacity, {}, {}, {}};
    for (const Track& track : disc.tracks) room.used += staged(track);
    const int n = int(disc.tracks.size());
    const int m = last_is_open ? n : std::min(n + 1, kMostTracks);
    room.overhead = disc.gap * (m - 1) + kRunOut * m;
    return room;
}

struct CapacityClass {
    std::string_view name;
    BlockCount blocks;
};
constexpr std::array<CapacityClass, 4> kClasses{
    {{"74", {333000}}, {"80", {359849}}, {"90", {404849}}, {"99", {445500}}}};

} // namespace

Layout layout_of(const Disc& disc) {
    Layout layout{{}, kProgramStart};
    for (const Track& track : disc.tracks) {
        TrackSpan span;
        span.start = layout.lead_out;
        span.audio = span.start + track.pause;
        span.index01 = span.audio + track.pregap;
        span.audio_end = span.index01 + track.length;
        span.end = span.audio_end + track.postgap;
        layout.tracks.push_back(span);
        layout.lead_out = span.end;
    }
    return layout;
}

Disc as_tao(const Disc& disc) {
    Disc tao = disc;
    tao.mode = Mode::sao; // what lies on the medium is a plain sequence of blocks
    for (Track& track : tao.tracks) {
        track.pause = &track == tao.tracks.data() ? kFirstPause : disc.gap;
        track.length = staged(track);
        track.pregap = {};
        track.postgap = kRunOut;
        track.indexes.clear();
    }
    return tao;
}

Disc with_gaps_as_read(const Disc& tao, const Disc& read, bool index00_known) {
    const Layout there = layout_of(read);
    const size_t n = tao.tracks.size();
    Disc disc = tao;
    if (there.tracks.size() != n) return tao;
    for (size_t k = 0; k < n; ++k) {
        const bool last = k + 1 == n;
        const Lba audio_end = there.tracks[k].index01 + tao.tracks[k].length;
        const Lba next = last ? there.lead_out : there.tracks[k + 1].index01;
        const BlockCount planned = last ? BlockCount{} : tao.tracks[k + 1].pause;
        const BlockCount gap = last            ? BlockCount{}
                               : index00_known ? next - there.tracks[k + 1].start
                                               : planned;
        const BlockCount run_out = next - audio_end - gap;
        if (run_out < BlockCount{} || run_out > kRunOut || gap < planned) return tao;
        disc.tracks[k].postgap = run_out;
        if (!last) disc.tracks[k + 1].pause = gap;
    }
    return disc;
}

Disc as_recorded(const Disc& disc) { return disc.mode == Mode::tao ? as_tao(disc) : disc; }

std::optional<BlockCount> parse_capacity(std::string_view text) {
    for (const CapacityClass& c : kClasses)
        if (c.name == text) return c.blocks;
    int32_t blocks = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), blocks);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (blocks < kShortestTrack.value || blocks > kLastAddress.value) return std::nullopt;
    return BlockCount{blocks};
}

Room room_on(const Disc& disc, BlockCount capacity, bool last_is_open) {
    Room room =
        disc.mode == Mode::tao ? room_in_tao(disc, capacity, last_is_open) : room_in_sao(disc, capacity);
    const bool no_more_tracks = !last_is_open && int(disc.tracks.size()) >= kMostTracks;
    room.available =
        no_more_tracks ? BlockCount{0} : std::max(BlockCount{0}, room.total - room.used - room.overhead);
    return room;
}

std::optional<Overflow> overflow(const Disc& disc, BlockCount capacity) {
    const Layout layout = layout_of(as_recorded(disc));
    const Lba last = Lba{0} + capacity;
    for (size_t k = 0; k < layout.tracks.size(); ++k)
        if (layout.tracks[k].end > last) return Overflow{k, layout.lead_out - last};
    return std::nullopt;
}

JoinedFiles join_files(const std::vector<SampleCount>& lengths, Join join, BlockCount pause) {
    const bool fill_each = join == Join::separate || pause > BlockCount{0};
    JoinedFiles joined;
    SampleCount end{}; // of what lies so far, from the first sample of LBA 0
    for (size_t k = 0; k < lengths.size(); ++k) {
        if (k > 0 && fill_each) end = samples_in(blocks_rounded_up(end) + pause);
        joined.places.push_back({end});
        end = end + lengths[k];
    }
    for (size_t k = 0; k < lengths.size(); ++k) {
        const bool last = k + 1 == lengths.size();
        const BlockCount first_block = whole_blocks(joined.places[k].start);
        const SampleCount file_end = joined.places[k].start + lengths[k];
        Track track;
        track.pause = k == 0 ? kFirstPause : pause;
        track.length =
            (last || fill_each ? blocks_rounded_up(file_end) : whole_blocks(file_end)) - first_block;
        joined.tracks.push_back(track);
    }
    return joined;
}

} // namespace redbook
