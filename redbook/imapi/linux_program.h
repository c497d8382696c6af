// Programs of the Linux system: run natively, or from Wine by their Linux paths.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/imapi/program_drives.h"

namespace redbook::imapi {

// Runs /path/to/program with arguments; see Program::run. An interrupted program is sent SIGTERM. 127: there
// is no such program.
int run_linux_program(const std::string& path, const std::vector<std::string>& arguments, const SeeLine& see);

// What the Linux system calls this file: "C:\users\x" -> "/mnt/wine/drive_c/users/x".
std::string linux_path(const std::string& path);

// The Linux system's redbook: what the setting REDBOOK_IMAPI_PROGRAM names, else /usr/local/bin/redbook or
// /usr/bin/redbook. nullopt if there is none, or this is a Windows without Linux.
std::optional<Program> linux_redbook();

} // namespace redbook::imapi
