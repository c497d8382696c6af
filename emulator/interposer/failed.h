// How functions of the C library fail.
#pragma once

#include <cerrno>

namespace redbook::emulator {

inline int failed(int error) {
    errno = error;
    return -1;
}

} // namespace redbook::emulator
