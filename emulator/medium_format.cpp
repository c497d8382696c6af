#include "emulator/medium_format.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/cd_text.h"

namespace redbook::emulator {
namespace {

constexpr size_t kHeadBytes = 40, kTrackHeadBytes = 36, kMcnBytes = 13, kIsrcBytes = 12;
constexpr size_t kMostIndexes = 98, kMostStoredPacks = 2048;

uint8_t bits_of(const RecordedTrack& t) {
    return uint8_t((t.scms ? kTrackScmsBit : 0) | (t.damaged ? kTrackDamagedBit : 0) |
                   (t.isrc ? kTrackIsrcBit : 0));
}

void put_lba(BytesWriter& w, Lba at) { w.le32(uint32_t(at.value)); }

void put_track(BytesWriter& w, const RecordedTrack& t) {
    w.u8(uint8_t(t.number))                                                //  0
        .u8(t.control)                                                     //  1
        .u8(bits_of(t))                                                    //  2
        .u8(uint8_t(t.indexes.size()))                                     //  3 INDEX 02 and above
        .text(t.isrc ? t.isrc->text() : std::string_view("            ")); //  4
    put_lba(w, t.start);                                                   // 16 INDEX 00
    put_lba(w, t.index01);                                                 // 20
    put_lba(w, t.end);                                                     // 24
    w.le32(uint32_t(t.run_out.value)).le32(0);                             // 28 blocks; 32 nothing
    for (const Lba index : t.indexes) put_lba(w, index);                   // 36
}

Lba address(BytesReader& r) { return {int32_t(r.le32())}; }

RecordedTrack track_in(BytesReader& r) {
    RecordedTrack t;
    t.number = r.u8();
    t.control = r.u8();
    const uint8_t bits = r.u8();
    const size_t indexes = r.u8();
    const std::string isrc = r.text(kIsrcBytes);
    t.scms = bits & kTrackScmsBit;
    t.damaged = bits & kTrackDamagedBit;
    if (bits & kTrackIsrcBit) t.isrc = Isrc::parse(isrc);
    t.start = address(r);
    t.index01 = address(r);
    t.end = address(r);
    t.run_out = {int32_t(r.le32())};
    r.le32();
    for (size_t i = 0; i < std::min(indexes, kMostIndexes); ++i) t.indexes.push_back(address(r));
    return t;
}

size_t size_of(const MediumFacts& facts) {
    size_t size = kHeadBytes + facts.text_packs.size();
    for (const RecordedTrack& t : facts.tracks) size += kTrackHeadBytes + 4 * t.indexes.size();
    return size;
}

} // namespace

std::vector<std::byte> encode_facts(const MediumFacts& facts) {
    std::vector<std::byte> out(size_of(facts));
    BytesWriter w(out);
    w.u8(uint8_t(facts.kind))                                                    //  0
        .u8(uint8_t(facts.state))                                                //  1
        .u8(uint8_t(facts.tracks.size()))                                        //  2
        .u8(facts.mcn ? 1 : 0)                                                   //  3
        .text(facts.mcn ? facts.mcn->text() : std::string_view("             ")) //  4
        .zeros(3)                                                                // 17
        .le32(uint32_t(facts.told_capacity.value))                               // 20 blocks
        .le32(uint32_t(facts.capacity.value));                                   // 24 blocks
    put_lba(w, facts.lead_in);                                                   // 28
    put_lba(w, facts.lead_out);                                                  // 32
    w.le32(uint32_t(facts.text_packs.size() / kTextPackBytes));                  // 36 packs
    for (const RecordedTrack& t : facts.tracks) put_track(w, t);                 // 40
    for (const std::byte b : facts.text_packs) w.u8(std::to_integer<uint8_t>(b));
    return out;
}

MediumFacts decode_facts(Bytes encoded, std::string_view where) {
    BytesReader r(encoded);
    MediumFacts facts;
    facts.kind = MediumKind(r.u8() & 1);
    facts.state = MediumState(r.u8());
    const int tracks = r.u8();
    const bool has_mcn = r.u8() != 0;
    const std::string mcn = r.text(kMcnBytes);
    if (has_mcn) facts.mcn = Mcn::parse(mcn);
    r.bytes(3);
    facts.told_capacity = {int32_t(r.le32())};
    facts.capacity = {int32_t(r.le32())};
    facts.lead_in = address(r);
    facts.lead_out = address(r);
    const size_t packs = r.le32();
    for (int n = 0; n < tracks; ++n) facts.tracks.push_back(track_in(r));
    const Bytes text = r.bytes(std::min(packs, kMostStoredPacks) * kTextPackBytes);
    facts.text_packs.assign(text.begin(), text.end());
    if (!r.ok() || r.left() != 0 || facts.state > MediumState::recording)
        throw Error(Errc::malformed,
                    fmt::format("{}: not what a medium says of itself; make a new one", where));
    return facts;
}

} // namespace redbook::emulator
