// TEST UNIT READY, INQUIRY, GET EVENT STATUS NOTIFICATION. SPC-4, MMC-6.
#include <algorithm>
#include <array>

#include "emulator/commands.h"

namespace redbook::emulator {
namespace {

constexpr size_t kInquiryBytes = 96;
constexpr uint8_t kMediaClass = 4, kMediaMask = 1 << kMediaClass;
enum MediaEvent : uint8_t { kNoChange = 0, kNewMedia = 2, kMediaRemoval = 3 };

Reply media_event(DriveState& drive, const Command& command, size_t allocation) {
    const uint8_t event = !drive.media_event ? kNoChange : drive.has_medium() ? kNewMedia : kMediaRemoval;
    drive.media_event = false;
    std::array<std::byte, 8> reply;
    BytesWriter(reply)
        .be16(6)                                                               // 0 bytes that follow
        .u8(kMediaClass)                                                       // 2
        .u8(kMediaMask)                                                        // 3 classes there are
        .u8(event)                                                             // 4
        .u8(uint8_t((drive.has_medium() ? 2 : 0) | (drive.tray_open ? 1 : 0))) // 5
        .be16(0);                                                              // 6 slots
    return send(command, reply, allocation);
}

} // namespace

Reply test_unit_ready(DriveState&, const Command&) { return {}; }

Reply inquiry(DriveState&, const Command& command) {
    if (byte_at(command.cdb, 1) & 1) return refused(kInvalidFieldInCdb); // no vital product data
    std::array<std::byte, kInquiryBytes> reply;
    BytesWriter(reply)
        .u8(0x05)                   //  0 CD/DVD
        .u8(0x80)                   //  1 removable
        .u8(0x05)                   //  2 SPC-3
        .u8(0x32)                   //  3 response format 2, as ATAPI drives say it
        .u8(kInquiryBytes - 5)      //  4 bytes that follow
        .zeros(3)                   //  5
        .text("REDBOOK ")           //  8 vendor
        .text("EMULATED CD-RW  ")   // 16 product
        .text("1.0 ")               // 32 revision
        .zeros(kInquiryBytes - 36); // 36
    return send(command, reply, be16_at(command.cdb, 3));
}

Reply get_event_status(DriveState& drive, const Command& command) {
    if (!(byte_at(command.cdb, 1) & 1)) return refused(kInvalidFieldInCdb); // only when polled
    const size_t allocation = be16_at(command.cdb, 7);
    if (byte_at(command.cdb, 4) & kMediaMask) return media_event(drive, command, allocation);
    std::array<std::byte, 4> reply;
    BytesWriter(reply).be16(2).u8(0x80).u8(kMediaMask); // no such class
    return send(command, reply, allocation);
}

} // namespace redbook::emulator
