#include "emulator/commands.h"

#include <algorithm>
#include <array>

namespace redbook::emulator {
namespace {

// The words of Needs are known here alone.
namespace command_table {

using enum Needs;

constexpr std::array kCommandRows{
    CommandRow{0x00, "TEST UNIT READY", Flow::none, medium, test_unit_ready},
    CommandRow{0x03, "REQUEST SENSE", Flow::in, nothing, request_sense},
    CommandRow{0x12, "INQUIRY", Flow::in, nothing, inquiry},
    CommandRow{0x1B, "START STOP UNIT", Flow::none, drive, start_stop_unit},
    CommandRow{0x1E, "PREVENT ALLOW MEDIUM REMOVAL", Flow::none, drive, prevent_removal},
    CommandRow{0x25, "READ CAPACITY", Flow::in, medium, read_capacity},
    CommandRow{0x28, "READ(10)", Flow::in, medium, read_data},
    CommandRow{0x2A, "WRITE(10)", Flow::out, medium, write},
    CommandRow{0x2B, "SEEK(10)", Flow::none, medium, seek},
    CommandRow{0x35, "SYNCHRONIZE CACHE", Flow::none, medium, synchronize_cache},
    CommandRow{0x42, "READ SUBCHANNEL", Flow::in, medium, read_subchannel},
    CommandRow{0x43, "READ TOC/PMA/ATIP", Flow::in, medium, read_toc},
    CommandRow{0x46, "GET CONFIGURATION", Flow::in, nothing, get_configuration},
    CommandRow{0x4A, "GET EVENT STATUS NOTIFICATION", Flow::in, nothing, get_event_status},
    CommandRow{0x51, "READ DISC INFORMATION", Flow::in, medium, read_disc_information},
    CommandRow{0x52, "READ TRACK INFORMATION", Flow::in, medium, read_track_information},
    CommandRow{0x53, "RESERVE TRACK", Flow::none, medium, reserve_track},
    CommandRow{0x54, "SEND OPC INFORMATION", Flow::none, medium, send_opc},
    CommandRow{0x55, "MODE SELECT(10)", Flow::out, drive, mode_select},
    CommandRow{0x5A, "MODE SENSE(10)", Flow::in, drive, mode_sense},
    CommandRow{0x5B, "CLOSE TRACK/SESSION", Flow::none, medium, close_track_session},
    CommandRow{0x5C, "READ BUFFER CAPACITY", Flow::in, medium, read_buffer_capacity},
    CommandRow{0x5D, "SEND CUE SHEET", Flow::out, medium, send_cue_sheet},
    CommandRow{0xA1, "BLANK", Flow::none, medium, blank},
    CommandRow{0xA8, "READ(12)", Flow::in, medium, read_data},
    CommandRow{0xAC, "GET PERFORMANCE", Flow::in, drive, get_performance},
    CommandRow{0xB6, "SET STREAMING", Flow::out, drive, set_streaming},
    CommandRow{0xB9, "READ CD MSF", Flow::in, medium, read_cd_msf},
    CommandRow{0xBB, "SET CD SPEED", Flow::none, drive, set_cd_speed},
    CommandRow{0xBE, "READ CD", Flow::in, medium, read_cd},
};

} // namespace command_table

} // namespace

std::span<const CommandRow> command_rows() { return command_table::kCommandRows; }

const CommandRow* command_row(uint8_t code) {
    const auto found = std::ranges::find(command_table::kCommandRows, code, &CommandRow::code);
    return found == command_table::kCommandRows.end() ? nullptr : &*found;
}

Reply send(const Command& command, Bytes data, size_t allocation) {
    const size_t n = std::min({data.size(), allocation, command.in.size()});
    std::copy_n(data.begin(), n, command.in.begin());
    return {.sense = {}, .transferred = n};
}

} // namespace redbook::emulator
