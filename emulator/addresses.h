// Addresses of all of a disc, the lead-in too.
#pragma once

#include <optional>

#include "redbook/disc/units.h"

namespace redbook::emulator {

// In the lead-in the same digits mean a place before LBA -150: 90:00:00 is LBA -45150.
inline constexpr int32_t kLeadInMsfBase = 450150, kFirstLeadInMinute = 90;

constexpr Msf msf_of(int32_t frames) {
    return {uint8_t(frames / 4500), uint8_t(frames / 75 % 60), uint8_t(frames % 75)};
}

// Of the program area or the lead-in.
constexpr Msf any_msf(Lba at) {
    return msf_of(at < kProgramStart ? at.value + kLeadInMsfBase : at.value + kFirstPause.value);
}
static_assert(any_msf({-11077}) == Msf{97, 34, 23} && any_msf({359848}) == Msf{79, 59, 73});

} // namespace redbook::emulator
