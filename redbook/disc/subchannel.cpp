#include "redbook/disc/subchannel.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

enum Adr : uint8_t { kNothing = 0, kPosition = 1, kMcn = 2, kIsrc = 3 };
constexpr size_t kCrcAt = 10;
constexpr uint8_t kCopyPermitted = 2, kData = 4;
constexpr uint8_t kFirstTrackPoint = 0xA0, kLastTrackPoint = 0xA1, kLeadOutPoint = 0xA2;
const Mcn kNoMcn = *Mcn::parse("0000000000000");
const Isrc kNoIsrc = *Isrc::parse("000000000000");
constexpr int32_t kHundred = 100, kMcnTurn = 25, kIsrcTurn = 50;

// Binary coded decimal
// ----------------------------------------------------------------------------------------

uint8_t to_bcd(int n) { return uint8_t(n / 10 << 4 | n % 10); }

// Track numbers and points: 0xAA and 0xA0..0xA2 stand for themselves.
uint8_t to_bcd_or_point(int n) { return n > 99 ? uint8_t(n) : to_bcd(n); }

// Decimal digits only; the first error is kept.
class BcdReader {
  public:
    explicit BcdReader(Bytes in) : in_(in) {}
    int two_digits() { return from_bcd(in_.u8()); }
    int number_or_point() {
        const uint8_t b = in_.u8();
        return b >= kFirstTrackPoint ? b : from_bcd(b);
    }
    Msf msf() {
        const int minute = two_digits(), second = two_digits(), frame = two_digits();
        return {uint8_t(minute), uint8_t(second), uint8_t(frame)};
    }
    void skip() { in_.u8(); }
    bool ok() const { return ok_; }

  private:
    int from_bcd(uint8_t b) {
        if (b >> 4 > 9 || (b & 0xF) > 9) ok_ = false;
        return (b >> 4) * 10 + (b & 0xF);
    }
    BytesReader in_;
    bool ok_ = true;
};

void put_msf(BytesWriter& out, Msf m) { out.u8(to_bcd(m.minute)).u8(to_bcd(m.second)).u8(to_bcd(m.frame)); }

// Frames out
// ----------------------------------------------------------------------------------------------------

Msf address(Lba at) {
    const auto msf = to_msf(at);
    if (!msf) throw Error(Errc::bad_value, fmt::format("Q cannot tell the address LBA {}", at.value));
    return *msf;
}

Msf time_of(BlockCount n) { return address(kProgramStart + n); }

void require(bool in_range, std::string_view what, int value) {
    if (!in_range) throw Error(Errc::bad_value, fmt::format("Q cannot tell {} {}", what, value));
}

uint8_t put(BytesWriter&, std::monostate) { return kNothing; }

uint8_t put(BytesWriter& out, const QPosition& p) {
    require((p.track >= 1 && p.track <= kMostTracks) || p.track == kLeadOutTrack, "the track number",
            p.track);
    require(p.index >= 0 && p.index <= 99, "INDEX", p.index);
    out.u8(to_bcd_or_point(p.track)).u8(to_bcd(p.index)); // 1
    put_msf(out, time_of(p.relative));                    // 3
    put_msf(out.u8(0), address(p.at));                    // 7
    return kPosition;
}

uint8_t put(BytesWriter& out, const QPointer& p) {
    out.u8(0).u8(to_bcd_or_point(p.point)); // 1
    put_msf(out, p.running);                // 3
    put_msf(out.u8(0), p.value);            // 7
    return kPosition;
}

// Two digits a byte, a last half byte is zero.
void put_digits(BytesWriter& out, std::string_view digits) {
    for (size_t i = 0; i < digits.size(); i += 2)
        out.u8(uint8_t((digits[i] - '0') << 4 | (i + 1 < digits.size() ? digits[i + 1] - '0' : 0)));
}

uint8_t put(BytesWriter& out, const QMcn& q) {
    put_digits(out, q.mcn.text()); // 1
    out.u8(0).u8(to_bcd(q.frame)); // 8
    return kMcn;
}

