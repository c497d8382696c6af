#include "redbook/base/md5.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace redbook {
namespace {

// floor(2^32 * |sin(i + 1)|)
constexpr std::array<uint32_t, 64> kSines{
    0xD76AA478, 0xE8C7B756, 0x242070DB, 0xC1BDCEEE, 0xF57C0FAF, 0x4787C62A, 0xA8304613, 0xFD469501,
    0x698098D8, 0x8B44F7AF, 0xFFFF5BB1, 0x895CD7BE, 0x6B901122, 0xFD987193, 0xA679438E, 0x49B40821,
    0xF61E2562, 0xC040B340, 0x265E5A51, 0xE9B6C7AA, 0xD62F105D, 0x02441453, 0xD8A1E681, 0xE7D3FBC8,
    0x21E1CDE6, 0xC33707D6, 0xF4D50D87, 0x455A14ED, 0xA9E3E905, 0xFCEFA3F8, 0x676F02D9, 0x8D2A4C8A,
    0xFFFA3942, 0x8771F681, 0x6D9D6122, 0xFDE5380C, 0xA4BEEA44, 0x4BDECFA9, 0xF6BB4B60, 0xBEBFBC70,
    0x289B7EC6, 0xEAA127FA, 0xD4EF3085, 0x04881D05, 0xD9D4D039, 0xE6DB99E5, 0x1FA27CF8, 0xC4AC5665,
    0xF4292244, 0x432AFF97, 0xAB9423A7, 0xFC93A039, 0x655B59C3, 0x8F0CCC92, 0xFFEFF47D, 0x85845DD1,
    0x6FA87E4F, 0xFE2CE6E0, 0xA3014314, 0x4E0811A1, 0xF7537E82, 0xBD3AF235, 0x2AD7D2BB, 0xEB86D391};
constexpr int kTurns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

constexpr size_t word_of(size_t step) {
    constexpr size_t kFactor[] = {1, 5, 3, 7}, kFrom[] = {0, 1, 5, 0};
    return (kFactor[step / 16] * step + kFrom[step / 16]) % 16;
}

template <size_t Round>
uint32_t mixed_md5(uint32_t b, uint32_t c, uint32_t d) {
    if constexpr (Round == 0) return d ^ (b & (c ^ d));
    if constexpr (Round == 1) return (d & b) + (~d & c); // no bit is in both, and the sum waits less for b
    if constexpr (Round == 2) return b ^ c ^ d;
    return c ^ (b | ~d);
}

// The four words change their places from step to step; with constant places they stay in registers.
template <size_t I>
void step(std::array<uint32_t, 4>& s, const std::array<uint32_t, 16>& words) {
    uint32_t& a = s[(64 - I) % 4];
    const uint32_t b = s[(65 - I) % 4], c = s[(66 - I) % 4], d = s[(67 - I) % 4];
    a = b + std::rotl(a + kSines[I] + words[word_of(I)] + mixed_md5<I / 16>(b, c, d), kTurns[I / 16][I % 4]);
}

template <size_t... I>
void all_steps(std::array<uint32_t, 4>& s, const std::array<uint32_t, 16>& words, std::index_sequence<I...>) {
    (step<I>(s, words), ...);
}

// One load, to the compiler, which a loop would not be; BytesReader would ask at every byte whether there is
// one.
uint32_t le32_at(const std::byte* at) {
    const auto byte = [at](size_t i) { return std::to_integer<uint32_t>(at[i]) << (8 * i); };
    return byte(0) | byte(1) | byte(2) | byte(3);
}

} // namespace

void Md5::mix_in(State& state, Bytes groups) {
    std::array<uint32_t, 16> words;
    for (; !groups.empty(); groups = groups.subspan(kGroup)) {
        for (size_t i = 0; i < words.size(); ++i) words[i] = le32_at(groups.data() + 4 * i);
        State next = state;
        all_steps(next, words, std::make_index_sequence<64>());
        for (size_t i = 0; i < state.size(); ++i) state[i] += next[i];
    }
}

void Md5::add(Bytes data) {
    const size_t held = size_ % kGroup;
    size_ += data.size();
    if (held > 0) {
        const size_t n = std::min(data.size(), kGroup - held);
        std::copy_n(data.begin(), n, rest_.begin() + ptrdiff_t(held));
        data = data.subspan(n);
        if (held + n < kGroup) return;
        mix_in(state_, rest_);
    }
    const size_t whole = data.size() / kGroup * kGroup;
    mix_in(state_, data.first(whole));
    std::copy(data.begin() + ptrdiff_t(whole), data.end(), rest_.begin());
}

// After the data come a one bit, zeros up to 8 bytes before the end of a group, and the length in bits.
Md5::Digest Md5::digest() const {
    std::array<std::byte, 2 * kGroup> tail{};
    const size_t held = size_ % kGroup, size = held + 9 <= kGroup ? kGroup : 2 * kGroup;
    std::copy_n(rest_.begin(), held, tail.begin());
    tail[held] = std::byte{0x80};
    BytesWriter(std::span(tail).subspan(size - 8, 8)).le64(size_ * 8);
    State state = state_;
    mix_in(state, Bytes(tail).first(size));
    Digest digest;
    BytesWriter out(digest);
    for (const uint32_t word : state) out.le32(word);
    return digest;
}

std::string to_string(const Md5::Digest& digest) {
    constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (const std::byte b : digest)
        text += {kHex[std::to_integer<int>(b >> 4)], kHex[std::to_integer<int>(b & std::byte{15})]};
    return text;
}

} // namespace redbook
