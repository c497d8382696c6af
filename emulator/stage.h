// How far a recording is: the state machine of the drive, as a table. It is recording_states.md; a test walks
// every cell.
#pragma once

#include <optional>
#include <string_view>

#include "emulator/sense.h"

namespace redbook::emulator {

enum class Stage {
    no_medium,
    blank,
    cued,       // blank, and a cue sheet is accepted
    text,       // Session-at-Once: CD-TEXT is being written into the lead-in
    audio,      // Session-at-Once: the program is being written
    written,    // Session-at-Once: all but the lead-out is written; SYNCHRONIZE CACHE writes that
    track,      // Track-at-Once: a track is being written
    appendable, // closed tracks in a session that is not closed
    complete,
    broken, // a recording ended badly
};
inline constexpr int kStages = 10;
std::string_view to_string(Stage stage);

enum class Event {
    cue_sheet,     // SEND CUE SHEET
    write_track,   // WRITE while page 5 says Track-at-Once
    write_text,    // WRITE in Session-at-Once, into the lead-in
    write_audio,   // the same into the program
    write_last,    // the same, up to the lead-out
    sync,          // SYNCHRONIZE CACHE
    close_track,   // CLOSE TRACK/SESSION, function 1
    close_session, // function 2
    reserve,       // RESERVE TRACK
    erase,         // BLANK
    settings,      // MODE SELECT of page 5
    read,          // what is recorded: READ CD, READ TOC, READ SUBCHANNEL
    eject,
    failure, // a write failed, the drive was reset, or the medium went
};
inline constexpr int kEvents = 14;
std::string_view to_string(Event event);

// What an event means in a stage: it is refused, and the stage stays; or it leads to `next`.
struct Step {
    Sense refusal;
    Stage next;
};
Step step_of(Stage stage, Event event);

} // namespace redbook::emulator
