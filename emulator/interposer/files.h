// The C library's own functions, behind those that are put in front of them.
#pragma once

#include <dlfcn.h>
#include <sys/stat.h>

namespace redbook::emulator {

// The next function of that name after ours.
template <class F>
F* next_function(const char* name) {
    return reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name));
}

int real_stat(const char* path, struct stat* out);
int real_fstat(int fd, struct stat* out);

} // namespace redbook::emulator
