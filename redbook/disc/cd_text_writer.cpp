#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text.h"
#include "redbook/disc/cd_text_charset.h"
#include "redbook/disc/cd_text_fit.h"

namespace redbook {
namespace {

constexpr size_t kSizePacks = 3;

// Packs without what is known only when all are made
// -----------------------------------------------------------

struct NewPack {
    uint8_t type, track;
    uint8_t position; // of the character at the beginning of the payload
    bool double_byte;
    std::array<uint8_t, kTextPayloadBytes> payload;
};
using NewPacks = std::vector<NewPack>;

// One type's strings, one after the other, each byte with the track it belongs to.
class Stream {
  public:
    Stream(uint8_t type, bool double_byte) : type_(type), width_(double_byte ? 2 : 1) {}

    void add_code(uint16_t code) {
        cells_.push_back({uint8_t(code >> 8), 0, 0});
        cells_.push_back({uint8_t(code & 0xFF), 0, 0});
    }
    void add_string(uint8_t track, std::string_view bytes) {
        for (size_t i = 0; i < bytes.size() + width_; ++i)
            cells_.push_back({i < bytes.size() ? uint8_t(bytes[i]) : uint8_t{0}, track,
                              uint8_t(std::min<size_t>(i / width_, 15))});
    }
    void append_to(NewPacks& packs) const {
        for (size_t at = 0; at < cells_.size(); at += kTextPayloadBytes) {
            NewPack pack{type_, cells_[at].track, cells_[at].position, width_ == 2, {}};
            for (size_t i = 0; i < kTextPayloadBytes && at + i < cells_.size(); ++i)
                pack.payload[i] = cells_[at + i].byte;
            packs.push_back(pack);
        }
    }

