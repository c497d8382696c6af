// fuzz_readers --target=NAME [what libFuzzer takes]; --list prints the targets. libFuzzer passes what begins
// with two dashes on to the processes that it starts, and ignores it itself.
#include <cstdlib>
#include <string_view>

#include "fuzz/target.h"

static const redbook::FuzzTarget* chosen = nullptr;

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
    constexpr std::string_view kTarget = "--target=";
    for (const std::string_view argument : std::span(*argv, size_t(*argc))) {
        if (argument == "--list") {
            redbook::print_fuzz_targets();
            std::exit(0);
        }
        if (argument.starts_with(kTarget)) chosen = &redbook::fuzz_target(argument.substr(kTarget.size()));
    }
    if (!chosen) redbook::fuzz_target("");
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    redbook::run_target(*chosen, std::as_bytes(std::span(data, size)));
    return 0;
}
