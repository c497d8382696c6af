// The terminal: progress on stderr, and Ctrl-C.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "redbook/record/master.h"

namespace redbook::cli {

class Console {
  public:
    explicit Console(const Arguments& arguments);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    // Draws a bar on a terminal, or writes JSON lines, as asked; false once Ctrl-C was pressed.
    PhaseProgress progress();

    // The same for work that has only one phase.
    TransferOptions transfer_options(std::string_view phase);

  private:
    void clear_bar();
    bool on_progress(std::string_view phase, BlockCount done, BlockCount total);
    void draw(std::string_view phase, BlockCount done, BlockCount total);

    ProgressStyle style_;
    bool bar_is_there_ = false;
    std::string phase_;
    std::chrono::steady_clock::time_point phase_began_, drawn_;
};

// Makes SIGINT, SIGTERM and SIGHUP ask for an end instead of ending the program; the second one ends it at
// once.
void catch_interrupts();

// "writing       45% [=========>          ]  103 MB/s  00:12 left", as wide as `columns` allows.
std::string progress_bar(std::string_view phase, BlockCount done, BlockCount total, double seconds,
                         int columns);

} // namespace redbook::cli
