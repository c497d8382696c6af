// The numbers of a medium's file, shared by its reader and its writer. The format is medium_format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/medium.h"

namespace redbook::emulator {

inline constexpr std::string_view kMediumMagic{"\x89RBEMU\r\n", 8};
inline constexpr uint32_t kMediumVersion = 1;
inline constexpr size_t kMediumHeaderBytes = 20;
inline constexpr uint64_t kMediumAudioOffset = 256 * 1024; // LBA -150; the worst facts need 80 KB
inline constexpr size_t kMostFactsBytes = kMediumAudioOffset - kMediumHeaderBytes;

// Bits of a track's byte 2.
inline constexpr uint8_t kTrackScmsBit = 0x01;
inline constexpr uint8_t kTrackDamagedBit = 0x02;
inline constexpr uint8_t kTrackIsrcBit = 0x04;

std::vector<std::byte> encode_facts(const MediumFacts& facts);
MediumFacts decode_facts(Bytes encoded, std::string_view where); // throws Errc::malformed

} // namespace redbook::emulator
