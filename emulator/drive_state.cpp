#include "emulator/drive_state.h"

#include <algorithm>

namespace redbook::emulator {
namespace {

Stage stage_of(const MediumFacts& facts) {
    switch (facts.state) {
    case MediumState::blank: return Stage::blank;
    case MediumState::appendable: return Stage::appendable;
    case MediumState::complete: return Stage::complete;
    case MediumState::broken: return Stage::broken;
    case MediumState::recording: break; // a drive stopped without a word
    }
    return facts.tracks.empty() ? Stage::broken : Stage::appendable;
}

// A medium that another program has filled.
void pretend_complete(MediumFacts& facts) {
    facts.state = MediumState::complete;
    facts.lead_out = Lba{} + kShortestTrack;
    facts.tracks = {RecordedTrack{.start = kProgramStart,
                                  .index01 = {},
                                  .indexes = {},
                                  .end = facts.lead_out,
                                  .run_out = {},
                                  .isrc = {}}};
}

void apply_faults(const Faults& faults, MediumFacts& facts) {
    facts.capacity.value = faults.value(FaultKind::capacity, facts.capacity.value);
    facts.told_capacity.value =
        faults.value(FaultKind::told_capacity, faults.value(FaultKind::capacity, facts.told_capacity.value));
    if (faults.has(FaultKind::not_blank) && facts.state == MediumState::blank) pretend_complete(facts);
}

} // namespace

bool is_recording(Stage stage) {
    return stage == Stage::text || stage == Stage::audio || stage == Stage::written || stage == Stage::track;
}

DriveState::DriveState(FileSystem& f, DriveOptions o)
    : files(f), options(std::move(o)), faults(options.faults), write_page(default_write_page()) {}

Sense refusal_of(const DriveState& drive, Event event) {
    const Sense refusal = step_of(drive.stage, event).refusal;
    return refusal == kNoMediumTrayClosed ? drive.no_medium() : refusal;
}

Sense step(DriveState& drive, Event event) {
    const Sense refusal = refusal_of(drive, event);
    if (!refusal) drive.stage = step_of(drive.stage, event).next;
    return refusal;
}

void load(DriveState& drive) {
    drive.tray_open = false;
    const auto& media = drive.options.media;
    if (drive.has_medium() || media.empty() || drive.faults.has(FaultKind::no_medium)) return;
    drive.medium =
        std::make_unique<Medium>(drive.files, media[std::min(drive.next_medium, media.size() - 1)]);
    ++drive.next_medium;
    apply_faults(drive.faults, drive.medium->facts);
    drive.stage = stage_of(drive.medium->facts);
    drive.media_event = true;
}

void unload(DriveState& drive) {
    step(drive, Event::eject);
    drive.medium.reset();
    drive.subchannels.reset();
    drive.recording = {};
    drive.reserved.reset();
    drive.stage = Stage::no_medium;
    drive.tray_open = true;
    drive.media_event = true;
}

void reset(DriveState& drive) {
    fail_recording(drive);
    drive.write_page = default_write_page();
    drive.pages.clear();
    drive.read_speed = drive.write_speed = 0;
    drive.prevented = false;
    drive.attentions.push_back(kReset);
}

void begin_recording(DriveState& drive) {
    if (is_recording(drive.stage)) return;
    drive.recording.test = is_test_write(drive) && !drive.faults.has(FaultKind::writes_in_test);
    drive.recording.laser = !drive.recording.test && !drive.faults.has(FaultKind::stays_blank);
    if (!drive.recording.laser && !drive.recording.before) drive.recording.before = drive.medium->facts;
    store(drive, MediumState::recording);
}

void fail_recording(DriveState& drive) {
    const Stage was = drive.stage;
    step(drive, Event::failure);
    if (was == Stage::track)
        end_track(drive, Ending::damaged);
    else if (is_recording(was))
        store(drive, MediumState::broken);
}

void store(DriveState& drive, MediumState state) {
    drive.medium->facts.state = state;
    drive.subchannels.reset();
    if (drive.recording.laser) drive.medium->save();
}

void forget_rehearsal(DriveState& drive) {
    if (!drive.recording.before) return;
    drive.medium->facts = *drive.recording.before;
    drive.recording = {};
    drive.stage = stage_of(drive.medium->facts);
}

const Subchannels& subchannels_of(DriveState& drive) {
    if (!drive.subchannels) drive.subchannels.emplace(disc_of(drive.medium->facts));
    return *drive.subchannels;
}

void begin_long(DriveState& drive, Sense told, bool immediate) {
    drive.busy = immediate ? drive.faults.value(FaultKind::busy, drive.options.busy) : 0;
    drive.busy_of = drive.busy;
    drive.busy_with = told;
}

} // namespace redbook::emulator