// 0..9, A..Z as 17..42.
uint32_t six_bits(char c) { return uint32_t(c >= 'A' ? c - 'A' + 17 : c - '0'); }

uint8_t put(BytesWriter& out, const QIsrc& q) {
    const std::string_view text = q.isrc.text();
    uint32_t owner = 0;
    for (const char c : text.substr(0, 5)) owner = owner << 6 | six_bits(c);
    out.be32(owner << 2);            // 1
    put_digits(out, text.substr(5)); // 5
    out.u8(to_bcd(q.frame));         // 9
    return kIsrc;
}

uint8_t frame_of(Lba at) { return address(at).frame; }

// Frames in
// -----------------------------------------------------------------------------------------------------

QData read_position(Bytes data) {
    BcdReader in(data);
    const int track = in.number_or_point();
    const int index = track == 0 ? in.number_or_point() : in.two_digits();
    const Msf relative = in.msf();
    in.skip();
    const Msf absolute = in.msf();
    if (!in.ok()) return {};
    if (track == 0) return QPointer{uint8_t(index), relative, absolute};
    const auto time = to_lba(relative), at = to_lba(absolute);
    if (!time || !at || (track > kMostTracks && track != kLeadOutTrack)) return {};
    return QPosition{track, index, *time - kProgramStart, *at};
}

std::string digits_of(Bytes bytes) {
    std::string digits;
    for (const std::byte b : bytes)
        for (const int shift : {4, 0}) digits += char('0' + (std::to_integer<int>(b) >> shift & 0xF));
    return digits;
}

QData read_mcn(Bytes data) {
    const auto mcn = Mcn::parse(std::string_view(digits_of(data.first(7))).substr(0, 13));
    BcdReader frame(data.subspan(8));
    const int f = frame.two_digits();
    if (!mcn || !frame.ok()) return {};
    return QMcn{*mcn, uint8_t(f)};
}

QData read_isrc(Bytes data) {
    const uint32_t owner = BytesReader(data).be32() >> 2;
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 6) {
        const uint32_t six = owner >> shift & 0x3F;
        text += six >= 17 ? char('A' + (six - 17)) : char('0' + six);
    }
    const auto isrc = Isrc::parse(text + digits_of(data.subspan(4, 4)).substr(0, 7));
    BcdReader frame(data.subspan(8));
    const int f = frame.two_digits();
    if (!isrc || isrc->text().substr(0, 5) != text || !frame.ok()) return {};
    return QIsrc{*isrc, uint8_t(f)};
}

} // namespace

QFrame encode_q(uint8_t control, const QData& data) {
    QFrame frame{};
    const std::span<std::byte> bytes(frame);
    BytesWriter content(bytes.subspan(1, kCrcAt - 1));
    const uint8_t adr = std::visit([&](const auto& d) { return put(content, d); }, data);
    frame[0] = std::byte(control << 4 | adr);
    BytesWriter(bytes.subspan(kCrcAt)).be16(crc16(bytes.first(kCrcAt)));
    return frame;
}

DecodedQ decode_q(const QFrame& frame) {
    DecodedQ q;
    q.crc_is_right = BytesReader(Bytes(frame).subspan(kCrcAt)).be16() == crc16(Bytes(frame).first(kCrcAt));
    const auto first = std::to_integer<uint8_t>(frame[0]);
    q.control = first >> 4;
    const Bytes data = Bytes(frame).subspan(1, kCrcAt - 1);
    switch (first & 0xF) {
    case kPosition: q.data = read_position(data); break;
    case kMcn: q.data = read_mcn(data); break;
    case kIsrc: q.data = read_isrc(data); break;
    default: break;
    }
    return q;
}

// 96 bytes
// ------------------------------------------------------------------------------------------------------

