// What the drive understands: a table from operation code to handler.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "emulator/command.h"
#include "emulator/drive_state.h"

namespace redbook::emulator {

enum class Needs : uint8_t {
    nothing, // answered always, also while an attention waits
    drive,   // the attention first
    medium,  // a medium that is ready
};
enum class Flow : uint8_t { none, in, out }; // of data, as seen from the host

using Handler = Reply (*)(DriveState&, const Command&);
struct CommandRow {
    uint8_t code;
    std::string_view name;
    Flow flow;
    Needs needs;
    Handler handle;
};
std::span<const CommandRow> command_rows();
const CommandRow* command_row(uint8_t code); // nullptr: not understood

// drive.cpp
Reply request_sense(DriveState&, const Command&);
// identity.cpp
Reply test_unit_ready(DriveState&, const Command&);
Reply inquiry(DriveState&, const Command&);
Reply get_event_status(DriveState&, const Command&);
// features.cpp
Reply get_configuration(DriveState&, const Command&);
// tray.cpp
Reply start_stop_unit(DriveState&, const Command&);
Reply prevent_removal(DriveState&, const Command&);
// mode_pages.cpp
Reply mode_sense(DriveState&, const Command&);
Reply mode_select(DriveState&, const Command&);
// speed.cpp
Reply set_cd_speed(DriveState&, const Command&);
Reply set_streaming(DriveState&, const Command&);
Reply get_performance(DriveState&, const Command&);
Reply read_buffer_capacity(DriveState&, const Command&);
Reply send_opc(DriveState&, const Command&);
// information.cpp
Reply read_disc_information(DriveState&, const Command&);
Reply read_track_information(DriveState&, const Command&);
Reply read_capacity(DriveState&, const Command&);
// toc.cpp
Reply read_toc(DriveState&, const Command&);
// reading.cpp
Reply read_cd(DriveState&, const Command&);
Reply read_cd_msf(DriveState&, const Command&);
Reply read_data(DriveState&, const Command&);
Reply seek(DriveState&, const Command&);
Reply read_subchannel(DriveState&, const Command&);
// cue_sheet.cpp
Reply send_cue_sheet(DriveState&, const Command&);
// writing.cpp
Reply write(DriveState&, const Command&);
Reply synchronize_cache(DriveState&, const Command&);
// track_at_once.cpp
Reply close_track_session(DriveState&, const Command&);
Reply reserve_track(DriveState&, const Command&);
Reply write_track(DriveState&, Lba first, Bytes data, BlockCount count);
// session_at_once.cpp
Reply write_session(DriveState&, Lba first, Bytes data, BlockCount count);
Sense write_lead_out(DriveState&);
// blanking.cpp
Reply blank(DriveState&, const Command&);

} // namespace redbook::emulator
