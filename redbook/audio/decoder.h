// Between the decoders and the timeline: samples as a file has them, at its own rate.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "redbook/audio/audio_file.h"

namespace redbook {

inline constexpr int kMostChannels = 8;

enum class SampleKind { u8, s16, s32, f32, f64 };

// Samples of all channels, valid until the decoder is used again. Channel c, sample i lies `i * stride`
// values of `kind` after channel[c].
struct PcmChunk {
    SampleKind kind = SampleKind::s16;
    std::array<const void*, kMostChannels> channel{};
    size_t stride = 1;
    size_t count = 0; // samples a channel; 0: the end of the file
    int bits = 16;    // of s32 only: the value's width, right-justified; full scale is 2^(bits-1)
};

// One pass over a file. Every error names the file and the time in it; a file that ends before its promised
// count, a damaged frame and a wrong MD5 are Errc::malformed.
class Decoder {
  public:
    virtual ~Decoder() = default;
    virtual PcmChunk next() = 0;
    // next() continues at the returned sample, which is at most `sample`: where a format cannot be entered in
    // the middle without changing what comes out, it is 0.
    virtual int64_t seek(int64_t sample) = 0;
};

// Samples that lie in the file uncompressed, channels interleaved.
struct PcmPlace {
    SampleKind kind = SampleKind::s16;
    int bytes = 2; // of one sample; 3 for s32 of 24 bits
    bool big_endian = false;
    int channels = 2;
    uint64_t offset = 0; // of the first sample
    int64_t count = 0;   // samples a channel
};

// A warning: that the file is whole cannot be known.
inline constexpr auto kUnknownEnd = "cannot tell whether this file is complete; it does not store its length";

// What opening a file found out.
struct FoundAudio {
    AudioFormat format;
    int container_bits = 0; // integers only: the width of the stored values, at least format.bits
    uint64_t speakers = 0;  // one bit a channel in order, as WAVEFORMATEXTENSIBLE numbers them; 0: not told
    int64_t count = 0;      // samples a channel at format.rate
    std::vector<std::pair<std::string, std::string>> tags; // as the file names them
    std::vector<std::string> warnings;                     // without the path
    std::string container{};                               // as AudioSource has it
    // Set by a decoder that found the checksum of the whole file right; null: there is none.
    std::shared_ptr<std::atomic<bool>> whole_checked{};
    std::optional<MissingAudio> missing; // of what was salvaged
    std::optional<PcmPlace> plain;       // set if the samples lie in the file as they are
    std::function<std::unique_ptr<Decoder>()> decoder;
};

// What is missing of so many samples that a header promises; if it promises more than a day, it is not
// believed.
inline MissingAudio missing_after(int64_t there, int64_t promised, int rate) {
    constexpr int64_t kDay = 24 * 60 * 60;
    const bool is_known = promised > there && promised / kDay <= rate;
    return {there, is_known ? promised - there : 0, rate};
}

// Why a file is refused with so many bytes after its audio, which are not a chunk.
inline std::string promises_less(uint64_t promised, uint64_t after) {
    return fmt::format(
        "its header promises {} bytes of audio, but {} more bytes follow that are not a chunk; "
        "copy or export it again",
        promised, after);
}

// Opening, by kind. Throws Errc::malformed for what cannot be read, and Errc::unsupported if the build lacks
// the library. `salvage`: AudioFileOptions. find_wav: nullopt if it is not a WAV, or a WAV of something
// compressed. find_flac: of a file that is_flac().
std::optional<FoundAudio> find_wav(const Input& input, bool salvage = false);
FoundAudio find_flac(const Input& input);
FoundAudio find_with_ffmpeg(const Input& input, bool salvage = false);

// A file's tags as FFmpeg names them; none without FFmpeg.
std::vector<std::pair<std::string, std::string>> tags_with_ffmpeg(const Input& input);

std::unique_ptr<Decoder> make_pcm_decoder(const Input& input, const PcmPlace& place, int rate);

// "1:02.345", a time in a file.
inline std::string time_text(int64_t sample, int rate) {
    const int64_t ms = sample * 1000 / rate;
    return fmt::format("{}:{:02}.{:03}", ms / 60000, ms / 1000 % 60, ms % 1000);
}

} // namespace redbook
