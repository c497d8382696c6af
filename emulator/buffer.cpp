// The drive's buffer: it fills with what is written and drains at the pace, if there is one.
#include <algorithm>

#include "emulator/drive_state.h"

namespace redbook::emulator {
namespace {

std::chrono::nanoseconds now(const DriveState& drive) {
    return drive.options.clock ? drive.options.clock() : std::chrono::steady_clock::now().time_since_epoch();
}

double bytes_a_second(const DriveState& drive) { return 176400.0 * drive.options.pace; }

// True if it ran dry while something was being written.
bool drain(DriveState& drive) {
    const auto time = now(drive);
    const double seconds = std::chrono::duration<double>(time - drive.drained_at).count();
    const double drained = seconds * bytes_a_second(drive);
    const bool dry = drive.filled && drained > drive.buffered;
    drive.buffered = std::max(0.0, drive.buffered - drained);
    drive.drained_at = time;
    return dry;
}

} // namespace

BufferRoom buffer_room(DriveState& drive) {
    const uint32_t size = drive.options.buffer_bytes;
    if (drive.options.pace == 0) return {size, size};
    // A buffer that ran dry is told to the next WRITE.
    drive.ran_dry |= drain(drive);
    return {size, size - uint32_t(std::min<double>(size, drive.buffered))};
}

Sense fill_buffer(DriveState& drive, size_t bytes) {
    if (drive.options.pace == 0) return {};
    const BufferRoom room = buffer_room(drive);
    if (std::exchange(drive.ran_dry, false) && !underrun_protection(drive)) return kBufferUnderrun;
    if (room.free < bytes) return kLongWriteInProgress;
    drive.buffered += double(bytes);
    drive.filled = true;
    return {};
}

void forget_buffer(DriveState& drive) {
    drive.buffered = 0;
    drive.filled = drive.ran_dry = false;
    drive.drained_at = now(drive);
}

} // namespace redbook::emulator
