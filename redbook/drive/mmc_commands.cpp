#include "redbook/drive/mmc_commands.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook::mmc {
namespace {

constexpr std::chrono::milliseconds kFirstPauseOfWaiting{5}, kLongestPauseOfWaiting{500};
constexpr int kMostAgain = 8;     // things that happened meanwhile, one after another
constexpr int kMostQuestions = 4; // that fail, until that is the answer
constexpr Sense kDiscChanged{6, 0x28, 0x00}, kNotStarted{2, 0x04, 0x02};

// Waits longer each time, up to an end.
class Waiting {
  public:
    explicit Waiting(std::chrono::milliseconds patience)
        : end_(std::chrono::steady_clock::now() + patience) {}
    bool is_over() const { return std::chrono::steady_clock::now() >= end_; }
    void pause(ScsiPort& port) {
        port.pause(pause_);
        pause_ = std::min(2 * pause_, kLongestPauseOfWaiting);
    }

  private:
    std::chrono::steady_clock::time_point end_;
    std::chrono::milliseconds pause_ = kFirstPauseOfWaiting;
};

bool has_failed(const ScsiReply& reply) {
    const SenseClass what = class_of(reply.sense);
    return what == SenseClass::failed || what == SenseClass::unreadable;
}

} // namespace

Cdb cdb_of(std::initializer_list<unsigned> bytes) {
    Cdb cdb{};
    std::ranges::transform(bytes, cdb.begin(), [](unsigned b) { return std::byte(b); });
    return cdb;
}

Cdb start_stop(Motion motion) { return cdb_of({0x1B, 0, 0, 0, motion, 0}); }

ScsiReply send(ScsiPort& port, const ScsiCommand& command, std::chrono::milliseconds patience,
               bool* changed) {
    Waiting waiting(patience);
    bool started = false;
    for (int again = 0;;) {
        ScsiReply reply = port.execute(command);
        const SenseClass what = class_of(reply.sense);
        if (what == SenseClass::again && again++ < kMostAgain) {
            if (changed && reply.sense == kDiscChanged) *changed = true;
        } else if (reply.sense == kNotStarted && !std::exchange(started, true)) {
            const Cdb start = start_stop(kStart);
            port.execute({.cdb = Bytes(start).first(6)});
        } else if (what == SenseClass::wait && !waiting.is_over()) {
            waiting.pause(port);
        } else {
            return reply;
        }
    }
}

ScsiReply tell(ScsiPort& port, const Cdb& cdb, size_t length) {
    return send(port, {.cdb = Bytes(cdb).first(length)});
}

ScsiReply ask(ScsiPort& port, const ScsiCommand& question, std::chrono::milliseconds patience,
              bool* changed) {
    ScsiReply reply = send(port, question, patience, changed);
    for (int n = 1; n < kMostQuestions && has_failed(reply); ++n)
        reply = send(port, question, patience, changed);
    return reply;
}

ScsiReply ask(ScsiPort& port, const Cdb& cdb, size_t length, std::span<std::byte> in) {
    return ask(port, {.cdb = Bytes(cdb).first(length), .in = in});
}

void require(const ScsiPort& port, const ScsiReply& reply, std::string_view doing, size_t least) {
    if (reply.sense)
        throw Error(errc_of(reply.sense),
                    fmt::format("{}: cannot {}: {}", port.path(), doing, to_string(reply.sense)));
    if (reply.transferred < least)
        throw Error(
            Errc::device,
            fmt::format("{}: cannot {}: the drive sends {} bytes in place of {}; switch it off and on",
                        port.path(), doing, reply.transferred, least));
}

} // namespace redbook::mmc
