#include "emulator/laser.h"

#include <algorithm>
#include <vector>

namespace redbook::emulator {
namespace {

constexpr int32_t kBlockBits = kBlockBytes * 8;

// The drive is told to wait, or dies before anything is written.
Sense before_writing(DriveState& d, Lba first, BlockCount count, size_t bytes) {
    if (d.faults.has(FaultKind::calibration)) return kCalibrationFailed;
    if (d.faults.in(FaultKind::write_busy, first, count) &&
        d.faults.strikes(FaultKind::write_busy, first, count))
        return kLongWriteInProgress;
    if (!is_recording(d.stage)) forget_buffer(d);
    return fill_buffer(d, bytes);
}

Sense fail_writing(DriveState& d, Sense sense) {
    fail_recording(d);
    return sense;
}

Sense lose_medium(DriveState& d) {
    fail_recording(d);
    unload(d);
    return d.no_medium();
}

Sense reset_now(DriveState& d) {
    reset(d);
    d.attentions.pop_back(); // this command tells it
    return kReset;
}

// What strikes while the blocks are written: then none of them is kept.
Sense while_writing(DriveState& d, Lba first, BlockCount count) {
    if (d.faults.strikes(FaultKind::removed, first, count)) return lose_medium(d);
    if (d.faults.strikes(FaultKind::reset, first, count)) return reset_now(d);
    if (d.faults.strikes(FaultKind::write_error, first, count)) return fail_writing(d, kWriteError);
    if (!underrun_protection(d) && d.faults.strikes(FaultKind::underrun, first, count))
        return fail_writing(d, kBufferUnderrun);
    if (first + count > Lba{d.medium->facts.capacity.value}) return fail_writing(d, kWriteError);
    return {};
}

void flip_bits(const DriveState& d, Lba first, BlockCount count, std::vector<std::byte>& data) {
    const Fault* f = d.faults.in(FaultKind::flip_bit, first, count);
    if (!f) return;
    const int32_t bit = f->value % kBlockBits;
    data[size_t(bytes_in(f->at - first)) + size_t(bit / 8)] ^= std::byte(1 << bit % 8);
}

void put_on_medium(DriveState& d, Lba first, Bytes data, BlockCount count) {
    if (!d.recording.laser) return;
    const SampleCount shift{d.faults.value(FaultKind::write_offset)};
    if (!d.faults.in(FaultKind::flip_bit, first, count)) return d.medium->write(first, data, shift);
    std::vector<std::byte> wrong(data.begin(), data.end());
    flip_bits(d, first, count, wrong);
    d.medium->write(first, wrong, shift);
}

} // namespace

Burnt burn(DriveState& drive, Event event, Lba first, Bytes data, BlockCount count) {
    if (const Sense sense = before_writing(drive, first, count, data.size())) {
        if (sense == kBufferUnderrun) fail_recording(drive);
        return refused(sense);
    }
    begin_recording(drive);
    step(drive, event);
    if (const Sense sense = while_writing(drive, first, count)) return refused(sense);
    if (first >= kProgramStart) put_on_medium(drive, first, data, count);
    if (drive.faults.strikes(FaultKind::deferred_write_error, first, count)) {
        fail_recording(drive);
        drive.deferred = kWriteError;
    }
    return {.sense = {}, .transferred = data.size()};
}

} // namespace redbook::emulator
