#include "cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>

#include "redbook/report/json.h"

namespace redbook::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRedraw = std::chrono::milliseconds(100);

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

// The second one leaves the bar behind, but not in front of the shell's prompt.
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

std::string clock_text(double seconds) {
    const auto s = int64_t(seconds + 0.5);
    return s < 3600 ? fmt::format("{:02}:{:02}", s / 60, s % 60)
                    : fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

} // namespace

void catch_interrupts() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (std::signal(signal, on_signal) == SIG_IGN) std::signal(signal, SIG_IGN); // nohup, background
    std::signal(SIGXFSZ, SIG_IGN); // a file size limit is an error like a full disk, not the end
}

std::string progress_bar(std::string_view phase, BlockCount done, BlockCount total, double seconds,
                         int columns) {
    const double part = total.value > 0 ? double(done.value) / total.value : 1;
    const double rate = seconds > 0 ? double(bytes_in(done)) / seconds : 0;
    const std::string left = fmt::format("{:<12} {:3.0f}% ", phase, part * 100);
    std::string right;
    if (seconds > 0.3 && part > 0)
        right = fmt::format(" {:4.0f} MB/s  {} left", rate / 1e6, clock_text(seconds / part * (1 - part)));
    const int width = columns - 3; // the terminal shows "^C" behind it
    const int room = width - int(left.size()) - int(right.size()) - 2;
    if (room < 4) return (left + right).substr(0, size_t(std::max(0, width)));
    const auto filled = size_t(part * room);
    std::string bar(filled, '=');
    if (filled < size_t(room)) bar += '>';
    bar.resize(size_t(room), ' ');
    return left + "[" + bar + "]" + right;
}

Console::Console(const Arguments& arguments) : style_(arguments.progress), phase_began_(Clock::now()) {
    std::signal(SIGPIPE, SIG_IGN); // who reads the progress may go; the work goes on
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

void Console::draw(std::string_view phase, BlockCount done, BlockCount total) {
    if (style_ == ProgressStyle::json) return print(progress_json(phase, done, total));
    const double seconds = std::chrono::duration<double>(Clock::now() - phase_began_).count();
    print("\r" + progress_bar(phase, done, total, seconds, terminal_columns()) + "\x1b[K");
    bar_is_there_ = true;
}

bool Console::on_progress(std::string_view phase, BlockCount done, BlockCount total) {
    const auto now = Clock::now();
    const bool begins = phase_ != phase;
    if (begins) {
        phase_ = phase;
        phase_began_ = now;
    }
    if (style_ != ProgressStyle::none && (begins || done == total || now - drawn_ >= kRedraw)) {
        drawn_ = now;
        draw(phase, done, total);
    }
    return !interrupted;
}

PhaseProgress Console::progress() {
    return [this](std::string_view phase, BlockCount done, BlockCount total) {
        return on_progress(phase, done, total);
    };
}

TransferOptions Console::transfer_options(std::string_view phase) {
    TransferOptions options;
    options.progress = [this, phase](BlockCount done, BlockCount total) {
        return on_progress(phase, done, total);
    };
    return options;
}

} // namespace redbook::cli
