// SET CD SPEED, SET STREAMING, GET PERFORMANCE, READ BUFFER CAPACITY, SEND OPC INFORMATION. MMC-6.
#include <algorithm>
#include <array>

#include "emulator/commands.h"
#include "emulator/speeds.h"

namespace redbook::emulator {
namespace {

constexpr uint16_t speed(int times) { return uint16_t((times * 1764 + 9) / 10); }
constexpr std::array kSpeeds{speed(52), speed(48), speed(40), speed(32), speed(24),
                             speed(16), speed(10), speed(8),  speed(4)};

// The fastest that is not faster; the slowest if all are.
uint16_t rounded_down(uint32_t asked) {
    const auto found = std::ranges::find_if(kSpeeds, [&](uint16_t s) { return s <= asked; });
    return found == kSpeeds.end() ? kSpeeds.back() : *found;
}

enum Performance : uint8_t { kNominal = 0, kWriteSpeeds = 3 };
constexpr size_t kPerformanceHeader = 8, kPerformanceDescriptor = 16;

uint32_t last_block(const DriveState& drive) {
    return drive.has_medium() ? uint32_t(drive.medium->facts.told_capacity.value - 1) : 0;
}

void put_performance_header(BytesWriter& w, size_t descriptors, bool write) {
    w.be32(uint32_t(4 + descriptors * kPerformanceDescriptor)) // 0 bytes that follow
        .u8(write ? 2 : 0)                                     // 4
        .zeros(3);                                             // 5
}

void put_write_speed(BytesWriter& w, uint32_t last, uint16_t kilobytes) {
    w.be32(0)             //  0 not mixed, CLV
        .be32(last)       //  4
        .be32(kilobytes)  //  8 reading
        .be32(kilobytes); // 12 writing
}

Reply write_speed_descriptors(DriveState& drive, const Command& command) {
    const size_t count = std::min<size_t>(be16_at(command.cdb, 8), kSpeeds.size());
    std::vector<std::byte> reply(kPerformanceHeader + count * kPerformanceDescriptor);
    BytesWriter w(reply);
    put_performance_header(w, kSpeeds.size(), false);
    for (size_t i = 0; i < count; ++i) put_write_speed(w, last_block(drive), kSpeeds[i]);
    return send(command, reply, reply.size());
}

Reply nominal_performance(DriveState& drive, const Command& command, bool write) {
    const size_t count = std::min<size_t>(be16_at(command.cdb, 8), 1);
    std::vector<std::byte> reply(kPerformanceHeader + count * kPerformanceDescriptor);
    BytesWriter w(reply);
    put_performance_header(w, 1, write);
    const uint16_t kilobytes = write ? current_write_speed(drive) : current_read_speed(drive);
    if (count > 0) w.be32(0).be32(kilobytes).be32(last_block(drive)).be32(kilobytes);
    return send(command, reply, reply.size());
}

} // namespace

std::span<const uint16_t> write_speeds() { return kSpeeds; }
uint16_t current_read_speed(const DriveState& d) { return d.read_speed ? d.read_speed : kSpeeds.front(); }
uint16_t current_write_speed(const DriveState& d) { return d.write_speed ? d.write_speed : kSpeeds.front(); }

Reply set_cd_speed(DriveState& drive, const Command& command) {
    const uint16_t reading = be16_at(command.cdb, 2), writing = be16_at(command.cdb, 4);
    if (byte_at(command.cdb, 1) & 0xFC) return refused(kInvalidFieldInCdb);
    if (reading) drive.read_speed = rounded_down(reading);
    if (writing) drive.write_speed = rounded_down(writing);
    return {};
}

// A performance descriptor of 28 bytes; rates are kB in so many ms.
Reply set_streaming(DriveState& drive, const Command& command) {
    constexpr size_t kDescriptor = 28;
    if (be16_at(command.cdb, 9) < kDescriptor || command.out.size() < kDescriptor)
        return refused(kListLength);
    const auto rate = [&](size_t at) {
        const uint32_t time = be32_at(command.out, at + 4);
        return time ? uint32_t(uint64_t(be32_at(command.out, at)) * 1000 / time) : 0;
    };
    const bool restore = byte_at(command.out, 0) & 4;
    drive.read_speed = restore ? 0 : rounded_down(rate(12));
    drive.write_speed = restore ? 0 : rounded_down(rate(20));
    return {.sense = {}, .transferred = kDescriptor};
}

Reply get_performance(DriveState& drive, const Command& command) {
    const uint8_t how = byte_at(command.cdb, 1), type = byte_at(command.cdb, 10);
    if (type == kWriteSpeeds) return write_speed_descriptors(drive, command);
    if (type == kNominal) return nominal_performance(drive, command, how & 4);
    return refused(kInvalidFieldInCdb);
}

Reply read_buffer_capacity(DriveState& drive, const Command& command) {
    const BufferRoom room = buffer_room(drive);
    std::array<std::byte, 12> reply;
    BytesWriter(reply)
        .be16(10)         //  0 bytes that follow
        .be16(0)          //  2
        .be32(room.size)  //  4
        .be32(room.free); //  8
    return send(command, reply, be16_at(command.cdb, 7));
}

Reply send_opc(DriveState& drive, const Command&) {
    if (const Sense refusal = refusal_of(drive, Event::settings)) return refused(refusal);
    const bool full = drive.stage == Stage::complete || drive.stage == Stage::broken;
    if (full && drive.medium->facts.kind != MediumKind::cd_rw) return refused(kCannotWriteMedium);
    if (drive.faults.has(FaultKind::calibration)) return refused(kCalibrationFailed);
    return {};
}

} // namespace redbook::emulator
