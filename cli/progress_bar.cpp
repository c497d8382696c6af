#include "cli/progress_bar.h"

#include <algorithm>

#include <fmt/format.h>

namespace redbook::cli {
namespace {

constexpr double kEnoughToTell = 0.3; // seconds
constexpr double kBetweenMarks = 2;   // seconds: the speed is that of the last two to four

std::string clock_text(double seconds) {
    const auto s = int64_t(seconds + 0.5);
    return s < 3600 ? fmt::format("{:02}:{:02}", s / 60, s % 60)
                    : fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string speed_text(double speed) {
    return speed < 100 ? fmt::format("{:6.1f}x", speed) : fmt::format("{:6.0f}x", speed);
}

std::string pace_text(const ProgressReport& progress) {
    std::string text;
    if (const auto speed = progress.speed()) text += speed_text(*speed);
    if (progress.buffer) text += fmt::format("  buffer {:3}%", *progress.buffer);
    if (const auto left = progress.seconds_left()) text += fmt::format("  {} left", clock_text(*left));
    return text;
}

} // namespace

std::string progress_bar(const ProgressReport& progress, int columns) {
    const auto width = size_t(std::max(0, columns - 3)); // the terminal shows "^C" after it
    if (progress.total == BlockCount{0}) return fmt::format("{} ...", progress.phase).substr(0, width);
    const double part = double(progress.done.value) / progress.total.value;
    const std::string left = fmt::format("{:<12} {:3.0f}% ", progress.phase, part * 100);
    const std::string right = pace_text(progress);
    const int room = int(width) - int(left.size()) - int(right.size()) - 2;
    if (room < 4) return (left + right).substr(0, width);
    const auto filled = size_t(part * room);
    std::string bar(filled, '=');
    if (filled < size_t(room)) bar += '>';
    bar.resize(size_t(room), ' ');
    return left + "[" + bar + "]" + right;
}

std::optional<double> Pace::per_second(double seconds, BlockCount done) {
    const double passed = seconds - older_.seconds;
    const BlockCount more = done - older_.done;
    if (seconds - newer_.seconds >= kBetweenMarks) {
        older_ = newer_;
        newer_ = {seconds, done};
    }
    if (passed < kEnoughToTell || more.value <= 0) return std::nullopt;
    return more.value / passed;
}

} // namespace redbook::cli
