// Track-at-Once: each track is a run of its own, after it two run-out blocks, before the next one a pause.
#include <algorithm>

#include "emulator/commands.h"
#include "emulator/laser.h"
#include "emulator/noise.h"

namespace redbook::emulator {
namespace {

Lba behind_tracks(const DriveState& d) {
    const auto& tracks = d.medium->facts.tracks;
    return tracks.empty() ? kProgramStart : tracks.back().end;
}

BlockCount run_out_of(const DriveState& d) {
    return d.faults.has(FaultKind::no_run_out) ? BlockCount{} : kRunOut;
}

// The track before the run-out must end here.
Lba limit(const DriveState& d) {
    const Lba capacity = Lba{d.medium->facts.told_capacity.value} - run_out_of(d);
    return d.reserved && d.stage == Stage::track ? std::min(capacity, d.recording.start + *d.reserved)
           : d.reserved ? std::min(capacity, behind_tracks(d) + kDefaultGap + *d.reserved)
                        : capacity;
}

Sense why_no_track_write(const DriveState& d, Lba first, size_t bytes, BlockCount count) {
    if (const Sense refusal = refusal_of(d, Event::write_track)) return refusal;
    if (d.medium->facts.tracks.size() >= kMostTracks) return kEndOfUserArea;
    if (first != next_writable(d)) return kInvalidWriteAddress;
    if (!takes_audio(d) || bytes != size_t(bytes_in(count))) return kIllegalModeForTrack;
    return first + count > limit(d) ? kEndOfUserArea : Sense{};
}

void begin_track(DriveState& d, Lba first) {
    d.recording.start = d.recording.next = first;
    if (const auto mcn = page_mcn(d)) d.medium->facts.mcn = mcn;
}

// What was too short, or reserved and not filled, is filled with zeros; the medium has them already.
Lba end_of_track(const DriveState& d, Ending ending) {
    const Lba shortest = d.recording.start + kShortestTrack;
    const Lba promised = d.reserved && ending == Ending::whole ? d.recording.start + *d.reserved : shortest;
    return std::max({d.recording.next, shortest, promised});
}

void write_run_out(DriveState& d, const RecordedTrack& track) {
    if (!d.recording.laser || !d.faults.has(FaultKind::run_out_garbage)) return;
    d.medium->write(track.end - kRunOut, noise(size_t(bytes_in(kRunOut)), uint32_t(track.number)));
}

Reply close_session(DriveState& d, bool immediate) {
    if (const Sense refusal = refusal_of(d, Event::close_session)) return refused(refusal);
    if (d.stage == Stage::complete) return {};
    if (d.reserved) return refused(kEmptyReservedTrack);
    if (d.faults.has(FaultKind::lead_out_error)) return refused(kLeadOutFailed);
    if (d.faults.has(FaultKind::stays_open)) return {};
    step(d, Event::close_session);
    d.medium->facts.lead_out = behind_tracks(d);
    store(d, MediumState::complete);
    forget_rehearsal(d);
    begin_long(d, kLongWriteInProgress, immediate);
    return {};
}

Reply close_track(DriveState& d, bool immediate) {
    const bool open = d.stage == Stage::track;
    if (const Sense refusal = step(d, Event::close_track)) return refused(refusal);
    if (!open) return {};
    end_track(d, Ending::whole);
    begin_long(d, kLongWriteInProgress, immediate);
    return {};
}

} // namespace

Lba next_writable(const DriveState& d) {
    if (d.stage == Stage::cued || d.stage == Stage::text || d.stage == Stage::audio ||
        d.stage == Stage::track)
        return d.recording.next;
    if (d.stage == Stage::blank && write_type(d) == WriteType::sao) return kProgramStart;
    return behind_tracks(d) + kDefaultGap;
}

BlockCount free_blocks(const DriveState& d) {
    const bool sao = d.stage != Stage::track && write_type(d) == WriteType::sao;
    const Lba end = sao ? Lba{d.medium->facts.told_capacity.value} : limit(d);
    return std::max(end - next_writable(d), BlockCount{});
}

int next_track_number(const DriveState& d) {
    const auto& tracks = d.medium->facts.tracks;
    return tracks.empty() ? 1 : tracks.back().number + 1;
}

void end_track(DriveState& d, Ending ending) {
    MediumFacts& f = d.medium->facts;
    RecordedTrack track;
    track.number = next_track_number(d);
    track.control = track_control(d);
    track.scms = track_scms(d);
    track.isrc = page_isrc(d);
    track.start = behind_tracks(d);
    track.index01 = d.recording.start;
    track.end = end_of_track(d, ending) + run_out_of(d);
    track.damaged = ending == Ending::damaged;
    track.run_out = track.damaged ? track.end - d.recording.next : run_out_of(d);
    write_run_out(d, track);
    f.tracks.push_back(track);
    d.reserved.reset();
    store(d, MediumState::appendable);
}

Reply write_track(DriveState& drive, Lba first, Bytes data, BlockCount count) {
    if (const Sense sense = why_no_track_write(drive, first, data.size(), count)) return refused(sense);
    if (drive.stage != Stage::track) begin_track(drive, first);
    const Burnt burnt = burn(drive, Event::write_track, first, data, count);
    if (burnt.good()) drive.recording.next = first + count;
    return burnt;
}

Reply close_track_session(DriveState& drive, const Command& command) {
    enum : uint8_t { kTrack = 1, kSession = 2 };
    const bool immediate = byte_at(command.cdb, 1) & 1;
    switch (byte_at(command.cdb, 2) & 7) {
    case kTrack: return close_track(drive, immediate);
    case kSession: return close_session(drive, immediate);
    default: return refused(kInvalidFieldInCdb);
    }
}

Reply reserve_track(DriveState& drive, const Command& command) {
    const BlockCount size{int32_t(be32_at(command.cdb, 5))};
    if (const Sense refusal = refusal_of(drive, Event::reserve)) return refused(refusal);
    if (write_type(drive) != WriteType::tao) return refused(kSequenceError);
    if (drive.reserved) return refused(kNoMoreReservations);
    if (size < kShortestTrack || size > free_blocks(drive)) return refused(kInvalidFieldInCdb);
    drive.reserved = size;
    return {};
}

} // namespace redbook::emulator