Subcode to_interleaved(const Subcode& linear) {
    Subcode raw{};
    for (size_t bit = 0; bit < kSubcodeBytes; ++bit)
        for (size_t channel = 0; channel < 8; ++channel)
            raw[bit] |= (linear[channel * 12 + bit / 8] << (bit % 8) & std::byte{0x80}) >> channel;
    return raw;
}

Subcode to_linear(const Subcode& interleaved) {
    Subcode linear{};
    for (size_t bit = 0; bit < kSubcodeBytes; ++bit)
        for (size_t channel = 0; channel < 8; ++channel)
            linear[channel * 12 + bit / 8] |= (interleaved[bit] << channel & std::byte{0x80}) >> (bit % 8);
    return linear;
}

// A disc's subchannels
// ------------------------------------------------------------------------------------------

namespace {

struct TrackMap {
    int number;
    uint8_t control; // without SCMS
    bool scms;
    std::optional<Isrc> isrc;
    Lba start;                // INDEX 00, or INDEX 01 where there is none
    std::vector<Lba> indexes; // INDEX 01 and above

    bool in_index_00(Lba at) const { return at < indexes[0]; }
    bool begins_index(Lba at) const {
        return at == start || std::binary_search(indexes.begin(), indexes.end(), at);
    }
    // The block is number `turn` of a hundred of the track, or an index before it passed the turn on.
    bool has_turn(Lba at, int32_t turn) const {
        if (begins_index(at)) return false;
        while ((at - start).value % kHundred != turn) {
            at += BlockCount{-1};
            if (!begins_index(at)) return false;
        }
        return true;
    }
    QPosition position(Lba at) const {
        if (in_index_00(at)) return {number, 0, indexes[0] - at, at};
        const auto behind = std::upper_bound(indexes.begin(), indexes.end(), at);
        return {number, int(behind - indexes.begin()), at - indexes[0], at};
    }
};

TrackMap map_of(const Disc& disc, size_t k, const TrackSpan& span) {
    const Track& track = disc.tracks[k];
    TrackMap map{
        disc.number_of(k), control_nibble(track.flags), track.flags.scms, track.isrc, span.start, {}};
    map.indexes.push_back(span.index01);
    for (const BlockCount index : track.indexes) map.indexes.push_back(span.index01 + index);
    return map;
}

} // namespace

struct Subchannels::Map {
    std::vector<TrackMap> tracks;
    std::optional<Mcn> mcn;
    Lba lead_out;

    const TrackMap& track_at(Lba at) const { // the last one, in the lead-out
        const auto behind = std::upper_bound(tracks.begin(), tracks.end(), at,
                                             [](Lba a, const TrackMap& t) { return a < t.start; });
        return behind == tracks.begin() ? tracks.front() : behind[-1];
    }
    static uint8_t control_at(const TrackMap& track, Lba at) {
        const bool copy = track.scms && (at - kProgramStart).value / 4 % 2 == 0;
        return uint8_t(track.control | (copy ? kCopyPermitted : 0));
    }
};

Subchannels::Subchannels(const Disc& disc) {
    const Layout layout = layout_of(disc);
    auto map = std::make_shared<Map>(Map{{}, disc.mcn, layout.lead_out});
    for (size_t k = 0; k < disc.tracks.size(); ++k) map->tracks.push_back(map_of(disc, k, layout.tracks[k]));
    map_ = std::move(map);
}

QFrame Subchannels::q(Lba at) const {
    const TrackMap& track = map_->track_at(at);
    const uint8_t control = Map::control_at(track, at);
    if (at >= map_->lead_out) return encode_q(control, QPosition{kLeadOutTrack, 1, at - map_->lead_out, at});
    if (map_->mcn && track.has_turn(at, kMcnTurn)) return encode_q(control, QMcn{*map_->mcn, frame_of(at)});
    if (track.isrc && track.has_turn(at, kIsrcTurn))
        return encode_q(control, QIsrc{*track.isrc, frame_of(at)});
    return encode_q(control, track.position(at));
}

