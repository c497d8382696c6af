// How fast the drive says it is. kB/s of 1000 bytes; 1x is 176.4.
#pragma once

#include <cstdint>
#include <span>

#include "emulator/drive_state.h"

namespace redbook::emulator {

std::span<const uint16_t> write_speeds(); // fastest first
uint16_t current_read_speed(const DriveState& drive);
uint16_t current_write_speed(const DriveState& drive);

} // namespace redbook::emulator
