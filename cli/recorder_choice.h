// Which recorder a disc is recorded on, by the command line and the configuration.
#pragma once

#include <memory>
#include <string>

#include "cli/arguments.h"
#include "cli/config.h"
#include "redbook/drive/recorder.h"
#include "redbook/report/report.h"

namespace redbook::cli {

class RecorderChoice {
  public:
    // --drive or --recorder; else what the configuration says; else the only drive.
    //   throws  Errc::bad_value (no recorder, or options that are for the other kind), device (several
    //   drives), DriveError (no drive)
    RecorderChoice(const Arguments& arguments, const Config& config);

    bool is_drive() const { return !drive_.empty(); }
    const std::string& drive() const { return drive_; } // its path; empty: the image recorder

    // What the recorder is, and what lies in it now: how a recording begins. A drive is asked.
    //   throws  Errc::device: it does not answer
    RecordingReport look() const;

    // For the recorder that `look()` saw. `capacity` is that of the image recorder's medium.
    //   throws  what make_image_recorder() and make_drive_recorder() throw
    std::unique_ptr<Recorder> make(const RecordingReport& seen, BlockCount capacity) const;

  private:
    void choose(const std::string& name);
    void require_options_that_fit() const;

    const Arguments& arguments_;
    const Config& config_;
    std::string drive_, image_folder_;
};

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
