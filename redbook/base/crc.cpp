#include "redbook/base/crc.h"

#include <array>
#include <bit>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#define REDBOOK_HAVE_CLMUL 1
#endif

namespace redbook {
namespace {

constexpr uint32_t kPolynomial = 0xEDB88320; // 04C11DB7, bits reflected

// kTable[k][b]: the effect of byte b on the register after k further zero bytes.
constexpr auto kTable = [] {
    std::array<std::array<uint32_t, 256>, 8> t{};
    for (uint32_t b = 0; b < 256; ++b) {
        uint32_t r = b;
        for (int bit = 0; bit < 8; ++bit) r = r >> 1 ^ (r & 1 ? kPolynomial : 0);
        t[0][b] = r;
    }
    for (size_t k = 1; k < 8; ++k)
        for (size_t b = 0; b < 256; ++b) t[k][b] = t[k - 1][b] >> 8 ^ t[0][t[k - 1][b] & 0xFF];
    return t;
}();

// The effect of byte b on the register of CRC-16.
constexpr auto kTable16 = [] {
    std::array<uint16_t, 256> t{};
    for (uint32_t b = 0; b < 256; ++b) {
        uint32_t r = b << 8;
        for (int bit = 0; bit < 8; ++bit) r = r << 1 ^ (r & 0x8000 ? 0x1021 : 0);
        t[b] = uint16_t(r);
    }
    return t;
}();

// a * b modulo the polynomial, both bit-reflected (bit 31 is x^0).
constexpr uint32_t multiply(uint32_t a, uint32_t b) {
    uint32_t product = 0;
    for (uint32_t bit = 0x80000000; bit != 0; bit >>= 1) {
        if (a & bit) product ^= b;
        b = b >> 1 ^ (b & 1 ? kPolynomial : 0);
    }
    return product;
}

// kSquares[k]: x^(2^k) modulo the polynomial, reflected.
constexpr auto kSquares = [] {
    std::array<uint32_t, 64> squares{0x40000000};
    for (size_t k = 1; k < squares.size(); ++k) squares[k] = multiply(squares[k - 1], squares[k - 1]);
    return squares;
}();

// x^n modulo the polynomial, reflected.
constexpr uint32_t x_to_the(uint64_t n) {
    uint32_t power = 0x80000000;
    for (size_t k = 0; n != 0; n >>= 1, ++k)
        if (n & 1) power = multiply(power, kSquares[k]);
    return power;
}

uint32_t load32(const std::byte* p) {
    uint32_t v;
    std::memcpy(&v, p, 4);
    if constexpr (std::endian::native == std::endian::big) v = __builtin_bswap32(v);
    return v;
}

// The CRC register (no initial value, no final xor) run over the data, eight bytes a step.
uint32_t run_table(Bytes data, uint32_t reg) {
    const std::byte* p = data.data();
    size_t n = data.size();
    for (; n >= 8; p += 8, n -= 8) {
        const uint32_t a = load32(p) ^ reg, b = load32(p + 4);
        reg = kTable[7][a & 0xFF] ^ kTable[6][a >> 8 & 0xFF] ^ kTable[5][a >> 16 & 0xFF] ^
              kTable[4][a >> 24] ^ kTable[3][b & 0xFF] ^ kTable[2][b >> 8 & 0xFF] ^
              kTable[1][b >> 16 & 0xFF] ^ kTable[0][b >> 24];
    }
    for (; n > 0; ++p, --n) reg = reg >> 8 ^ kTable[0][(reg ^ std::to_integer<uint32_t>(*p)) & 0xFF];
    return reg;
}

#ifdef REDBOOK_HAVE_CLMUL
// Folding constants: x^n mod P for the distance a 64-bit half is moved, in the 33-bit form that the reflected
// multiplication wants. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ".
constexpr uint64_t fold_by(uint64_t bits) { return uint64_t(x_to_the(bits)) << 1; }

__attribute__((target("pclmul,sse4.1"))) __m128i fold(__m128i value, __m128i by, __m128i next) {
    const __m128i low = _mm_clmulepi64_si128(value, by, 0x00);
    const __m128i high = _mm_clmulepi64_si128(value, by, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

__attribute__((target("avx512f,vpclmulqdq"))) __m512i fold_wide(__m512i value, __m512i by, __m512i next) {
    const __m512i low = _mm512_clmulepi64_epi128(value, by, 0x00);
    const __m512i high = _mm512_clmulepi64_epi128(value, by, 0x11);
    return _mm512_xor_si512(_mm512_xor_si512(low, high), next);
}

// Multipliers that move the two halves of 16 bytes by so many bits.
template <uint64_t bits>
__attribute__((target("sse2"))) __m128i multipliers() {
    constexpr auto high = int64_t(fold_by(bits - 32)), low = int64_t(fold_by(bits + 32));
    return _mm_set_epi64x(high, low);
}

template <uint64_t bits>
__attribute__((target("avx512f"))) __m512i wide_multipliers() {
    constexpr auto high = int64_t(fold_by(bits - 32)), low = int64_t(fold_by(bits + 32));
    return _mm512_set4_epi64(high, low, high, low);
}

// Folds whole 256-byte groups into the four lanes that run_clmul() continues with.
__attribute__((target("avx512f,vpclmulqdq"))) void fold_groups_of_256(const __m128i* p, size_t groups,
                                                                      uint32_t reg, __m128i* lane) {
    const __m512i by_2048 = wide_multipliers<2048>(), by_512 = wide_multipliers<512>();
    __m512i wide[4];
    for (int i = 0; i < 4; ++i, p += 4) wide[i] = _mm512_loadu_si512(p);
    wide[0] = _mm512_xor_si512(wide[0], _mm512_zextsi128_si512(_mm_cvtsi32_si128(int(reg))));
    for (size_t g = 1; g < groups; ++g)
        for (int i = 0; i < 4; ++i, p += 4) wide[i] = fold_wide(wide[i], by_2048, _mm512_loadu_si512(p));
    for (int i = 1; i < 4; ++i) wide[0] = fold_wide(wide[0], by_512, wide[i]);
    _mm512_storeu_si512(lane, wide[0]);
}

bool has_wide_clmul() {
    static const bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("vpclmulqdq");
    return has;
}

// Folds all whole 64-byte groups into 16 bytes with the same remainder, which the table then finishes.
__attribute__((target("pclmul,sse4.1"))) uint32_t run_clmul(Bytes data, uint32_t reg) {
    const auto* p = reinterpret_cast<const __m128i*>(data.data());
    const size_t groups = data.size() / 64;
    const size_t groups_of_256 = has_wide_clmul() ? data.size() / 256 : 0;
    const __m128i by_512 = multipliers<512>(), by_128 = multipliers<128>();
    __m128i lane[4];
    if (groups_of_256 > 0) {
        fold_groups_of_256(p, groups_of_256, reg, lane);
    } else {
        for (int i = 0; i < 4; ++i) lane[i] = _mm_loadu_si128(p + i);
        lane[0] = _mm_xor_si128(lane[0], _mm_cvtsi32_si128(int(reg)));
    }
    const size_t folded = groups_of_256 > 0 ? 4 * groups_of_256 : 1;
    p += 4 * folded;
    for (size_t g = folded; g < groups; ++g)
        for (auto& l : lane) l = fold(l, by_512, _mm_loadu_si128(p++));
    __m128i one = lane[0];
    for (int i = 1; i < 4; ++i) one = fold(one, by_128, lane[i]);
    alignas(16) std::byte rest[16];
    _mm_store_si128(reinterpret_cast<__m128i*>(rest), one);
    return run_table(data.subspan(groups * 64), run_table(rest, 0));
}

bool has_clmul() {
    static const bool has = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
    return has;
}
#endif

} // namespace

uint32_t crc32_by_table(Bytes data, uint32_t crc) { return ~run_table(data, ~crc); }

uint32_t crc32(Bytes data, uint32_t crc) {
#ifdef REDBOOK_HAVE_CLMUL
    if (data.size() >= 64 && has_clmul()) return ~run_clmul(data, ~crc);
#endif
    return crc32_by_table(data, crc);
}

uint32_t crc32_concat(uint32_t crc_a, uint32_t crc_b, uint64_t length_b) {
    return multiply(x_to_the(length_b * 8), crc_a) ^ crc_b;
}

uint32_t crc32_of_zeros(uint64_t n) { return ~multiply(x_to_the(n * 8), 0xFFFFFFFF); }

uint16_t crc16(Bytes data) {
    uint16_t reg = 0;
    for (const std::byte b : data)
        reg = uint16_t(reg << 8 ^ kTable16[reg >> 8 ^ std::to_integer<unsigned>(b)]);
    return uint16_t(~reg);
}

} // namespace redbook