  private:
    struct Cell {
        uint8_t byte, track, position;
    };
    uint8_t type_;
    size_t width_;
    std::vector<Cell> cells_;
};

const std::string& text_of(const Disc& disc, size_t track, size_t block, const TextField& field) {
    static const Texts kNone;
    const auto& texts = disc.tracks[track].texts;
    return (block < texts.size() ? texts[block] : kNone).*field.member;
}

void add_field(NewPacks& packs, const Disc& disc, size_t b, const TextField& field) {
    const TextBlock& block = disc.text_blocks[b];
    const bool double_byte = block.charset == Charset::ms_jis;
    bool any = !(block.album.*field.member).empty();
    for (size_t k = 0; k < disc.tracks.size(); ++k) any |= !text_of(disc, k, b, field).empty();
    if (!any) return;
    Stream stream(field.pack_type, double_byte);
    stream.add_string(0, encode_text(block.charset, block.album.*field.member));
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const std::string& text = text_of(disc, k, b, field);
        const bool same = k > 0 && !text.empty() && text == text_of(disc, k - 1, b, field);
        stream.add_string(uint8_t(disc.number_of(k)), same           ? (double_byte ? "\t\t" : "\t")
                                                      : text.empty() ? ""
                                                                     : encode_text(block.charset, text));
    }
    stream.append_to(packs);
}

void add_album_string(NewPacks& packs, uint8_t type, Charset charset, const std::string& text) {
    if (text.empty()) return;
    Stream stream(type, false);
    stream.add_string(0, encode_text(charset, text));
    stream.append_to(packs);
}

void add_genre(NewPacks& packs, const TextBlock& block) {
    if (block.genre_code == 0 && block.genre.empty()) return;
    Stream stream(kGenreType, false);
    stream.add_code(block.genre_code);
    stream.add_string(0, encode_text(Charset::ascii, block.genre));
    stream.append_to(packs);
}

void add_codes(NewPacks& packs, const Disc& disc) {
    const auto has_isrc = [](const Track& track) { return track.isrc.has_value(); };
    if (!disc.mcn && std::ranges::none_of(disc.tracks, has_isrc)) return;
    Stream stream(kCodesType, false);
    stream.add_string(0, disc.mcn ? disc.mcn->text() : "");
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        stream.add_string(uint8_t(disc.number_of(k)), disc.tracks[k].isrc ? disc.tracks[k].isrc->text() : "");
    stream.append_to(packs);
}

NewPacks packs_of_block(const Disc& disc, size_t b, TextCodes codes) {
    const TextBlock& block = disc.text_blocks[b];
    NewPacks packs;
    for (const TextField& field : kTextFields) add_field(packs, disc, b, field);
    add_album_string(packs, kDiscIdType, Charset::ascii, block.disc_id);
    add_genre(packs, block);
    add_album_string(packs, kClosedType, Charset::latin1, block.closed_info);
    if (b == 0 && codes == TextCodes::with) add_codes(packs, disc);
    return packs;
}

// Size information, 36 bytes in three packs. The sequence numbers and languages are those of all blocks.
void add_sizes(NewPacks& packs, const Disc& disc, size_t b, const std::vector<NewPacks>& blocks) {
    const TextBlock& block = disc.text_blocks[b];
    std::array<std::byte, kSizePacks * kTextPayloadBytes> bytes{};
    BytesWriter out(bytes);
    out.u8(uint8_t(block.charset));                                  //  0
    out.u8(uint8_t(disc.first_track));                               //  1
    out.u8(uint8_t(disc.first_track + int(disc.tracks.size()) - 1)); //  2
    out.u8(block.copyright ? 3 : 0);                                 //  3
    for (int type = 0x80; type < kSizesType; ++type)                 //  4
        out.u8(uint8_t(std::ranges::count(packs, uint8_t(type), &NewPack::type)));
    out.u8(kSizePacks);                                                          // 19
    for (const NewPacks& p : blocks) out.u8(uint8_t(p.size() + kSizePacks - 1)); // 20
    out.zeros(kMostTextBlocks - blocks.size());
    for (const TextBlock& t : disc.text_blocks) out.u8(t.language); // 28
    for (size_t part = 0; part < kSizePacks; ++part) {
        NewPack pack{kSizesType, uint8_t(part), 0, false, {}};
        for (size_t i = 0; i < kTextPayloadBytes; ++i)
            pack.payload[i] = std::to_integer<uint8_t>(bytes[part * kTextPayloadBytes + i]);
        packs.push_back(pack);
    }
}

void append_bytes(std::vector<std::byte>& out, const NewPack& pack, size_t block, size_t sequence) {
    std::array<std::byte, kTextPackBytes> bytes{};
    BytesWriter writer(bytes);
    writer.u8(pack.type).u8(pack.track).u8(uint8_t(sequence));                      //  0
    writer.u8(uint8_t((pack.double_byte ? 0x80 : 0) | block << 4 | pack.position)); //  3
    for (const uint8_t b : pack.payload) writer.u8(b);                              //  4
    writer.be16(crc16(Bytes(bytes).first(kTextPackBytes - 2)));                     // 16
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void require_that_it_holds(const Disc& disc) {
    if (disc.text_blocks.size() > kMostTextBlocks)
        throw Error(Errc::breaks_rule,
                    fmt::format("the disc has CD-TEXT in {} languages; it holds 8", disc.text_blocks.size()));
    const auto texts = texts_not_held(disc);
    if (!texts.empty()) throw Error(Errc::breaks_rule, "CD-TEXT: " + texts[0]);
}

// Of every text block, without size information.
std::vector<NewPacks> packs_of_blocks(const Disc& disc, TextCodes codes) {
    std::vector<NewPacks> blocks;
    for (size_t b = 0; b < disc.text_blocks.size(); ++b) blocks.push_back(packs_of_block(disc, b, codes));
    return blocks;
}

// Empty: there is room for so many.
std::string too_many_words(const Disc& disc, size_t b, size_t packs) {
    if (packs <= kMostBlockPacks) return "";
    const size_t bytes = (packs - kMostBlockPacks) * kTextPayloadBytes;
    const size_t characters = disc.text_blocks[b].charset == Charset::ms_jis ? bytes / 2 : bytes;
    return fmt::format("CD-TEXT in language {} takes {} packs, and there is room for {}: shorten its texts "
                       "by about {} characters",
                       b + 1, packs, kMostBlockPacks, characters);
}

} // namespace

std::vector<std::string> texts_without_room(const Disc& disc, TextCodes codes) {
    std::vector<std::string> sentences;
    const auto blocks = packs_of_blocks(disc, codes);
    for (size_t b = 0; b < blocks.size(); ++b)
        if (auto words = too_many_words(disc, b, blocks[b].size() + kSizePacks); !words.empty())
            sentences.push_back(std::move(words));
    return sentences;
}

std::vector<std::byte> cd_text_packs(const Disc& disc, TextCodes codes) {
    require_that_it_holds(disc);
    if (const auto full = texts_without_room(disc, codes); !full.empty())
        throw Error(Errc::breaks_rule, full[0]);
    const auto blocks = packs_of_blocks(disc, codes);
    std::vector<std::byte> out;
    for (size_t b = 0; b < blocks.size(); ++b) {
        NewPacks packs = blocks[b];
        add_sizes(packs, disc, b, blocks);
        for (size_t i = 0; i < packs.size(); ++i) append_bytes(out, packs[i], b, i);
    }
    return out;
}

} // namespace redbook
