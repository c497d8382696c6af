#include "redbook/audio/stereo.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>
#include <utility>

namespace redbook {
namespace {

struct Gains {
    double left, right;
};

constexpr double kMinus3dB = std::numbers::sqrt2 / 2;

// By bit of WAVEFORMATEXTENSIBLE's channel mask (also FFmpeg's). ITU-R BS.775-3, table 2.
constexpr Gains kSpeakers[] = {
    {1, 0},                 // front left
    {0, 1},                 // front right
    {kMinus3dB, kMinus3dB}, // front centre
    {0, 0},                 // low frequency
    {kMinus3dB, 0},         // back left
    {0, kMinus3dB},         // back right
    {1, 0},                 // front left of centre
    {0, 1},                 // front right of centre
    {0.5, 0.5},             // back centre
    {kMinus3dB, 0},         // side left
    {0, kMinus3dB},         // side right
};

// Where nothing is told: the order of FLAC and WAV for 1 to 8 channels.
constexpr uint64_t kUsual[] = {0x4, 0x3, 0x7, 0x33, 0x37, 0x3F, 0x70F, 0x63F};

Gains gains_of(int channel, uint64_t speakers) {
    for (; channel > 0; --channel) speakers &= speakers - 1;
    const auto bit = size_t(std::countr_zero(speakers));
    return bit < std::size(kSpeakers) ? kSpeakers[bit] : Gains{0, 0};
}

// A stored value as a number whose full scale is 1; of s32, for 32 bits (scale_of does the rest).
double as_real(uint8_t v) { return (v - 128) * 0x1p-7; }
double as_real(int16_t v) { return v * 0x1p-15; }
double as_real(int32_t v) { return v * 0x1p-31; }
double as_real(float v) { return double(v); }
double as_real(double v) { return v; }

double scale_of(const PcmChunk& chunk) {
    return chunk.kind == SampleKind::s32 ? std::ldexp(1.0, 32 - chunk.bits) : 1.0;
}

// Calls use(p) with channel c's first value, as a pointer of its true type.
template <class F>
auto with_type(const PcmChunk& chunk, int channel, F&& use) {
    const void* p = chunk.channel[size_t(channel)];
    switch (chunk.kind) {
    case SampleKind::u8: return use(static_cast<const uint8_t*>(p));
    case SampleKind::s16: return use(static_cast<const int16_t*>(p));
    case SampleKind::s32: return use(static_cast<const int32_t*>(p));
    case SampleKind::f32: return use(static_cast<const float*>(p));
    default: return use(static_cast<const double*>(p));
    }
}

// out = channel * gain, or added to what is there.
void add_channel(const PcmChunk& chunk, int channel, size_t from, size_t n, double gain, bool add,
                 double* out) {
    with_type(chunk, channel, [&](const auto* p) {
        const double scale = scale_of(chunk) * gain;
        p += from * chunk.stride;
        for (size_t i = 0; i < n; ++i) {
            const double x = as_real(p[i * chunk.stride]) * scale;
            out[i] = add ? out[i] + x : x;
        }
    });
}

void mix_side(const PcmChunk& chunk, size_t from, size_t n, const std::vector<double>& gains, double* out) {
    bool add = false;
    for (size_t c = 0; c < gains.size(); ++c)
        if (gains[c] != 0) add_channel(chunk, int(c), from, n, gains[c], std::exchange(add, true), out);
    if (!add) std::fill(out, out + n, 0.0);
}

} // namespace

StereoMix stereo_mix(int channels, uint64_t speakers, double gain_db) {
    const double gain = gain_db == 0 ? 1 : std::pow(10, gain_db / 20);
    if (channels == 1) return {{gain}, {gain}};
    if (channels == 2) return {{gain, 0}, {0, gain}};
    if (std::popcount(speakers) != channels) speakers = kUsual[channels - 1];
    StereoMix mix;
    for (int c = 0; c < channels; ++c) {
        const Gains g = gains_of(c, speakers);
        mix.to_left.push_back(g.left * gain);
        mix.to_right.push_back(g.right * gain);
    }
    return mix;
}

void mix_to_stereo(const PcmChunk& chunk, size_t from, size_t n, const StereoMix& mix, double* left,
                   double* right) {
    mix_side(chunk, from, n, mix.to_left, left);
    mix_side(chunk, from, n, mix.to_right, right);
}

void copy_as_16(const PcmChunk& chunk, size_t from, size_t n, int channels, int16_t* out) {
    const bool interleaved = chunk.kind == SampleKind::s16 && channels == 2 && chunk.stride == 2;
    if (interleaved) {
        std::memcpy(out, static_cast<const int16_t*>(chunk.channel[0]) + 2 * from, n * 4);
        return;
    }
    const double scale = scale_of(chunk) * 32768;
    for (int side = 0; side < 2; ++side)
        with_type(chunk, side % channels, [&](const auto* p) {
            p += from * chunk.stride;
            for (size_t i = 0; i < n; ++i)
                out[2 * i + size_t(side)] = int16_t(as_real(p[i * chunk.stride]) * scale);
        });
}

bool is_exactly_16(const PcmChunk& chunk, int channels) {
    const double scale = scale_of(chunk) * 32768;
    for (int c = 0; c < channels; ++c) {
        const bool exact = with_type(chunk, c, [&](const auto* p) {
            for (size_t i = 0; i < chunk.count; ++i) {
                const double x = as_real(p[i * chunk.stride]) * scale;
                if (!(x >= -32768 && x <= 32767) || x != int(x)) return false;
            }
            return true;
        });
        if (!exact) return false;
    }
    return true;
}

} // namespace redbook
