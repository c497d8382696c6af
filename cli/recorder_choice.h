// Which recorder a disc is recorded on, by the command line and the configuration.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/config.h"
#include "redbook/jobs/recorders.h"

namespace redbook::cli {

// --drive or --recorder; else what the configuration says; else the only drive.
//   throws  Errc::bad_value (no recorder, or options that are for the other kind), device (several drives),
//           DriveError (no drive)
RecorderSettings choose_recorder(const Arguments& arguments, const Config& config);

// Of the drive at `path`, in samples: as given on the command line, else as configured, else 0. The drive is
// only asked for its name if the configuration says anything of drives.
struct Offsets {
    SampleCount write, read;
    SampleCount unreadable_edge; // so many samples at the edges of a disc may stay unread
};
Offsets offsets_of(const Arguments& arguments, const Config& config, const std::string& path);

// The drive of erase, eject and doctor: as given, else as configured, else the only one there is.
//   throws  Errc::device: there is none, or there are several
std::string drive_of(const Arguments& arguments, const Config& config);

} // namespace redbook::cli
