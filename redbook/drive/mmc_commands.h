// Commands to a drive, sent as every question and order of mmc.h is: again if the drive ignored it.
#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string_view>

#include "redbook/drive/mmc.h"

namespace redbook::mmc {

// Commands are short: up to twelve bytes, big-endian.
using Cdb = std::array<std::byte, 12>;
Cdb cdb_of(std::initializer_list<unsigned> bytes);
constexpr unsigned high(size_t n) { return unsigned(n >> 8 & 0xFF); }
constexpr unsigned low(size_t n) { return unsigned(n & 0xFF); }

enum Motion : unsigned { kStart = 1, kEject = 2, kLoad = 3 };
Cdb start_stop(Motion motion);

// The first answer to the command itself. `changed` is set if the drive first reported another disc. A disc
// that was stopped, as libburn does after a recording, is started.
ScsiReply send(ScsiPort& port, const ScsiCommand& command, std::chrono::milliseconds patience = kPatience,
               bool* changed = nullptr);
ScsiReply tell(ScsiPort& port, const Cdb& cdb, size_t length);

// A question, asked up to four times while it fails.
ScsiReply ask(ScsiPort& port, const ScsiCommand& question, std::chrono::milliseconds patience = kPatience,
              bool* changed = nullptr);
ScsiReply ask(ScsiPort& port, const Cdb& cdb, size_t length, std::span<std::byte> in);

// Throws what the sense says. Of an answer, `least` bytes must have come: zeros in place of the rest would
// say that a disc is blank.
void require(const ScsiPort& port, const ScsiReply& reply, std::string_view doing, size_t least = 0);

} // namespace redbook::mmc
