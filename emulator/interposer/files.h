// The C library's own functions, behind those that are put in front of them.
#pragma once

#include <sys/stat.h>

namespace redbook::emulator {

int real_stat(const char* path, struct stat* out);
int real_fstat(int fd, struct stat* out);

} // namespace redbook::emulator