bool Subchannels::p(Lba at) const {
    const int32_t outside = (at - map_->lead_out).value - 2 * kBlocksPerSecond;
    return at < map_->lead_out ? map_->track_at(at).in_index_00(at) : outside >= 0 && outside % 38 < 19;
}

namespace {

void put_block(std::span<std::byte> out, bool p, const QFrame& q) {
    auto to = std::fill_n(out.begin(), q.size(), p ? std::byte{0xFF} : std::byte{0});
    to = std::copy(q.begin(), q.end(), to);
    std::fill(to, out.begin() + kSubcodeBytes, std::byte{0});
}

} // namespace

void Subchannels::write(Lba first, std::span<std::byte> out) const {
    assert(out.size() % kSubcodeBytes == 0);
    for (; !out.empty(); out = out.subspan(kSubcodeBytes), first += BlockCount{1})
        put_block(out, p(first), q(first));
}

// Zeros mean that there is no code.
bool Subchannels::says(Lba at, std::span<const std::byte> linear) const {
    const auto is = [&](const QFrame& q) {
        Subcode made;
        put_block(made, p(at), q);
        return std::ranges::equal(made, linear);
    };
    if (is(q(at))) return true;
    if (at >= map_->lead_out) return false;
    const TrackMap& track = map_->track_at(at);
    const uint8_t control = Map::control_at(track, at);
    return is(encode_q(control, track.position(at))) ||
           is(encode_q(control, QMcn{map_->mcn.value_or(kNoMcn), frame_of(at)})) ||
           is(encode_q(control, QIsrc{track.isrc.value_or(kNoIsrc), frame_of(at)}));
}

CodeRoom room_for_codes(const Disc& disc) {
    CodeRoom room;
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < layout.tracks.size(); ++k) {
        const TrackMap track = map_of(disc, k, layout.tracks[k]);
        const auto has_block = [&](int32_t turn) {
            for (Lba at = std::max(track.start, Lba{0}); at < layout.tracks[k].end; at += BlockCount{1})
                if (track.has_turn(at, turn)) return true;
            return false;
        };
        room.mcn = room.mcn || has_block(kMcnTurn);
        room.isrc.push_back(has_block(kIsrcTurn));
    }
    return room;
}

QFrame Subchannels::lead_in_q(int32_t n) const {
    const auto& tracks = map_->tracks;
    const size_t count = tracks.size(), entry = size_t(n / 3) % (count + 3);
    const Msf running = time_of({n});
    if (entry < count)
        return encode_q(tracks[entry].control,
                        QPointer{uint8_t(tracks[entry].number), running, address(tracks[entry].indexes[0])});
    const TrackMap &first = tracks.front(), &last = tracks.back();
    if (entry == count)
        return encode_q(first.control, QPointer{kFirstTrackPoint, running, {uint8_t(first.number), 0, 0}});
    if (entry == count + 1)
        return encode_q(last.control, QPointer{kLastTrackPoint, running, {uint8_t(last.number), 0, 0}});
    return encode_q(last.control, QPointer{kLeadOutPoint, running, address(map_->lead_out)});
}

// Facts
// ---------------------------------------------------------------------------------------------------------

namespace {

template <class T>
class Votes {
  public:
    void add(const T& value) {
        for (auto& [known, count] : counts_)
            if (known == value) {
                ++count;
                return;
            }
        counts_.emplace_back(value, 1);
    }
    std::optional<T> winner() const {
        const auto most = std::max_element(counts_.begin(), counts_.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        return most == counts_.end() ? std::nullopt : std::optional(most->first);
    }

  private:
    std::vector<std::pair<T, int>> counts_;
};

// What is noted of one track.
class TrackNotes {
  public:
    explicit TrackNotes(int number) { track_.number = number; }
    int number() const { return track_.number; }

