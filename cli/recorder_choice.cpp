#include "cli/recorder_choice.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/drive/drives.h"
#include "redbook/jobs/places.h"

namespace redbook::cli {
namespace {

constexpr std::string_view kImagePrefix = "image:";

bool is_drive_name(const std::string& name) {
    return name.find('/') != std::string::npos && name.find(':') == std::string::npos;
}

void choose(const std::string& name, RecorderSettings& settings) {
    if (name.starts_with(kImagePrefix) && name.size() > kImagePrefix.size())
        settings.image_folder = name.substr(kImagePrefix.size());
    else if (is_drive_name(name))
        settings.drive = name;
    else
        throw Error(Errc::bad_value,
                    name + ": is not a recorder; give image:FOLDER, or a drive like /dev/sr0");
}

void require_options_that_fit(const Arguments& arguments, const RecorderSettings& settings) {
    const bool is_drive = settings.is_drive();
    if (!is_drive && !arguments.drive_option.empty() && arguments.drive.path.empty())
        throw Error(Errc::bad_value,
                    fmt::format("{}: is for drives, and the recorder is a folder of images; give "
                                "--drive PATH",
                                arguments.drive_option));
    if (is_drive && arguments.capacity)
        throw Error(Errc::bad_value,
                    fmt::format("--capacity: is for images; the disc in {} says itself what it holds",
                                settings.drive));
    if (is_drive && arguments.disc.gap)
        throw Error(Errc::bad_value,
                    fmt::format("--gap: is for images; {} is a drive, which leaves 2 s (150 blocks)",
                                settings.drive));
    if (is_drive && !arguments.format.empty())
        throw Error(Errc::bad_value,
                    fmt::format("--format: is for images, and the recorder is the drive {}; give --recorder "
                                "image:FOLDER",
                                settings.drive));
}

} // namespace

RecorderSettings choose_recorder(const Arguments& arguments, const Config& config) {
    RecorderSettings settings;
    if (!arguments.drive.path.empty())
        settings.drive = arguments.drive.path;
    else if (const std::string& name = arguments.recorder.empty() ? config.recorder : arguments.recorder;
             !name.empty())
        choose(name, settings);
    else if (drive_paths().empty())
        throw DriveError(Errc::not_found,
                         "there is no CD drive to record on; give --recorder image:FOLDER to write an image, "
                         "or see 'redbook doctor'");
    else
        settings.drive = choose_drive("");
    require_options_that_fit(arguments, settings);
    if (!arguments.format.empty()) settings.image_format = arguments.format;
    settings.image_capacity = arguments.capacity;
    settings.speed = arguments.drive.speed.value_or(0);
    settings.may_lack = arguments.drive.without;
    if (!settings.is_drive()) return settings;
    const Offsets offsets = offsets_of(arguments, config, settings.drive);
    settings.write_offset = offsets.write;
    settings.read_offset = offsets.read;
    settings.accepted_edge = offsets.unreadable_edge;
    return settings;
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
