// What programs ask of a drive's descriptor.
#pragma once

#include "emulator/drive.h"

namespace redbook::emulator {

// One of SG_IO, SG_*, SCSI_IOCTL_*, CDROM*. Returns what ioctl() returns: -1 with errno set, or 0 and above.
int device_ioctl(Drive& drive, int number, unsigned long request, void* argument);

// Whether it is a request that only drives understand: then it is worth finding out whose descriptor it is.
bool is_drive_request(unsigned long request);

} // namespace redbook::emulator
