// Which drives there are, what they can do, and the discs in them.
#pragma once

#include <string>
#include <vector>

#include "redbook/drive/drive_report.h"
#include "redbook/drive/machine.h"
#include "redbook/drive/mmc.h"

namespace redbook {

// Asks the drive and looks at the disc in it, which is waited for while it becomes ready. Never throws an
// Error: what could not be asked is the report's `problem`.
DriveReport ask_drive(ScsiPort& port);

// The same of the drive at `path`, which is opened exclusively: one that somebody records on is not asked.
DriveReport ask_drive(const std::string& path);

// All of them, in the order of their names (machine.h).
std::vector<DriveReport> ask_all_drives();

// The drive to work with: `path`; if that is empty, the only one of `there`.
//   throws  DriveError (not_found): there is none; Errc::device: there are several (the sentence names them)
std::string choose_drive(const std::string& path, const std::vector<std::string>& there = drive_paths());

// "CD-R", "CD-RW", "CD-ROM", "DVD", "BD": a CD-R that is closed calls itself a CD-ROM, but has an ATIP still.
std::string kind_of_disc(uint16_t profile, const std::optional<Atip>& atip);

// Asks; if there is no disc, closes the tray, which may be open, and asks again.
DriveReport ask_with_tray_in(const std::string& path);

// Draws the tray in, and asks likewise.
DriveReport load_and_ask(const std::string& path);

// Opens the tray, and draws it in and waits for the disc in it.
//   throws  what open_scsi_port() throws, Errc::device: the drive refuses
void eject_disc(const std::string& path);
void load_disc(const std::string& path);

} // namespace redbook
