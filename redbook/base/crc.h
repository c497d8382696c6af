// CRC-32, the one checksum of the house: of files, of the stash's catalogue, of every second of audio. And
// CRC-16, which the subcode of a CD has.
#pragma once

#include <cstdint>

#include "redbook/base/bytes.h"

namespace redbook {

// CRC-32 as in zlib, PNG and EAC (polynomial 04C11DB7 reflected, initial value and final xor FFFFFFFF).
// `crc` is the result so far, 0 to begin with: crc32(b, crc32(a)) == crc32(a followed by b).
uint32_t crc32(Bytes data, uint32_t crc = 0);

// The CRC-32 of a followed by b, from crc32(a), crc32(b) and the length of b in bytes.
uint32_t crc32_concat(uint32_t crc_a, uint32_t crc_b, uint64_t length_b);

// The CRC-32 of n zero bytes.
uint32_t crc32_of_zeros(uint64_t n);

// The same by table alone: what machines without carry-less multiplication use, and what tests compare with.
uint32_t crc32_by_table(Bytes data, uint32_t crc = 0);

// CRC-16/GSM: polynomial 1021, not reflected, initial value 0, final xor FFFF. In Q frames and CD-TEXT packs.
uint16_t crc16(Bytes data);

} // namespace redbook
