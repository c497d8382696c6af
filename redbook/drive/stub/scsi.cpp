// In place of scsi.cpp where there is no SG_IO: no path is a drive.
#include "redbook/drive/scsi.h"

namespace redbook {

bool is_drive(const std::string&) { return false; }

std::unique_ptr<ScsiPort> open_scsi_port(const std::string& path, DriveAccess, std::chrono::milliseconds) {
    throw Error(Errc::unsupported, path + ": drives are used on Linux only");
}

} // namespace redbook
