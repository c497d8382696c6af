// The header of a WAV file of CD audio: RIFF, 16-bit stereo at 44.1 kHz.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace redbook {

inline constexpr size_t kWavHeaderBytes = 44;         // the shortest
inline constexpr size_t kPageAlignedWavHeader = 4096; // audio after it can share extents with other files

// `header_bytes` is 44, or at least 52: then a JUNK chunk fills it up. data_bytes + header_bytes is below 4
// GiB (a CD is below 1.1 GB).
std::vector<std::byte> wav_header(uint64_t data_bytes, size_t header_bytes = kWavHeaderBytes);

} // namespace redbook