    void add_control(uint8_t control) {
        if (last_control_ && (*last_control_ ^ control) & kCopyPermitted) ++copy_changes_;
        last_control_ = control;
        controls_.add(control);
    }
    void add_index(QIndex index) {
        const auto& known = track_.indexes;
        if (std::none_of(known.begin(), known.end(),
                         [&](const QIndex& i) { return i.number == index.number; }))
            track_.indexes.push_back(index);
    }
    void add_isrc(const Isrc& isrc) { isrcs_.add(isrc); }

    QTrack track() const {
        QTrack track = track_;
        const uint8_t control = controls_.winner().value_or(0);
        track.flags.pre_emphasis = control & 1;
        track.flags.scms = copy_changes_ > 2; // one or two are a disc that is told badly at a boundary
        track.flags.copy_permitted = control & kCopyPermitted && !track.flags.scms;
        track.flags.four_channel = control & 8;
        track.data = control & kData;
        track.isrc = isrcs_.winner();
        return track;
    }

  private:
    QTrack track_;
    Votes<uint8_t> controls_;
    Votes<Isrc> isrcs_;
    std::optional<uint8_t> last_control_;
    int copy_changes_ = 0;
};

class Notes {
  public:
    void add(const QFrame& frame) {
        ++frames_;
        const DecodedQ q = decode_q(frame);
        if (!q.crc_is_right) ++damaged_;
        if (!q.crc_is_right) return;
        if (const auto* position = std::get_if<QPosition>(&q.data)) add_position(*position, q.control);
        if (const auto* mcn = std::get_if<QMcn>(&q.data)) {
            mcns_.add(mcn->mcn);
            pass_block(mcn->frame);
        }
        if (const auto* isrc = std::get_if<QIsrc>(&q.data)) {
            if (!tracks_.empty() && !lead_out_) tracks_[current_].add_isrc(isrc->isrc);
            pass_block(isrc->frame);
        }
    }

    QFacts facts() const {
        QFacts facts{{}, mcns_.winner(), lead_out_, frames_, damaged_};
        for (const TrackNotes& notes : tracks_) facts.tracks.push_back(notes.track());
        return facts;
    }

  private:
    void add_position(const QPosition& position, uint8_t control) {
        if (position.track == kLeadOutTrack) {
            if (!lead_out_) lead_out_ = start_of(position).start;
        } else {
            current_ = place_of(position.track);
            tracks_[current_].add_control(control);
            tracks_[current_].add_index(start_of(position));
        }
        last_position_ = last_block_ = position.at;
    }

    // A block that has a number in place of its position: no index begins there.
    void pass_block(uint8_t frame) {
        if (last_block_ && ((*last_block_ - kProgramStart).value + 1) % kBlocksPerSecond == frame)
            *last_block_ += BlockCount{1};
    }

    size_t place_of(int number) {
        const auto known = std::find_if(tracks_.begin(), tracks_.end(),
                                        [&](const TrackNotes& t) { return t.number() == number; });
        if (known != tracks_.end()) return size_t(known - tracks_.begin());
        tracks_.emplace_back(number);
        return tracks_.size() - 1;
    }

    // Where the index of this frame, the first of it that is seen, begins: INDEX 01 and the lead-out tell how
    // far it is, if that does not lie before what was seen before.
    QIndex start_of(const QPosition& position) const {
        const Lba counted = position.at - position.relative;
        const bool behind = last_position_ ? counted > *last_position_ : counted >= kProgramStart;
        if (position.index == 1 && behind) return {1, counted, true};
        const bool follows =
            last_block_ ? *last_block_ + BlockCount{1} == position.at : position.at == kProgramStart;
        return {position.index, position.at, follows};
    }

    std::vector<TrackNotes> tracks_;
    size_t current_ = 0;
    Votes<Mcn> mcns_;
    std::optional<Lba> last_position_, last_block_, lead_out_;
    int64_t frames_ = 0, damaged_ = 0;
};

} // namespace

QFacts read_q_frames(const std::function<std::optional<QFrame>()>& next) {
    Notes notes;
    while (const auto frame = next()) notes.add(*frame);
    return notes.facts();
}

} // namespace redbook
