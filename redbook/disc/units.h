// Addresses and lengths on a CD. 1 block = 1/75 s = 588 stereo samples = 2352 bytes.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "redbook/base/export.h"

namespace REDBOOK_API redbook {

// How a block is made up.
inline constexpr int32_t kBlockBytes = 2352;
inline constexpr int32_t kBlockSamples =
    588; // stereo samples, 4 bytes each: left, right, 16-bit little-endian
inline constexpr int32_t kBlocksPerSecond = 75;
inline constexpr int32_t kSampleBytes = 4;
inline constexpr int32_t kSampleRate = 44100;

// An address on the disc.
struct Lba {
    int32_t value = 0; // address of a block; 0 is MSF 00:02:00
    auto operator<=>(const Lba&) const = default;
};
// A length in blocks; may be negative.
struct BlockCount {
    int32_t value = 0; // 1/75 s each
    auto operator<=>(const BlockCount&) const = default;
};
// A length in samples; may be negative.
struct SampleCount {
    int64_t value = 0; // stereo samples at 44.1 kHz
    auto operator<=>(const SampleCount&) const = default;
};
// An address as players show it: minute, second, frame (1/75 s).
struct Msf {
    uint8_t minute = 0, second = 0, frame = 0; // binary, never BCD
    bool operator==(const Msf&) const = default;
};

// Lba + Lba does not exist.
constexpr Lba operator+(Lba a, BlockCount n) { return {a.value + n.value}; }
constexpr Lba operator-(Lba a, BlockCount n) { return {a.value - n.value}; }
constexpr BlockCount operator-(Lba a, Lba b) { return {a.value - b.value}; }
constexpr BlockCount operator+(BlockCount a, BlockCount b) { return {a.value + b.value}; }
constexpr BlockCount operator-(BlockCount a, BlockCount b) { return {a.value - b.value}; }
constexpr BlockCount operator*(BlockCount a, int32_t n) { return {a.value * n}; }
constexpr Lba& operator+=(Lba& a, BlockCount n) { return a = a + n; }
constexpr BlockCount& operator+=(BlockCount& a, BlockCount n) { return a = a + n; }
constexpr SampleCount operator+(SampleCount a, SampleCount b) { return {a.value + b.value}; }
constexpr SampleCount operator-(SampleCount a, SampleCount b) { return {a.value - b.value}; }

// The same length in another unit; what is not a whole block is rounded as the name says, down in
// whole_blocks().
constexpr int64_t bytes_in(BlockCount n) { return int64_t{n.value} * kBlockBytes; }
constexpr SampleCount samples_in(BlockCount n) { return {int64_t{n.value} * kBlockSamples}; }
constexpr BlockCount blocks_rounded_up(SampleCount n) {
    return {int32_t((n.value + kBlockSamples - 1) / kBlockSamples)};
}
constexpr BlockCount whole_blocks(SampleCount n) { return {int32_t(n.value / kBlockSamples)}; }

// The program area: what a CD address can say. IEC 60908; MMC-6.
inline constexpr Lba kProgramStart{-150};     // MSF 00:00:00, where the pause of the first track begins
inline constexpr Lba kLastAddress{449849};    // MSF 99:59:74
inline constexpr BlockCount kFirstPause{150}; // shortest pause before the first track
inline constexpr BlockCount kBetweenSessions{11400}; // lead-out, lead-in and pregap before a second session
inline constexpr BlockCount kShortestTrack{300}; // 4 s, from INDEX 01 to the next INDEX 01 or the lead-out
inline constexpr BlockCount kDefaultGap{150};    // Track-at-Once, between two tracks
inline constexpr BlockCount kLongestGap{225};    // IMAPI v1, AudioGapSize
inline constexpr BlockCount kRunOut{2};          // Track-at-Once, ends each track
inline constexpr int kMostTracks = 99;

// Program-area address as MSF. Range -150..449849 (00:00:00..99:59:74), else nullopt. Lead-in addresses are
// another function: the same digits mean another place there.
constexpr std::optional<Msf> to_msf(Lba a) {
    if (a < kProgramStart || a > kLastAddress) return std::nullopt;
    const int32_t n = a.value + 150;
    return Msf{uint8_t(n / 4500), uint8_t(n / 75 % 60), uint8_t(n % 75)};
}
static_assert(to_msf(Lba{0}) == Msf{0, 2, 0} && to_msf(Lba{-150}) == Msf{0, 0, 0});

// The inverse. Second below 60, frame below 75, else nullopt.
constexpr std::optional<Lba> to_lba(Msf m) {
    if (m.minute > 99 || m.second > 59 || m.frame > 74) return std::nullopt;
    return Lba{(m.minute * 60 + m.second) * 75 + m.frame - 150};
}

// "MM:SS:FF". An address counts from MSF 00:00:00 (LBA 0 prints as 00:02:00); a length from nothing. Minutes
// above 99 print with as many digits as they need; negative values with a leading '-'.
std::string to_string(Msf m);
std::string msf_text(Lba a);
std::string msf_text(BlockCount n);

// "1 block", "150 blocks".
std::string blocks_text(BlockCount n);

// A length as "M:SS:FF" with any number of digits of minutes, as sheets have them. nullopt: not of that form,
// second above 59, frame above 74, or more than 99:59:74.
std::optional<BlockCount> parse_msf(std::string_view text);

} // namespace redbook
