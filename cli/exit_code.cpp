#include "cli/exit_code.h"

#include "redbook/drive/scsi.h"

namespace redbook::cli {

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

ExitCode exit_code_of(const Comparison& comparison, SampleCount accepted) {
    const SampleCount unread = comparison.unread_edge_samples();
    return unread > SampleCount{0} && unread <= accepted ? ExitCode::done : exit_code_of(comparison.verdict);
}

} // namespace redbook::cli
