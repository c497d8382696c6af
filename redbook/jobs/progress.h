// How far a job is: one type for all of them.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "redbook/base/export.h"
#include "redbook/disc/transfer.h"

namespace REDBOOK_API redbook {

// What a job is doing.
enum class Phase {
    staging,    // an album into a stash
    checking,   // a stash against its checksums
    erasing,    // counted in 65536ths
    simulating, // with the laser off
    writing,
    closing,      // lead-in and lead-out; cannot be counted
    reading_back, // what was written
    comparing,
    reading,   // for checksums
    listening, // for what is odd about the audio
};

// As reports show it: "reading back".
std::string_view to_string(Phase phase);
// nullopt: a phase of a later version.
std::optional<Phase> phase_named(std::string_view name);

// How far a job is.
struct Progress {
    Phase phase = Phase::writing; // what is being done
    BlockCount done{}, total{};   // total 0: it is not known how long it takes
    std::optional<int> buffer{};  // of the drive that is written on, percent full
};

// Returning false cancels. Called from several threads, but never from two at a time.
using ProgressCallback = std::function<bool(const Progress& progress)>;

// For work that has only this phase; empty if `progress` is.
BlockProgress in_phase(const ProgressCallback& progress, Phase phase);

} // namespace redbook
