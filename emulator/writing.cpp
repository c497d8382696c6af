// WRITE(10), SYNCHRONIZE CACHE. MMC-6.
#include "emulator/commands.h"

namespace redbook::emulator {

Reply write(DriveState& drive, const Command& command) {
    const Lba first = lba_at(command.cdb, 2);
    const BlockCount count{be16_at(command.cdb, 7)};
    if (count.value == 0) return {};
    if (first > kLastAddress || first + count > kLastAddress + BlockCount{1}) return refused(kLbaOutOfRange);
    return write_type(drive) == WriteType::tao ? write_track(drive, first, command.out, count)
                                               : write_session(drive, first, command.out, count);
}

Reply synchronize_cache(DriveState& drive, const Command& command) {
    const bool immediate = byte_at(command.cdb, 1) & 2;
    const Stage was = drive.stage;
    if (was == Stage::written) {
        if (const Sense sense = write_lead_out(drive)) return refused(sense);
    } else {
        if (const Sense sense = step(drive, Event::sync)) return refused(sense);
        if (was == Stage::track) end_track(drive, Ending::whole);
    }
    if (was == Stage::written || was == Stage::track) begin_long(drive, kLongWriteInProgress, immediate);
    return {};
}

} // namespace redbook::emulator
