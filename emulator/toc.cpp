// READ TOC/PMA/ATIP. MMC-6, 6.25.
#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "emulator/addresses.h"
#include "emulator/commands.h"

namespace redbook::emulator {
namespace {

constexpr uint8_t kLeadOut = 0xAA, kPositionAdr = 1; // ADR
enum Point : uint8_t { kFirstTrack = 0xA0, kLastTrack = 0xA1, kLeadOutStart = 0xA2 };

// Header, then the entries; what the header says of the length is of all of them.
class TocReply {
  public:
    TocReply(uint8_t first, uint8_t last) { add({0, 0, first, last}); }
    void add(std::initializer_list<unsigned> values) {
        for (const unsigned v : values) bytes_.push_back(std::byte(v));
    }
    void add_address(Lba at, bool as_msf) {
        const Msf m = any_msf(at);
        if (as_msf)
            add({0u, m.minute, m.second, m.frame});
        else
            add({uint8_t(at.value >> 24), uint8_t(at.value >> 16), uint8_t(at.value >> 8),
                 uint8_t(at.value)});
    }
    Reply sent(const Command& command) {
        BytesWriter(bytes_).be16(uint16_t(bytes_.size() - 2));
        return send(command, bytes_, be16_at(command.cdb, 7));
    }

  private:
    std::vector<std::byte> bytes_;
};

struct Asked {
    bool msf;
    uint8_t number; // of a track or session
};
using Format = Reply (*)(DriveState&, const Command&, Asked);

// What only a complete disc has.
Sense no_toc(const DriveState& drive) {
    if (const Sense refusal = refusal_of(drive, Event::read))
        return refusal == kLbaOutOfRange ? kInvalidFieldInCdb : refusal;
    return drive.stage == Stage::complete ? Sense{} : kInvalidFieldInCdb;
}

unsigned adr_control(uint8_t control) { return unsigned(kPositionAdr << 4 | control); }

Reply toc(DriveState& drive, const Command& command, Asked asked) {
    if (const Sense none = no_toc(drive)) return refused(none);
    std::vector<RecordedTrack> tracks = drive.medium->facts.tracks;
    if (const auto data = second_session(drive)) tracks.push_back(*data);
    if (asked.number > tracks.back().number && asked.number != kLeadOut) return refused(kInvalidFieldInCdb);
    TocReply reply(uint8_t(tracks.front().number), uint8_t(tracks.back().number));
    for (const RecordedTrack& t : tracks) {
        if (t.number < asked.number) continue;
        reply.add({0, adr_control(t.control), unsigned(t.number), 0});
        reply.add_address(t.index01, asked.msf);
    }
    reply.add({0, adr_control(tracks.back().control), kLeadOut, 0});
    reply.add_address(last_lead_out(drive), asked.msf);
    return reply.sent(command);
}

Reply sessions(DriveState& drive, const Command& command, Asked asked) {
    if (const Sense none = no_toc(drive)) return refused(none);
    const auto data = second_session(drive);
    const RecordedTrack& first = data ? *data : drive.medium->facts.tracks.front();
    TocReply reply(1, data ? 2 : 1);
    reply.add({0, adr_control(first.control), unsigned(first.number), 0});
    reply.add_address(first.index01, asked.msf);
    return reply.sent(command);
}

void add_point(TocReply& reply, unsigned session, uint8_t control, unsigned point, Msf value) {
    reply.add({session, adr_control(control), 0, point, 0, 0, 0, 0, value.minute, value.second, value.frame});
}

void add_session(TocReply& reply, unsigned session, std::span<const RecordedTrack> tracks, Lba lead_out) {
    const RecordedTrack &first = tracks.front(), &last = tracks.back();
    add_point(reply, session, first.control, kFirstTrack, {uint8_t(first.number), 0, 0});
    add_point(reply, session, last.control, kLastTrack, {uint8_t(last.number), 0, 0});
    add_point(reply, session, last.control, kLeadOutStart, any_msf(lead_out));
    for (const RecordedTrack& t : tracks)
        add_point(reply, session, t.control, unsigned(t.number), any_msf(t.index01));
}

Reply full_toc(DriveState& drive, const Command& command, Asked asked) {
    if (const Sense none = no_toc(drive)) return refused(none);
    const auto data = second_session(drive);
    const unsigned last = data ? 2 : 1;
    if (asked.number > last) return refused(kInvalidFieldInCdb);
    const MediumFacts& f = drive.medium->facts;
    TocReply reply(1, uint8_t(last));
    if (asked.number <= 1) add_session(reply, 1, f.tracks, f.lead_out);
    if (data) add_session(reply, 2, std::span(&*data, 1), data->end);
    return reply.sent(command);
}

// The program memory area: closed tracks, with where they end and begin.
Reply pma(DriveState& drive, const Command& command, Asked) {
    if (const Sense refusal = refusal_of(drive, Event::read); refusal && refusal != kLbaOutOfRange)
        return refused(refusal);
    TocReply reply(0, 0);
    for (const RecordedTrack& t : drive.medium->facts.tracks) {
        const Msf end = any_msf(t.end), start = any_msf(t.index01);
        reply.add({0, adr_control(t.control), 0, unsigned(t.number), end.minute, end.second, end.frame, 0,
                   start.minute, start.second, start.frame});
    }
    return reply.sent(command);
}

Reply atip(DriveState& drive, const Command& command, Asked) {
    const MediumFacts& f = drive.medium->facts;
    const bool rewritable = f.kind == MediumKind::cd_rw;
    const Msf lead_in = any_msf(f.lead_in), lead_out = any_msf(Lba{f.told_capacity.value});
    TocReply reply(0, 0);
    reply.add({0xC0 | (rewritable ? 2u : 0u), 0});                 //  4 writing power, speed; 5 unrestricted
    reply.add({0x80 | (rewritable ? 0x40u : 0x08u), 0});           //  6 kind of disc; no A1..A3
    reply.add({lead_in.minute, lead_in.second, lead_in.frame, 0}); //  8
    reply.add({lead_out.minute, lead_out.second, lead_out.frame, 0}); // 12
    for (int i = 0; i < 3; ++i) reply.add({0, 0, 0, 0});              // 16 A1, A2, A3
    return reply.sent(command);
}

Reply cd_text(DriveState& drive, const Command& command, Asked) {
    if (const Sense none = no_toc(drive)) return refused(none);
    TocReply reply(0, 0);
    for (const std::byte b : drive.medium->facts.text_packs) reply.add({std::to_integer<unsigned>(b)});
    return reply.sent(command);
}

constexpr std::array<Format, 6> kFormats{toc, sessions, full_toc, pma, atip, cd_text};

} // namespace

std::optional<RecordedTrack> second_session(const DriveState& drive) {
    if (drive.stage != Stage::complete || !drive.faults.has(FaultKind::second_session)) return std::nullopt;
    const MediumFacts& f = drive.medium->facts;
    RecordedTrack data;
    data.number = f.tracks.back().number + 1;
    data.control = kDataControl;
    data.start = data.index01 = f.lead_out + kBetweenSessions;
    data.end = data.start + BlockCount{drive.faults.value(FaultKind::second_session)};
    return data;
}

Lba last_lead_out(const DriveState& drive) {
    const auto data = second_session(drive);
    return data ? data->end : drive.medium->facts.lead_out;
}

Reply read_toc(DriveState& drive, const Command& command) {
    const size_t format = byte_at(command.cdb, 2) & 0xF;
    if (format >= kFormats.size()) return refused(kInvalidFieldInCdb);
    return kFormats[format](drive, command, {(byte_at(command.cdb, 1) & 2) != 0, byte_at(command.cdb, 6)});
}

} // namespace redbook::emulator
