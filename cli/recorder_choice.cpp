#include "cli/recorder_choice.h"

#include <fmt/format.h>

#include "cli/places.h"
#include "redbook/base/error.h"
#include "redbook/drive/drive_recorder.h"
#include "redbook/drive/drives.h"
#include "redbook/drive/machine.h"
#include "redbook/drive/scsi.h"
#include "redbook/jobs/image_recorder.h"

namespace redbook::cli {
namespace {

constexpr std::string_view kImagePrefix = "image:";

bool is_drive_name(const std::string& name) {
    return name.find('/') != std::string::npos && name.find(':') == std::string::npos;
}

} // namespace

RecorderChoice::RecorderChoice(const Arguments& arguments, const Config& config)
    : arguments_(arguments), config_(config) {
    if (!arguments.drive.path.empty())
        drive_ = arguments.drive.path;
    else if (const std::string& name = arguments.recorder.empty() ? config.recorder : arguments.recorder;
             !name.empty())
        choose(name);
    else if (drive_paths().empty())
        throw DriveError(Errc::not_found,
                         "there is no CD drive to record on; give --recorder image:FOLDER to write an image, "
                         "or see 'redbook doctor'");
    else
        drive_ = choose_drive("");
    require_options_that_fit();
}

void RecorderChoice::choose(const std::string& name) {
    if (name.starts_with(kImagePrefix) && name.size() > kImagePrefix.size())
        image_folder_ = name.substr(kImagePrefix.size());
    else if (is_drive_name(name))
        drive_ = name;
    else
        throw Error(Errc::bad_value, name + ": is no recorder; give image:FOLDER, or a drive like /dev/sr0");
}

void RecorderChoice::require_options_that_fit() const {
    if (!is_drive() && !arguments_.drive_option.empty() && arguments_.drive.path.empty())
        throw Error(Errc::bad_value,
                    fmt::format("{}: is for drives, and the recorder is a folder of images; give "
                                "--drive PATH",
                                arguments_.drive_option));
    if (is_drive() && arguments_.capacity)
        throw Error(
            Errc::bad_value,
            fmt::format("--capacity: is for images; the disc in {} says itself what it holds", drive_));
    if (is_drive() && arguments_.disc.gap)
        throw Error(
            Errc::bad_value,
            fmt::format("--gap: is for images; {} is a drive, which leaves 2 s (150 blocks)", drive_));
    if (is_drive() && !arguments_.format.empty())
        throw Error(Errc::bad_value,
                    fmt::format("--format: is for images, and the recorder is the drive {}; give --recorder "
                                "image:FOLDER",
                                drive_));
}

RecordingReport RecorderChoice::look() const {
    RecordingReport seen;
    if (!is_drive()) return seen;
    seen.drive = ask_with_tray_in(drive_);
    if (!seen.drive.problem.empty()) throw DriveError(seen.drive.problem_code, seen.drive.problem);
    const Offsets offsets = offsets_of(arguments_, config_, drive_);
    seen.write_offset = offsets.write;
    seen.read_offset = offsets.read;
    return seen;
}

std::unique_ptr<Recorder> RecorderChoice::make(const RecordingReport& seen, BlockCount capacity) const {
    if (is_drive())
        return make_drive_recorder({.path = drive_,
                                    .speed = arguments_.drive.speed.value_or(0),
                                    .write_offset = seen.write_offset,
                                    .read_offset = seen.read_offset,
                                    .may_lack = arguments_.drive.without});
    ImageRecorderSettings settings{.folder = image_folder_, .capacity = capacity};
    if (!arguments_.format.empty()) settings.format = arguments_.format;
    return make_image_recorder(system_files(), settings);
}

Offsets offsets_of(const Arguments& arguments, const Config& config, const std::string& path) {
    DriveOffsets configured;
    if (!config.drives.empty()) configured = config.offsets_of(path, drive_name(ask_drive(path)));
    return {{arguments.drive.write_offset.value_or(configured.write.value_or(0))},
            {arguments.drive.read_offset.value_or(configured.read.value_or(0))},
            {configured.unreadable_edge.value_or(0)}};
}

std::string drive_of(const Arguments& arguments, const Config& config) {
    if (!arguments.drive.path.empty()) return arguments.drive.path;
    return choose_drive(is_drive_name(config.recorder) ? config.recorder : "");
}

} // namespace redbook::cli
