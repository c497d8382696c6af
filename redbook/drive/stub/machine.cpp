// In place of machine_linux.cpp on other systems, which have no drives for this program.
#include "redbook/drive/machine.h"

namespace redbook {

Machine look_at_machine(const std::string&) { return {}; }

std::vector<std::string> drive_paths() { return {}; }

} // namespace redbook
