// A CD recorder drive, through libburn. A build without libburn has none, and says so.
#pragma once

#include <memory>
#include <string>

#include "redbook/disc/units.h"
#include "redbook/drive/recorder.h"

namespace redbook {

struct DriveSettings {
    std::string path;                // "/dev/sr0"
    int speed = 0;                   // of writing, a multiple of 1x; 0: as fast as the drive can
    SampleCount write_offset{};      // how many samples late the drive records (negative: early); corrected
    SampleCount read_offset{};       // how many samples late it reads (negative: early); corrected
    LeaveOut may_lack{};             // tried in this order if the drive refuses the cue sheet
    bool underrun_protection = true; // the drive waits for data, at the cost of a seam where it waited
};

// Takes the drive for itself, locks its door, and gives both back when the recorder goes.
//   throws  Errc::not_found, no_permission, in_use (another program, or another recorder of this one),
//           device (it is no CD recorder), unsupported (a build without libburn)
std::unique_ptr<Recorder> make_drive_recorder(const DriveSettings& settings);

} // namespace redbook
