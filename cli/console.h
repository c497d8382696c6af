// The terminal: progress on stderr, and Ctrl-C.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/progress_bar.h"
#include "redbook/jobs/record.h"
#include "redbook/report/json.h"

namespace redbook::cli {

class Console {
  public:
    explicit Console(const Arguments& arguments);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    // Draws a bar on a terminal, or writes JSON lines, as asked; false once Ctrl-C was pressed.
    ProgressCallback progress();

    // Says that a track is closed in the stash, and safe, where the style is JSON.
    std::function<void(int track)> on_closed(const std::string& stash);

    // A line on stderr, unless --quiet is given. Any thread.
    void say(const std::string& line);

    // As a line: what became of one of several discs; in JSON, an event.
    void say_disc(const DiscDone& disc);

    // False once Ctrl-C was pressed. Any thread.
    static bool goes_on();

    // Waits that long, or until something happens on the terminal, if there is one.
    static RecordCallbacks::Waited wait(std::chrono::milliseconds time);

  private:
    void clear_bar();
    bool on_progress(const Progress& progress);
    void draw(const ProgressReport& progress);

    const bool quiet_;
    ProgressStyle style_;
    std::mutex mutex_; // of what is printed
    bool bar_is_there_ = false;
    std::optional<Phase> phase_;
    std::chrono::steady_clock::time_point drawn_;
    Pace pace_; // of the phase
};

// Makes SIGINT, SIGTERM and SIGHUP ask for an end instead of ending the program; the second one ends it at
// once.
void catch_interrupts();

} // namespace redbook::cli
