// What discs are recorded on: a drive, or the image recorder, which is a folder of images.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/drive/recorder.h"
#include "redbook/report/report.h"

namespace REDBOOK_API redbook {

// Which recorder, and what it is asked for.
struct RecorderSettings {
    // One of the two is given.
    std::string drive{};                        // its path
    std::string image_folder{};                 // which must exist
    std::string image_format = "cue+bin";       // a name of image_formats()
    std::optional<BlockCount> image_capacity{}; // nullopt: that of the stash
    int speed = 0;                              // of writing, a multiple of 1x; 0: as fast as the drive can
    SampleCount write_offset{}, read_offset{};  // DriveSettings
    SampleCount accepted_edge{}; // so many samples at the edges of the disc need not be read back
    LeaveOut may_lack{};         // tried in this order if the drive refuses the cue sheet

    bool is_drive() const { return !drive.empty(); } // else the image recorder
};

// The recorder and the disc in it: how a recording begins. A drive is asked, with its tray closed.
//   throws  DriveError: it does not answer
RecordingReport look_at(const RecorderSettings& settings);

// For the recorder that was looked at. `capacity` is that of the image recorder's medium.
//   throws  what make_image_recorder() and make_drive_recorder() throw
std::unique_ptr<Recorder> make_recorder(const RecorderSettings& settings, BlockCount capacity);

// All drives, what they can do, and the discs in them.
std::vector<DriveReport> drives();

// Why a drive is not there or cannot be used, and what fixes it; of all, or of the one at `drive`. Empty: all
// can record. `there` gets the drives that were found.
std::vector<Diagnosis> diagnose(const std::string& drive = {}, std::vector<DriveReport>* there = nullptr);

// Erases the CD-RW in the drive: what makes it blank, or with `full` every block. False: it was blank already
// (unless full).
//   throws  DriveError, Errc::no_medium, device
bool erase_disc_in(const std::string& drive, bool full, const BlockProgress& progress = {});

} // namespace redbook
