#include "redbook/jobs/exit_code.h"

#include "redbook/drive/scsi.h"

namespace redbook {

ExitCode exit_code_of(Errc code) {
    switch (code) {
    case Errc::bad_value: return ExitCode::usage;
    case Errc::not_found:
    case Errc::no_permission:
    case Errc::malformed:
    case Errc::unsupported:
    case Errc::newer_version:
    case Errc::corrupt:
    case Errc::source_changed:
    case Errc::too_many_tracks:
    case Errc::breaks_rule: return ExitCode::refused;
    case Errc::does_not_fit: return ExitCode::does_not_fit;
    case Errc::differs: return ExitCode::differs;
    case Errc::device:
    case Errc::no_medium:
    case Errc::not_blank: return ExitCode::device;
    case Errc::cancelled: return ExitCode::interrupted;
    case Errc::io:
    case Errc::disk_full:
    case Errc::exists:
    case Errc::in_use:
    case Errc::track_open:
    case Errc::no_track_open:
    case Errc::stash_failed: return ExitCode::failed;
    }
    return ExitCode::failed;
}

ExitCode exit_code_of(const Error& error) {
    return dynamic_cast<const DriveError*>(&error) != nullptr ? ExitCode::device : exit_code_of(error.code);
}

ExitCode exit_code_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::verified: return ExitCode::done;
    case Verdict::differs: return ExitCode::differs;
    case Verdict::not_verified: return ExitCode::not_verified;
    }
    return ExitCode::not_verified;
}

ExitCode exit_code_of(const Outcome& outcome) {
    if (!outcome.done)
        return outcome.drive_failed ? ExitCode::device
                                    : exit_code_of(outcome.failures.at(0).code.value_or(Errc::io));
    if (outcome.interrupted) return ExitCode::interrupted;
    const bool good = outcome.simulated || outcome.edge_accepted || (outcome.staged && outcome.complete);
    const ExitCode code = good ? ExitCode::done : exit_code_of(outcome.verdict);
    const bool failed = code == ExitCode::done && !outcome.failures.empty();
    return failed && outcome.failures[0].code ? exit_code_of(*outcome.failures[0].code) : code;
}

} // namespace redbook
