// Audio files for tests: written here where that is simple, else by the programs flac, ffmpeg and wavpack.
#pragma once

#include <cstdint>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "redbook/base/bytes.h"

namespace redbook::test {

// Interleaved values; integers are left-justified in 32 bits, so that a sound can be written with any width.
struct Sound {
    int rate = 44100;
    int channels = 2;
    std::vector<int32_t> values;
    int64_t count() const { return int64_t(values.size()) / channels; }
};

inline constexpr double kFullTurn = 2 * std::numbers::pi;

// Pseudo-random values of `bits` bits: what no two places have alike.
Sound noise(int64_t count, int rate = 44100, int channels = 2, int bits = 16, uint32_t seed = 1);

// `level` (full scale 1) times f(sample, channel), rounded to `bits`.
Sound sound_of(int64_t count, int rate, int channels, int bits, const std::function<double(int64_t, int)>& f);
Sound sine(int64_t count, int rate, double hertz, double level, int bits = 24, int channels = 2);

Sound part_of(const Sound& sound, int64_t from, int64_t count);

enum class WavKind { riff, extensible, rf64, w64 };
struct WavStyle {
    int bits = 16; // 8, 16, 24, 32; of floats 32 or 64
    bool floating = false;
    WavKind kind = WavKind::riff;
    int valid_bits = 0; // of extensible; 0: all
    uint32_t speakers = 0;
    std::string before{};   // chunks before 'data', whole
    std::string after{};    // what follows the audio
    int64_t data_size = -1; // lies about the size
    int64_t riff_size = -1; // likewise
};
void write_wav(const std::string& path, const Sound& sound, const WavStyle& style = {});
std::string riff_chunk(const std::string& id, const std::string& content);

// The values as a file of that width holds them, without a header.
std::string pcm_bytes(const Sound& sound, int bits, bool floating = false);

// What a CD holds: 16-bit interleaved. Mono is doubled.
std::vector<int16_t> as_cd(const Sound& sound);

// Runs a program (no shell); fails the test if it does not succeed.
void run(const std::vector<std::string>& command);

// Makes `path` from the sound, by its extension: .flac .aiff .aif .m4a (ALAC) .wv .mp3 .aac .ogg .opus ...,
// with further options for the encoder.
void encode(const std::string& path, const Sound& sound, int bits = 16,
            const std::vector<std::string>& options = {});

} // namespace redbook::test
