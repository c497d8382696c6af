#include "emulator/text_lead_in.h"

#include <algorithm>

#include "redbook/disc/cd_text.h"

namespace redbook::emulator {
namespace {

// One more than there can be: enough to see where they begin again.
constexpr size_t kMostLeadInPacks = 2049;
constexpr uint8_t kFirstType = 0x80, kLastType = 0x8F;

bool is_pack(Bytes pack) {
    const auto type = std::to_integer<uint8_t>(pack[0]);
    return type >= kFirstType && type <= kLastType;
}

// Four symbols, three bytes.
void put_bytes(std::vector<std::byte>& out, Bytes symbols) {
    uint32_t bits = 0;
    for (const std::byte s : symbols) bits = bits << 6 | (std::to_integer<uint32_t>(s) & 0x3F);
    for (const int shift : {16, 8, 0}) out.push_back(std::byte(bits >> shift));
}

} // namespace

void collect_lead_in(std::vector<std::byte>& packs, Bytes blocks) {
    constexpr size_t kSymbols = 4;
    for (size_t at = 0; at + kSymbols <= blocks.size() && packs.size() < kMostLeadInPacks * kTextPackBytes;
         at += kSymbols)
        put_bytes(packs, blocks.subspan(at, kSymbols));
}

std::vector<std::byte> packs_of_lead_in(Bytes packs) {
    std::vector<std::byte> once;
    for (size_t at = 0; at + kTextPackBytes <= packs.size(); at += kTextPackBytes) {
        const Bytes pack = packs.subspan(at, kTextPackBytes);
        if (!is_pack(pack)) continue;
        if (!once.empty() && std::equal(pack.begin(), pack.end(), once.begin())) break;
        once.insert(once.end(), pack.begin(), pack.end());
    }
    return once;
}

} // namespace redbook::emulator
