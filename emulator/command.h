// One SCSI command and its answer.
#pragma once

#include <cstdint>
#include <span>

#include "emulator/sense.h"
#include "redbook/base/bytes.h"
#include "redbook/disc/units.h"

namespace redbook::emulator {

struct Command {
    Bytes cdb;               // 6, 10 or 12 bytes
    Bytes out;               // what the host sends
    std::span<std::byte> in; // room for what the drive sends
};

struct Reply {
    Sense sense;            // key 0: GOOD
    size_t transferred = 0; // bytes of `in` that were filled, or of `out` that were taken
    Blame blame = Blame::current;
    uint16_t progress = 0; // of a long operation, 0..65535
    bool good() const { return !sense; }
};
inline Reply refused(Sense sense) { return {.sense = sense}; }

// Fields of a CDB or a parameter list, big-endian. Bytes that are not there are zero.
inline uint8_t byte_at(Bytes b, size_t at) { return at < b.size() ? std::to_integer<uint8_t>(b[at]) : 0; }
inline uint16_t be16_at(Bytes b, size_t at) { return uint16_t(byte_at(b, at) << 8 | byte_at(b, at + 1)); }
inline uint32_t be24_at(Bytes b, size_t at) { return uint32_t(byte_at(b, at) << 16) | be16_at(b, at + 1); }
inline uint32_t be32_at(Bytes b, size_t at) { return uint32_t(be16_at(b, at)) << 16 | be16_at(b, at + 2); }
inline Lba lba_at(Bytes b, size_t at) { return {int32_t(be32_at(b, at))}; }

// Sends as much of `data` as the host has allocated and has room for.
Reply send(const Command& command, Bytes data, size_t allocation);

} // namespace redbook::emulator
