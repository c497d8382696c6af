// READ DISC INFORMATION, READ TRACK INFORMATION, READ CAPACITY. MMC-6.
#include <algorithm>
#include <array>

#include "emulator/addresses.h"
#include "emulator/commands.h"

namespace redbook::emulator {
namespace {

enum DiscStatus : uint8_t { kBlank = 0, kAppendable = 1, kComplete = 2 };
enum SessionStatus : uint8_t { kEmpty = 0, kIncomplete = 1, kClosed = 3 };

DiscStatus disc_status(Stage stage) {
    if (stage == Stage::blank || stage == Stage::cued) return kBlank;
    return stage == Stage::complete ? kComplete : kAppendable;
}

SessionStatus session_status(Stage stage) {
    if (stage == Stage::blank || stage == Stage::cued) return kEmpty;
    return stage == Stage::complete ? kClosed : kIncomplete;
}

int first_track(const MediumFacts& f) { return f.tracks.empty() ? 1 : f.tracks.front().number; }
int last_track(const DriveState& d) { // the one that can be written counts
    const MediumFacts& f = d.medium->facts;
    return d.stage == Stage::complete && !f.tracks.empty() ? f.tracks.back().number : next_track_number(d);
}

void put_msf_or_none(BytesWriter& w, bool there, Lba at) {
    if (!there) {
        w.be32(0xFFFFFFFF);
        return;
    }
    const Msf m = any_msf(at);
    w.u8(0).u8(m.minute).u8(m.second).u8(m.frame);
}

constexpr size_t kTrackBytes = 36;
using TrackInformation = std::array<std::byte, kTrackBytes>;

struct TrackTold {
    int number;
    uint8_t mode;
    bool reserved, is_blank, copy, damaged;
    bool next_valid;
    Lba start, next;
    BlockCount free, size;
    Lba last;
};

TrackInformation encode(const TrackTold& t) {
    TrackInformation out;
    BytesWriter(out)
        .be16(kTrackBytes - 2)                                                 //  0
        .u8(uint8_t(t.number))                                                 //  2
        .u8(1)                                                                 //  3 session
        .u8(0)                                                                 //  4
        .u8(uint8_t((t.damaged ? 0x20 : 0) | (t.copy ? 0x10 : 0) | t.mode))    //  5
        .u8(uint8_t((t.reserved ? 0x80 : 0) | (t.is_blank ? 0x40 : 0) | 0x0F)) //  6 audio: no data mode
        .u8(uint8_t((t.next_valid ? 1 : 0) | (t.is_blank ? 0 : 2)))            //  7
        .be32(uint32_t(t.start.value))                                         //  8
        .be32(uint32_t(t.next.value))                                          // 12
        .be32(uint32_t(t.free.value))                                          // 16
        .be32(0)                                                               // 20 packets
        .be32(uint32_t(t.size.value))                                          // 24
        .be32(uint32_t(t.last.value))                                          // 28
        .be32(0);                                                              // 32 high bytes of numbers
    return out;
}

// The track that can be written.
TrackInformation invisible_track(const DriveState& d) {
    const bool writing = d.stage == Stage::track;
    const Lba next = next_writable(d);
    const Lba start = writing ? d.recording.start : std::max(next, Lba{0});
    const BlockCount free = free_blocks(d);
    return encode({next_track_number(d), track_control(d), d.reserved.has_value(), !writing, false, false,
                   true, start, next, free, writing ? free + (next - start) : free, next - BlockCount{1}});
}

TrackInformation recorded_track(const MediumFacts& f, size_t k) {
    const RecordedTrack& t = f.tracks[k];
    const BlockCount size = t.end - t.index01;
    return encode({t.number,
                   t.control,
                   false,
                   false,
                   t.scms,
                   t.damaged,
                   false,
                   t.index01,
                   {},
                   {},
                   size,
                   t.end - t.run_out - BlockCount{1}});
}

bool can_be_written(const DriveState& d) { return d.stage != Stage::complete && d.stage != Stage::broken; }

std::optional<TrackInformation> track_numbered(const DriveState& d, uint32_t number) {
    const auto& tracks = d.medium->facts.tracks;
    for (size_t k = 0; k < tracks.size(); ++k)
        if (uint32_t(tracks[k].number) == number) return recorded_track(d.medium->facts, k);
    const bool invisible = number == 0xFF || int(number) == next_track_number(d);
    return invisible && can_be_written(d) ? std::optional(invisible_track(d)) : std::nullopt;
}

std::optional<TrackInformation> track_information_at(const DriveState& d, Lba at) {
    const auto& tracks = d.medium->facts.tracks;
    for (size_t k = 0; k < tracks.size(); ++k)
        if (at >= tracks[k].start && at < tracks[k].end) return recorded_track(d.medium->facts, k);
    return can_be_written(d) ? std::optional(invisible_track(d)) : std::nullopt;
}

std::optional<TrackInformation> information_for(const DriveState& d, uint8_t type, uint32_t number) {
    enum : uint8_t { kByLba = 0, kByTrack = 1, kBySession = 2 };
    switch (type) {
    case kByLba: return track_information_at(d, Lba{int32_t(number)});
    case kByTrack: return track_numbered(d, number);
    case kBySession:
        return number == 1 ? track_numbered(d, uint32_t(first_track(d.medium->facts))) : std::nullopt;
    default: return std::nullopt;
    }
}

} // namespace

Reply read_disc_information(DriveState& drive, const Command& command) {
    if (byte_at(command.cdb, 1) & 7) return refused(kInvalidFieldInCdb);
    const MediumFacts& f = drive.medium->facts;
    const bool rewritable = f.kind == MediumKind::cd_rw, complete = drive.stage == Stage::complete;
    const auto data = second_session(drive);
    std::array<std::byte, 34> reply;
    BytesWriter w(reply);
    w.be16(32) //  0
        .u8(uint8_t((rewritable ? 0x10 : 0) | session_status(drive.stage) << 2 |
                    disc_status(drive.stage)))                 // 2
        .u8(uint8_t(first_track(f)))                           //  3
        .u8(data ? 2 : 1)                                      //  4 sessions
        .u8(uint8_t(data ? data->number : first_track(f)))     //  5 of the last session
        .u8(uint8_t(data ? data->number : last_track(drive)))  //  6
        .u8(0x20)                                              //  7 unrestricted use
        .u8(complete ? 0x00 : 0xFF)                            //  8 CD-DA, or not yet said
        .zeros(3)                                              //  9
        .be32(0);                                              // 12 identification
    put_msf_or_none(w, !complete, f.lead_in);                  // 16
    put_msf_or_none(w, !complete, Lba{f.told_capacity.value}); // 20
    w.zeros(8)                                                 // 24 bar code
        .u8(0)                                                 // 32
        .u8(0);                                                // 33 OPC tables
    return send(command, reply, be16_at(command.cdb, 7));
}

Reply read_track_information(DriveState& drive, const Command& command) {
    const auto told = information_for(drive, byte_at(command.cdb, 1) & 3, be32_at(command.cdb, 2));
    if (!told) return refused(kInvalidFieldInCdb);
    return send(command, *told, be16_at(command.cdb, 7));
}

Reply read_capacity(DriveState& drive, const Command& command) {
    const bool complete = drive.stage == Stage::complete;
    const int32_t last = complete ? last_lead_out(drive).value - 1 : 0;
    std::array<std::byte, 8> reply;
    BytesWriter(reply).be32(uint32_t(last)).be32(2048);
    return send(command, reply, reply.size());
}

} // namespace redbook::emulator
