// An emulated drive at the other end of a ScsiPort, and a drive that says what the test tells it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "redbook/drive/scsi.h"
#include "tests/emulator/drive_kit.h"

namespace redbook::test {

class EmulatedPort final : public ScsiPort {
  public:
    explicit EmulatedPort(emulator::Drive& drive) : drive_(drive) {}
    const std::string& path() const override { return path_; }

    // The sense goes the way of a real one: through its bytes.
    ScsiReply execute(const ScsiCommand& command) override {
        codes += fmt::format("{:02X} ", std::to_integer<int>(command.cdb[0]));
        if (instead)
            if (const auto reply = instead(command)) return *reply;
        const emulator::Reply reply = drive_.execute({command.cdb, command.out, command.in});
        const auto bytes = emulator::fixed_sense(reply.sense, reply.blame, reply.progress);
        return reply.good() ? ScsiReply{.sense = {}, .transferred = reply.transferred}
                            : refusal_of(bytes, reply.transferred);
    }

    std::string codes; // operation codes of all commands so far: "12 46 "
    std::function<std::optional<ScsiReply>(const ScsiCommand&)> instead; // what the drive does not get to see

  private:
    emulator::Drive& drive_;
    std::string path_ = "/dev/sr0";
};

// An answer with these bytes: "02 00 ff".
inline ScsiReply answered(const ScsiCommand& command, std::string_view hex) {
    const auto bytes = emulator::test::bytes(hex);
    const size_t n = std::min(bytes.size(), command.in.size());
    std::copy_n(bytes.begin(), n, command.in.begin());
    return {.sense = {}, .transferred = n};
}

inline uint8_t operation_of(const ScsiCommand& command) { return std::to_integer<uint8_t>(command.cdb[0]); }

} // namespace redbook::test
