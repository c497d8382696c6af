// Runs the program as a user does, and tells what it printed and returned.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace redbook::test {

struct Ran {
    int exit_code = -1; // 128 + n if a signal ended it
    std::string out, err;
};

struct HowToRun {
    bool as_nobody = false;                 // user 65534, whom mode bits bind
    uint64_t file_size_limit = 0;           // bytes a file may have; 0: any
    std::string interrupt_at{};             // sends the signal when this appears on stderr
    int signal = 2;                         // SIGINT
    bool nobody_reads = false;              // stdout and stderr are closed pipes
    std::vector<std::string> environment{}; // "NAME=value", added
    std::string typed{}; // stdin is a terminal, and this is typed on it; empty: there is no input
};

Ran redbook(const std::vector<std::string>& arguments, const HowToRun& how = {});
Ran run_program(const std::vector<std::string>& command, const HowToRun& how = {});

} // namespace redbook::test
