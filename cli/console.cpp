#include "cli/console.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "redbook/base/text.h"

namespace redbook::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRedraw = std::chrono::milliseconds(100);

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

// The second one leaves the bar behind, but not before the shell's prompt.
void on_signal(int signal) {
    if (!interrupted.exchange(true)) return;
    if (::isatty(STDERR_FILENO) != 0) (void)!::write(STDERR_FILENO, "\n", 1);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

int terminal_columns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

} // namespace

void catch_interrupts() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (std::signal(signal, on_signal) == SIG_IGN) std::signal(signal, SIG_IGN); // nohup, background
    std::signal(SIGXFSZ, SIG_IGN); // a file size limit is an error like a full disk, not the end
}

Console::Console(const Arguments& arguments) : quiet_(arguments.quiet), style_(arguments.progress) {
    std::signal(SIGPIPE, SIG_IGN); // who reads the progress may go; the work continues
    if (style_ == ProgressStyle::automatic && (arguments.quiet || ::isatty(STDERR_FILENO) == 0))
        style_ = ProgressStyle::none;
}

Console::~Console() {
    clear_bar();
    std::signal(SIGPIPE, SIG_DFL); // who reads the result may go, as with any other program
}

void Console::clear_bar() {
    if (bar_is_there_) print("\r\x1b[K");
    bar_is_there_ = false;
}

void Console::draw(const ProgressReport& progress) {
    if (style_ == ProgressStyle::json) return print(progress_json(progress));
    print("\r" + progress_bar(progress, terminal_columns()) + "\x1b[K");
    bar_is_there_ = true;
}

bool Console::on_progress(const Progress& progress) {
    const auto& [phase, done, total, buffer] = progress;
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now.time_since_epoch()).count();
    const bool begins = phase_ != phase;
    if (begins) {
        phase_ = phase;
        pace_.begin(seconds);
    }
    if (style_ != ProgressStyle::none && (begins || done == total || now - drawn_ >= kRedraw)) {
        drawn_ = now;
        draw({to_string(phase), done, total, pace_.per_second(seconds, done), buffer,
              phase != Phase::erasing});
    }
    return !interrupted;
}

void Console::say(const std::string& line) {
    if (quiet_) return;
    const std::lock_guard lock(mutex_);
    clear_bar();
    print(printable(line) + "\n");
}

void Console::say_disc(const DiscDone& disc) {
    if (style_ != ProgressStyle::json)
        return say(fmt::format("{}: disc {} of {}: {}", disc.drive, disc.copy, disc.copies, disc.outcome));
    const std::lock_guard lock(mutex_);
    print(disc_done_json(disc));
}

bool Console::goes_on() { return !interrupted; }

RecordCallbacks::Waited Console::wait(std::chrono::milliseconds time) {
    static const bool is_terminal = ::isatty(STDIN_FILENO) != 0;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    char c = 0;
    if (!is_terminal) {
        std::this_thread::sleep_for(time);
        return interrupted ? RecordCallbacks::Waited::give_up : RecordCallbacks::Waited::time;
    }
    const int ready = ::poll(&input, 1, int(time.count()));
    if (interrupted || (ready > 0 && ::read(STDIN_FILENO, &c, 1) <= 0))
        return RecordCallbacks::Waited::give_up;
    return c == '\n' ? RecordCallbacks::Waited::close_tray : RecordCallbacks::Waited::time;
}

ProgressCallback Console::progress() {
    return [this](const Progress& progress) { return on_progress(progress); };
}

std::function<void(int track)> Console::on_closed(const std::string& stash) {
    return [this, stash](int track) {
        if (style_ == ProgressStyle::json) print(track_closed_json(stash, track));
    };
}

} // namespace redbook::cli
