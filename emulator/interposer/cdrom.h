// The CD-ROM requests of Linux: what its driver makes of them are the same SCSI commands.
#pragma once

#include "emulator/drive.h"

namespace redbook::emulator {

int cdrom_ioctl(Drive& drive, unsigned long request, void* argument);

} // namespace redbook::emulator
