// Sleeping, cut short for tests: libburn and other programs look after a drive in steps of up to a second.
#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <time.h>
#include <unistd.h>

#include "emulator/arguments.h"
#include "emulator/interposer/files.h"

using namespace redbook::emulator;

namespace {

bool in_a_hurry() {
    const char* value = std::getenv(kHurryVariable);
    return value && std::string_view(value) == "1";
}

timespec shortened(timespec wanted) {
    static const bool hurry = in_a_hurry();
    constexpr long kLongest = 1'000'000; // ns
    if (!hurry || (wanted.tv_sec == 0 && wanted.tv_nsec <= kLongest)) return wanted;
    return {0, kLongest};
}

} // namespace

extern "C" {

int nanosleep(const timespec* wanted, timespec* left) {
    static const auto real = next_function<int(const timespec*, timespec*)>("nanosleep");
    if (!wanted || wanted->tv_sec < 0) return real(wanted, left); // to be refused
    const timespec time = shortened(*wanted);
    return real(&time, left);
}

int usleep(useconds_t wanted) {
    const timespec time{time_t(wanted / 1'000'000), long(wanted % 1'000'000) * 1000};
    return ::nanosleep(&time, nullptr);
}

unsigned sleep(unsigned wanted) {
    const timespec time{time_t(wanted), 0};
    timespec left{};
    return ::nanosleep(&time, &left) == 0 ? 0 : unsigned(left.tv_sec) + (left.tv_nsec >= 500'000'000);
}

} // extern "C"
