#include "redbook/jobs/recorders.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/drive/doctor.h"
#include "redbook/drive/drive_recorder.h"
#include "redbook/drive/drives.h"
#include "redbook/drive/scsi.h"
#include "redbook/jobs/image_recorder.h"

namespace redbook {

RecordingReport look_at(const RecorderSettings& settings) {
    RecordingReport seen;
    if (!settings.is_drive()) return seen;
    seen.drive = ask_with_tray_in(settings.drive);
    if (!seen.drive.problem.empty())
        throw DriveError(seen.drive.problem_code, seen.drive.problem, seen.drive.problem_remedy);
    seen.write_offset = settings.write_offset;
    seen.read_offset = settings.read_offset;
    return seen;
}

std::unique_ptr<Recorder> make_recorder(const RecorderSettings& settings, BlockCount capacity) {
    if (!settings.is_drive())
        return make_image_recorder({.folder = settings.image_folder,
                                    .capacity = settings.image_capacity.value_or(capacity),
                                    .format = settings.image_format});
    return make_drive_recorder({.path = settings.drive,
                                .speed = settings.speed,
                                .write_offset = settings.write_offset,
                                .read_offset = settings.read_offset,
                                .may_lack = settings.may_lack});
}

std::vector<DriveReport> drives() { return ask_all_drives(); }

std::vector<Diagnosis> diagnose(const std::string& drive, std::vector<DriveReport>* there) {
    const Machine machine = look_at_machine(drive);
    if (there != nullptr)
        for (const DriveNode& node : machine.nodes)
            if (node.drive) there->push_back(*node.drive);
    return diagnose(machine);
}

bool erase_disc_in(const std::string& drive, bool full, const BlockProgress& progress) {
    DriveSettings settings;
    settings.path = drive;
    const auto recorder = make_drive_recorder(settings);
    const Medium medium = recorder->medium();
    if (medium.state == MediumState::absent)
        throw Error(Errc::no_medium, drive + ": there is no disc in it; put a CD-RW in");
    if (!medium.erasable)
        throw Error(Errc::device, fmt::format("{}: the disc in it ({}) cannot be erased; put a CD-RW in",
                                              drive, medium.kind.empty() ? "not a CD-RW" : medium.kind));
    if (medium.state == MediumState::blank && !full) return false;
    recorder->erase(full, progress);
    if (recorder->medium().state != MediumState::blank)
        throw Error(Errc::device, drive +
                                      ": the drive says that it erased the disc, but the disc is not blank; "
                                      "erase every block, or try another disc");
    return true;
}

} // namespace redbook
