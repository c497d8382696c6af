// READ CD, READ CD MSF, READ SUBCHANNEL, SEEK. MMC-6.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "emulator/addresses.h"
#include "emulator/commands.h"

namespace redbook::emulator {
namespace {

enum SectorType : uint8_t { kAny = 0, kCdda = 1 };
constexpr size_t kC2Bytes = 294, kQBytes = 16;

// What READ CD is asked for of each block, and in which order it comes.
struct Parts {
    bool audio = false;
    size_t c2 = 0; // 0, 294, or 296 with a block's sum in front
    enum Subchannel : uint8_t { none = 0, raw = 1, q = 2, packs = 4 } subchannel = none;
    size_t bytes() const { return (audio ? kBlockBytes : 0) + c2 + subchannel_bytes(); }
    size_t subchannel_bytes() const {
        return subchannel == none ? 0 : subchannel == q ? kQBytes : kSubcodeBytes;
    }
};

std::optional<Parts> parts_of(uint8_t main, uint8_t subchannel) {
    constexpr std::array<size_t, 3> kC2{0, kC2Bytes, kC2Bytes + 2};
    const size_t c2 = main >> 1 & 3;
    if (c2 >= kC2.size() || (main & 1) || !(subchannel <= 2 || subchannel == 4)) return std::nullopt;
    // Of CD-DA everything is user data, whichever part is asked for.
    return Parts{(main & 0xF8) != 0, kC2[c2], Parts::Subchannel(subchannel)};
}

const RecordedTrack* track_at(const MediumFacts& f, Lba at) {
    for (const RecordedTrack& t : f.tracks)
        if (at >= t.start && at < t.end) return &t;
    return nullptr;
}

bool in_run_out(const MediumFacts& f, Lba at) {
    const RecordedTrack* t = track_at(f, at);
    return t && at >= t->end - t->run_out;
}

Lba end_of_audio(const DriveState& d) {
    const MediumFacts& f = d.medium->facts;
    return f.tracks.empty() ? Lba{} : f.tracks.back().end;
}

bool any_run_out(const MediumFacts& f, Lba first, BlockCount count) {
    return std::any_of(f.tracks.begin(), f.tracks.end(), [&](const RecordedTrack& t) {
        return t.run_out > BlockCount{} && t.end > first && t.end - t.run_out < first + count;
    });
}

bool any_data(const MediumFacts& f, Lba first, BlockCount count) {
    return std::any_of(f.tracks.begin(), f.tracks.end(), [&](const RecordedTrack& t) {
        return (t.control & kDataControl) && t.end > first && t.start < first + count;
    });
}

// Where a track was cut short by an error there is nothing to read.
bool any_damage(const MediumFacts& f, Lba first, BlockCount count) {
    return std::any_of(f.tracks.begin(), f.tracks.end(), [&](const RecordedTrack& t) {
        return t.damaged && first < t.end && first + count > t.end - t.run_out;
    });
}

Sense why_no_read(DriveState& d, Lba first, BlockCount count) {
    if (const Sense refusal = refusal_of(d, Event::read)) return refusal;
    const BlockCount beyond{d.faults.value(FaultKind::overread)};
    if (const auto data = second_session(d); data && first >= data->start && first + count <= data->end)
        return kIllegalModeForTrack;
    if (first < Lba{} - beyond || first + count > end_of_audio(d) + beyond) return kLbaOutOfRange;
    const MediumFacts& f = d.medium->facts;
    const bool run_out = d.faults.has(FaultKind::run_out_unreadable) && any_run_out(f, first, count);
    if (run_out || any_damage(f, first, count) || d.faults.strikes(FaultKind::unreadable, first, count))
        return kUnreadable;
    return {};
}

// One block's parts after the audio
// ----------------------------------------------------------------------------------------

void put_c2(BytesWriter& w, const Parts& parts, bool errors) {
    if (parts.c2 > kC2Bytes) w.u8(errors ? 0xFF : 0).u8(0);
    for (size_t i = 0; parts.c2 && i < kC2Bytes; ++i) w.u8(errors ? 0xFF : 0);
}

void put_raw(BytesWriter& w, const Subchannels& subchannels, Lba at) {
    Subcode linear;
    subchannels.write(at, linear);
    for (const std::byte b : to_interleaved(linear)) w.u8(std::to_integer<uint8_t>(b));
}

void put_q(BytesWriter& w, const Subchannels& subchannels, Lba at) {
    for (const std::byte b : subchannels.q(at)) w.u8(std::to_integer<uint8_t>(b));
    w.zeros(3).u8(subchannels.p(at) ? 0x80 : 0);
}

void put_subchannel(BytesWriter& w, DriveState& d, const Parts& parts, Lba at) {
    if (parts.subchannel == Parts::raw) put_raw(w, subchannels_of(d), at);
    if (parts.subchannel == Parts::q) put_q(w, subchannels_of(d), at);
    if (parts.subchannel == Parts::packs) w.zeros(kSubcodeBytes);
}

SampleCount read_shift(const DriveState& d) { return {d.faults.value(FaultKind::read_offset)}; }

void read_audio(DriveState& d, Lba first, std::span<std::byte> out) {
    d.medium->read(first, out, read_shift(d));
}

Reply read_audio_only(DriveState& d, const Command& command, Lba first, BlockCount count) {
    const size_t n = std::min(size_t(bytes_in(count)), command.in.size());
    read_audio(d, first, command.in.first(n));
    return {.sense = {}, .transferred = n};
}

void put_block(BytesWriter& w, DriveState& d, const Parts& parts, Lba at) {
    std::array<std::byte, kBlockBytes> audio;
    if (parts.audio) {
        read_audio(d, at, audio);
        for (const std::byte b : audio) w.u8(std::to_integer<uint8_t>(b));
    }
    const bool errors = d.faults.has(FaultKind::run_out_garbage) && in_run_out(d.medium->facts, at);
    put_c2(w, parts, errors);
    put_subchannel(w, d, parts, at);
}

Reply read_blocks(DriveState& d, const Command& command, Lba first, BlockCount count) {
    const uint8_t type = byte_at(command.cdb, 1) >> 2 & 7;
    const auto parts = parts_of(byte_at(command.cdb, 9), byte_at(command.cdb, 10));
    if (!parts) return refused(kInvalidFieldInCdb);
    if (count.value == 0) return {};
    if (parts->subchannel != Parts::none && first < kProgramStart)
        return refused(kLbaOutOfRange); // nothing is told of it
    if (const Sense sense = why_no_read(d, first, count)) return refused(sense);
    if (type != kAny && (type != kCdda || any_data(d.medium->facts, first, count)))
        return refused(kIllegalModeForTrack);
    d.head = first + count - BlockCount{1};
    if (parts->bytes() == kBlockBytes && parts->audio) return read_audio_only(d, command, first, count);
    std::vector<std::byte> reply(parts->bytes() * size_t(count.value));
    BytesWriter w(reply);
    for (int32_t i = 0; i < count.value; ++i) put_block(w, d, *parts, first + BlockCount{i});
    return send(command, reply, reply.size());
}

// READ SUBCHANNEL
// --------------------------------------------------------------------------------------------------

enum SubchannelData : uint8_t { kHeaderOnly = 0, kPositionData = 1, kMcnData = 2, kIsrcData = 3 };
constexpr uint8_t kNoAudioStatus = 0x15;

void put_subchannel_header(BytesWriter& w, size_t length) {
    w.u8(0).u8(kNoAudioStatus).be16(uint16_t(length));
}

void put_address(BytesWriter& w, Lba at, bool msf) {
    const Msf m = any_msf(at);
    if (msf)
        w.u8(0).u8(m.minute).u8(m.second).u8(m.frame);
    else
        w.be32(uint32_t(at.value));
}

int index_at(const RecordedTrack& t, Lba at) {
    if (at < t.index01) return 0;
    return 1 + int(std::upper_bound(t.indexes.begin(), t.indexes.end(), at) - t.indexes.begin());
}

Reply current_position(DriveState& d, const Command& command) {
    const RecordedTrack* t = track_at(d.medium->facts, d.head);
    if (!t) return refused(kLbaOutOfRange);
    const bool msf = byte_at(command.cdb, 1) & 2;
    const int32_t relative = (d.head - t->index01).value;
    std::array<std::byte, 16> reply;
    BytesWriter w(reply);
    put_subchannel_header(w, 12);
    w.u8(kPositionData)                     //  4
        .u8(uint8_t(0x10 | t->control))     //  5
        .u8(uint8_t(t->number))             //  6
        .u8(uint8_t(index_at(*t, d.head))); //  7
    put_address(w, d.head, msf);            //  8
    if (msf)
        put_address(w, kProgramStart + BlockCount{std::abs(relative)}, true); // 12 a length of time
    else
        w.be32(uint32_t(relative));
    return send(command, reply, be16_at(command.cdb, 7));
}

void put_code(BytesWriter& w, std::string_view text) { w.u8(text.empty() ? 0 : 0x80).text(text); }

Reply told_mcn(DriveState& d, const Command& command) {
    std::array<std::byte, 24> reply{};
    BytesWriter w(reply);
    put_subchannel_header(w, 20);
    w.u8(kMcnData).zeros(3);                                                             // 4
    put_code(w, d.medium->facts.mcn ? d.medium->facts.mcn->text() : std::string_view{}); // 8
    return send(command, reply, be16_at(command.cdb, 7));
}

Reply told_isrc(DriveState& d, const Command& command) {
    const uint8_t number = byte_at(command.cdb, 6);
    const auto& tracks = d.medium->facts.tracks;
    const auto t = std::ranges::find(tracks, int(number), &RecordedTrack::number);
    if (t == tracks.end()) return refused(kInvalidFieldInCdb);
    std::array<std::byte, 24> reply{};
    BytesWriter w(reply);
    put_subchannel_header(w, 20);
    w.u8(kIsrcData).u8(uint8_t(0x10 | t->control)).u8(number).u8(0); // 4
    put_code(w, t->isrc ? t->isrc->text() : std::string_view{});     // 8
    return send(command, reply, be16_at(command.cdb, 7));
}

} // namespace

Reply read_cd(DriveState& drive, const Command& command) {
    return read_blocks(drive, command, lba_at(command.cdb, 2), {int32_t(be24_at(command.cdb, 6))});
}

Reply read_cd_msf(DriveState& drive, const Command& command) {
    const auto msf = [&](size_t at) {
        return to_lba({byte_at(command.cdb, at), byte_at(command.cdb, at + 1), byte_at(command.cdb, at + 2)});
    };
    const auto first = msf(3), end = msf(6);
    if (!first || !end || *end < *first) return refused(kInvalidFieldInCdb);
    return read_blocks(drive, command, *first, *end - *first);
}

// Nothing that this drive records is data.
Reply read_data(DriveState& drive, const Command&) {
    const Sense refusal = refusal_of(drive, Event::read);
    return refused(refusal ? refusal : kIllegalModeForTrack);
}

Reply seek(DriveState& drive, const Command& command) {
    const Lba at = lba_at(command.cdb, 2);
    if (const Sense refusal = refusal_of(drive, Event::read)) return refused(refusal);
    if (at < Lba{} || at >= end_of_audio(drive)) return refused(kLbaOutOfRange);
    drive.head = at;
    return {};
}

Reply read_subchannel(DriveState& drive, const Command& command) {
    if (const Sense refusal = refusal_of(drive, Event::read)) return refused(refusal);
    if (!(byte_at(command.cdb, 2) & 0x40)) { // no Q data wanted
        std::array<std::byte, 4> reply;
        BytesWriter w(reply);
        put_subchannel_header(w, 0);
        return send(command, reply, be16_at(command.cdb, 7));
    }
    switch (byte_at(command.cdb, 3)) {
    case kPositionData: return current_position(drive, command);
    case kMcnData: return told_mcn(drive, command);
    case kIsrcData: return told_isrc(drive, command);
    default: return refused(kInvalidFieldInCdb);
    }
}

} // namespace redbook::emulator
