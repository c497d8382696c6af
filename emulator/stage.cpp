#include "emulator/stage.h"

#include <array>
#include <variant>

namespace redbook::emulator {
namespace {

constexpr std::array<std::string_view, kStages> kStageNames{
    "no_medium", "blank", "cued", "text", "audio", "written", "track", "appendable", "complete", "broken"};

constexpr std::array<std::string_view, kEvents> kEventNames{
    "cue_sheet",     "write_track", "write_text", "write_audio", "write_last", "sync",  "close_track",
    "close_session", "reserve",     "erase",      "settings",    "read",       "eject", "failure"};

// The words of Stage are known here alone.
namespace stage_table {

using enum Stage;

constexpr Step to(Stage next) { return {{}, next}; }
constexpr Step no(Sense refusal) { return {refusal, no_medium}; }

constexpr Step kNone = no(kNoMediumTrayClosed);
constexpr Step kSequence = no(kSequenceError);
constexpr Step kNever = kSequence; // page 5 cannot say the other thing while this continues
constexpr Step kNotEmpty = no(kProgramAreaNotEmpty);
constexpr Step kEmpty = no(kProgramAreaEmpty);
constexpr Step kFull = no(kCannotWriteMedium);
constexpr Step kBeyond = no(kLbaOutOfRange);
constexpr Step kOpen = no(kIncompleteTrack);
constexpr Step kNoToc = no(kNoTableOfContents);
constexpr Step kNoFix = no(kSessionFixationFailed);

// clang-format off
constexpr std::array<std::array<Step, kStages>, kEvents> kTable{{
    // no_medium      blank          cued           text         audio        written       track           appendable      complete       broken
    {{ kNone,         to(cued),      to(cued),      kSequence,   kSequence,   kSequence,    kSequence,      kNotEmpty,      kNotEmpty,     kNotEmpty }}, // cue_sheet
    {{ kNone,         to(track),     kNever,        kNever,      kNever,      kNever,       to(track),      to(track),      kFull,         kFull }}, // write_track
    {{ kNone,         kSequence,     to(text),      to(text),    kSequence,   kSequence,    kNever,         kSequence,      kFull,         kFull }}, // write_text
    {{ kNone,         kSequence,     to(audio),     to(audio),   to(audio),   kSequence,    kNever,         kSequence,      kFull,         kFull }}, // write_audio
    {{ kNone,         kSequence,     to(written),   to(written), to(written), kBeyond,      kNever,         kSequence,      kFull,         kFull }}, // write_last
    {{ kNone,         to(blank),     to(cued),      to(text),    to(audio),   to(complete), to(appendable), to(appendable), to(complete),  to(broken) }}, // sync
    {{ kNone,         kEmpty,        kSequence,     kSequence,   kSequence,   kSequence,    to(appendable), to(appendable), to(complete),  kFull }}, // close_track
    {{ kNone,         kEmpty,        kSequence,     kSequence,   kSequence,   kSequence,    kOpen,          to(complete),   to(complete),  kNoFix }}, // close_session
    {{ kNone,         to(blank),     kSequence,     kSequence,   kSequence,   kSequence,    kSequence,      to(appendable), kFull,         kFull }}, // reserve
    {{ kNone,         to(blank),     to(blank),     kSequence,   kSequence,   kSequence,    kSequence,      to(blank),      to(blank),     to(blank) }}, // erase
    {{ to(no_medium), to(blank),     to(blank),     kSequence,   kSequence,   kSequence,    kSequence,      to(appendable), to(complete),  to(broken) }}, // settings
    {{ kNone,         kBeyond,       kBeyond,       kSequence,   kSequence,   kSequence,    kSequence,      to(appendable), to(complete),  kNoToc }}, // read
    {{ to(no_medium), to(no_medium), to(no_medium), to(no_medium), to(no_medium), to(no_medium), to(no_medium), to(no_medium), to(no_medium), to(no_medium) }}, // eject
    {{ to(no_medium), to(blank),     to(blank),     to(broken),  to(broken),  to(broken),   to(appendable), to(appendable), to(complete),  to(broken) }}, // failure
}};
// clang-format on

} // namespace stage_table

} // namespace

std::string_view to_string(Stage stage) { return kStageNames[size_t(stage)]; }
std::string_view to_string(Event event) { return kEventNames[size_t(event)]; }
Step step_of(Stage stage, Event event) { return stage_table::kTable[size_t(event)][size_t(stage)]; }

} // namespace redbook::emulator
