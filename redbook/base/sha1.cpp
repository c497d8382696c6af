#include "redbook/base/sha1.h"

#include <bit>
#include <vector>

namespace redbook {
namespace {

constexpr size_t kGroup = 64; // bytes that are mixed in at a time
using State = std::array<uint32_t, 5>;

// The data, a one bit, zeros up to 8 bytes before the end of a group, the length in bits.
std::vector<std::byte> padded(Bytes data) {
    std::vector<std::byte> result((data.size() + 9 + kGroup - 1) / kGroup * kGroup);
    std::copy(data.begin(), data.end(), result.begin());
    result[data.size()] = std::byte{0x80};
    const uint64_t bits = uint64_t{data.size()} * 8;
    BytesWriter(std::span(result).last(8)).be32(uint32_t(bits >> 32)).be32(uint32_t(bits));
    return result;
}

std::array<uint32_t, 80> schedule_of(Bytes group) {
    std::array<uint32_t, 80> w;
    BytesReader in(group);
    for (size_t t = 0; t < 16; ++t) w[t] = in.be32();
    for (size_t t = 16; t < 80; ++t) w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    return w;
}

// The function and the constant of round t.
uint32_t mixed_sha1(size_t t, uint32_t b, uint32_t c, uint32_t d) {
    switch (t / 20) {
    case 0: return ((b & c) | (~b & d)) + 0x5A827999;
    case 1: return (b ^ c ^ d) + 0x6ED9EBA1;
    case 2: return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
    default: return (b ^ c ^ d) + 0xCA62C1D6;
    }
}

void mix_in(State& state, Bytes group) {
    const auto w = schedule_of(group);
    auto [a, b, c, d, e] = state;
    for (size_t t = 0; t < w.size(); ++t) {
        const uint32_t next = std::rotl(a, 5) + mixed_sha1(t, b, c, d) + e + w[t];
        e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
    }
    const State sum{a, b, c, d, e};
    for (size_t i = 0; i < state.size(); ++i) state[i] += sum[i];
}

} // namespace

std::array<std::byte, 20> sha1(Bytes data) {
    State state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    const auto message = padded(data);
    for (size_t at = 0; at < message.size(); at += kGroup) mix_in(state, Bytes(message).subspan(at, kGroup));
    std::array<std::byte, 20> digest;
    BytesWriter out(digest);
    for (const uint32_t word : state) out.be32(word);
    return digest;
}

} // namespace redbook
