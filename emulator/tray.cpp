// START STOP UNIT, PREVENT ALLOW MEDIUM REMOVAL. MMC-6.
#include "emulator/commands.h"

namespace redbook::emulator {
namespace {

enum Motion : uint8_t { kStop = 0, kStart = 1, kEject = 2, kLoad = 3 };

Reply eject(DriveState& drive) {
    if (drive.prevented) return refused(kRemovalPrevented);
    if (is_recording(drive.stage)) fail_recording(drive);
    unload(drive);
    return {};
}

Reply load_tray(DriveState& drive) {
    const bool had_one = drive.has_medium();
    load(drive);
    if (drive.has_medium() && !had_one) {
        drive.attentions.push_back(kMediumChanged);
        drive.becoming_ready = drive.options.becoming_ready;
    }
    return {};
}

} // namespace

Reply start_stop_unit(DriveState& drive, const Command& command) {
    if (byte_at(command.cdb, 4) & 0xFC) return refused(kInvalidFieldInCdb); // no power conditions
    switch (Motion(byte_at(command.cdb, 4) & 3)) {
    case kEject: return eject(drive);
    case kLoad: return load_tray(drive);
    case kStop: return {};
    case kStart: break;
    }
    return drive.has_medium() ? Reply{} : refused(drive.no_medium());
}

Reply prevent_removal(DriveState& drive, const Command& command) {
    drive.prevented = byte_at(command.cdb, 4) & 1;
    return {};
}

} // namespace redbook::emulator
