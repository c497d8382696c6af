// The numbers of the stash file, shared by its reader and its writer. The format is stash_format.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "redbook/disc/units.h"

namespace redbook {

// The first byte catches 7-bit transport, the last three a change of line ends.
inline constexpr std::array<uint8_t, 8> kStashMagic{0x89, 'R', 'B', 'S', 'T', '\r', '\n', 0x1A};
// A catalogue that remembers what the album lacked has version 2; all others are written as version 1.
inline constexpr uint32_t kPlainStashVersion = 1, kNewestStashVersion = 2;
inline constexpr uint32_t kUnknownDataLength = 0xFFFFFFFF; // of a data track

// Two slots, each with a whole catalogue, then the audio. The worst disc (99 minutes, 99 x 99 indexes, 8
// blocks of CD-TEXT, 99 paths of 4096 bytes) needs 600 KB.
inline constexpr size_t kSlotBytes = 1 << 20;
inline constexpr std::array<uint64_t, 2> kSlotOffsets{0, kSlotBytes};
inline constexpr uint64_t kAudioOffset = 2 * kSlotBytes; // a multiple of 4096

inline constexpr size_t kSlotHeaderBytes = 32;
inline constexpr size_t kMostCatalogueBytes = kSlotBytes - kSlotHeaderBytes;
inline constexpr size_t kDiscHeadBytes = 32;
inline constexpr size_t kTextBlockHeadBytes = 8;
inline constexpr size_t kTrackHeadBytes = 56;
inline constexpr size_t kMissingBytes = 20;
inline constexpr uint32_t kAssumedAudio = 0x80000000; // in its rate: MissingAudio::assumed

// Bits of a track head's byte 16.
inline constexpr uint8_t kPreEmphasisBit = 0x01;
inline constexpr uint8_t kCopyPermittedBit = 0x02;
inline constexpr uint8_t kFourChannelBit = 0x04;
inline constexpr uint8_t kScmsBit = 0x08;

// Bits of a track head's byte 19.
inline constexpr uint8_t kHasIsrcBit = 0x01;
inline constexpr uint8_t kHasSourceBit = 0x02;

// No length in a catalogue is greater: the whole program area, 00:00:00 to 99:59:74.
inline constexpr BlockCount kMostBlocks = kLastAddress + BlockCount{1} - kProgramStart;
inline constexpr size_t kMostIndexes = 98; // INDEX 02..99

} // namespace redbook
