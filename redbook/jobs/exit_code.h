// What the program returns to the shell, and reports say. Documented in the README; scripts rely on it.
#pragma once

#include "redbook/base/error.h"
#include "redbook/base/export.h"
#include "redbook/jobs/outcome.h"

namespace REDBOOK_API redbook {

// The program's exit codes.
enum class ExitCode {
    done = 0,   // and verified where verification applies
    failed = 1, // nothing half made
    usage = 2,
    refused = 3, // input unreadable, malformed, breaks a rule
    does_not_fit = 4,
    differs = 5,      // compared, and differs
    not_verified = 6, // done but not verified
    device = 7,       // drive or medium not ready, not suitable, refused
    interrupted = 130,
};

// The exit code for an error or an outcome.
ExitCode exit_code_of(Errc code);
ExitCode exit_code_of(const Error& error); // of a drive that cannot be had `device`, whatever its code
ExitCode exit_code_of(Verdict verdict);
// Of a failure beside work that is done and verified, its own; accepted edges (Outcome) are `done`.
ExitCode exit_code_of(const Outcome& outcome);

} // namespace redbook
