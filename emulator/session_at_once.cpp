// Session-at-Once: CD-TEXT into the lead-in, then the program as the cue sheet says, in one go.
#include <algorithm>

#include "emulator/commands.h"
#include "emulator/laser.h"
#include "emulator/text_lead_in.h"

namespace redbook::emulator {
namespace {

// Where the host continues, if it has come to `at`: the drive writes the parts itself that say so.
Lba next_from_host(const CueSheet& cue, Lba at) {
    for (size_t i = 0; i < cue.parts.size(); ++i) {
        const Lba end = i + 1 < cue.parts.size() ? cue.parts[i + 1].start : cue.lead_out;
        if (!cue.parts[i].from_host && at >= cue.parts[i].start && at < end) at = end;
    }
    return at;
}

// Where the part ends that `at` lies in: no WRITE may go past what the host supplies.
Lba end_from_host(const CueSheet& cue, Lba at) {
    for (const CuePart& part : cue.parts)
        if (!part.from_host && part.start > at) return part.start;
    return cue.lead_out;
}

Event event_of(const CueSheet& cue, Lba first, Lba end) {
    if (first < kProgramStart) return Event::write_text;
    return next_from_host(cue, end) >= cue.lead_out ? Event::write_last : Event::write_audio;
}

Sense why_no_session_write(const DriveState& d, Event event, Lba first, BlockCount count, size_t bytes) {
    if (const Sense refusal = refusal_of(d, event)) return refusal;
    if (first != d.recording.next) return kInvalidWriteAddress;
    const bool text = event == Event::write_text;
    const Lba limit = text ? kProgramStart : end_from_host(d.recording.cue, first);
    if (first + count > limit) return text ? kInvalidWriteAddress : kLbaOutOfRange;
    return bytes == (text ? kSubcodeBytes : size_t(kBlockBytes)) * size_t(count.value) ? Sense{}
                                                                                       : kIllegalModeForTrack;
}

void finish(DriveState& d) {
    MediumFacts& f = d.medium->facts;
    const Recording& r = d.recording;
    f.tracks = r.cue.tracks;
    f.mcn = r.cue.mcn;
    f.lead_out = r.cue.lead_out;
    if (r.cue.text && !d.faults.has(FaultKind::drops_text)) f.text_packs = packs_of_lead_in(r.text);
    store(d, MediumState::complete);
    forget_rehearsal(d);
}

} // namespace

void begin_cued(DriveState& drive, const CueSheet& cue) {
    const Lba program = next_from_host(cue, kProgramStart);
    drive.recording = {};
    drive.recording.cue = cue;
    drive.recording.next = cue.text ? drive.medium->facts.lead_in : program;
}

Reply write_session(DriveState& drive, Lba first, Bytes data, BlockCount count) {
    const Event event = event_of(drive.recording.cue, first, first + count);
    if (const Sense sense = why_no_session_write(drive, event, first, count, data.size()))
        return refused(sense);
    const Burnt burnt = burn(drive, event, first, data, count);
    if (!burnt.good()) return burnt;
    Recording& r = drive.recording;
    if (event == Event::write_text) collect_lead_in(r.text, data);
    r.next = next_from_host(r.cue, first + count);
    return burnt;
}

Sense write_lead_out(DriveState& drive) {
    if (drive.faults.has(FaultKind::lead_out_error)) return fail_recording(drive), kLeadOutFailed;
    if (drive.faults.has(FaultKind::stays_open)) return fail_recording(drive), Sense{};
    step(drive, Event::sync);
    finish(drive);
    return {};
}

} // namespace redbook::emulator
