#include "redbook/stage/slots.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/stage/stash_format.h"

namespace redbook {
namespace {

struct Header {
    uint32_t version = kPlainStashVersion;
    uint32_t length = 0;
    uint64_t generation = 0;
    uint32_t crc = 0;
};

// Table 1
std::array<std::byte, kSlotHeaderBytes> encode(const Header& h) {
    std::array<std::byte, kSlotHeaderBytes> bytes;
    BytesWriter w(bytes);
    for (const uint8_t b : kStashMagic) w.u8(b); //  0 magic
    w.le32(h.version)                            //  8 version
        .le32(h.length)                          // 12 bytes of catalogue after the header
        .le64(h.generation)                      // 16 generation
        .le32(h.crc)                             // 24 CRC-32 of the catalogue
        .le32(crc32(Bytes(bytes).first(28)));    // 28 CRC-32 of bytes 0..27
    assert(w.full());
    return bytes;
}

bool begins_with_magic(Bytes bytes) {
    return bytes.size() >= kStashMagic.size() &&
           std::equal(kStashMagic.begin(), kStashMagic.end(), bytes.begin(),
                      [](uint8_t a, std::byte b) { return std::byte{a} == b; });
}

enum class SlotState { foreign, damaged, newer, good };

struct Slot {
    SlotState state = SlotState::damaged;
    Catalogue catalogue;  // if good
    uint32_t raw_crc = 0; // of the bytes that were looked at
};

std::vector<std::byte> read_up_to(const File& file, uint64_t offset, size_t n) {
    std::vector<std::byte> bytes(n);
    bytes.resize(file.read_at(offset, bytes));
    return bytes;
}

// nullopt: damaged
std::optional<Header> decode_header(Bytes bytes) {
    BytesReader r(bytes);
    r.bytes(kStashMagic.size());
    Header h;
    h.version = r.le32();
    h.length = r.le32();
    h.generation = r.le64();
    h.crc = r.le32();
    const uint32_t header_crc = r.le32();
    if (!r.ok() || header_crc != crc32(bytes.first(28)) || h.length > kMostCatalogueBytes)
        return std::nullopt;
    return h;
}

Slot read_slot(const File& file, uint64_t offset) {
    const auto head = read_up_to(file, offset, kSlotHeaderBytes);
    Slot slot;
    slot.raw_crc = crc32(head);
    if (!begins_with_magic(head)) return slot.state = SlotState::foreign, slot;
    const auto header = decode_header(head);
    if (!header) return slot;
    if (header->version > kNewestStashVersion) return slot.state = SlotState::newer, slot;
    const auto body = read_up_to(file, offset + kSlotHeaderBytes, header->length);
    slot.raw_crc = crc32(body, slot.raw_crc);
    if (body.size() != header->length || crc32(body) != header->crc) return slot;
    if (auto catalogue = decode(body)) {
        slot.state = SlotState::good;
        slot.catalogue = std::move(*catalogue);
        slot.catalogue.generation = header->generation;
    }
    return slot;
}

using Slots = std::array<Slot, 2>;

Slots read_slots(const File& file) {
    return {read_slot(file, kSlotOffsets[0]), read_slot(file, kSlotOffsets[1])};
}

bool all_good(const Slots& slots) {
    return slots[0].state == SlotState::good && slots[1].state == SlotState::good;
}

// A slot that a writer is just writing looks damaged. One that is still the same on a second look is.
Slots read_settled_slots(const File& file) {
    Slots before = read_slots(file);
    while (!all_good(before)) {
        Slots now = read_slots(file);
        const bool settled = now[0].raw_crc == before[0].raw_crc && now[1].raw_crc == before[1].raw_crc;
        before = std::move(now);
        if (settled) break;
    }
    return before;
}

bool any(const Slots& slots, SlotState state) { return slots[0].state == state || slots[1].state == state; }

void require_one_good(const Slots& slots, const std::string& path) {
    if (any(slots, SlotState::newer))
        throw Error(Errc::newer_version,
                    path + ": was written by a later version of this program; use that one");
    if (any(slots, SlotState::good)) return;
    if (any(slots, SlotState::damaged))
        throw Error(Errc::corrupt, path + ": both catalogue copies are damaged; the contents cannot be read; "
                                          "restore it from a copy or stage the disc again");
    throw Error(Errc::malformed, path + ": is not a stash");
}

} // namespace

std::vector<std::byte> slot_image(const Catalogue& catalogue) {
    const auto body = encode(catalogue);
    const auto head =
        encode(Header{.version = has_notes(catalogue) ? kNewestStashVersion : kPlainStashVersion,
                      .length = uint32_t(body.size()),
                      .generation = catalogue.generation,
                      .crc = crc32(body)});
    std::vector<std::byte> image(head.begin(), head.end());
    image.insert(image.end(), body.begin(), body.end());
    return image;
}

bool has_stash_magic(const File& file) {
    return std::any_of(kSlotOffsets.begin(), kSlotOffsets.end(), [&](uint64_t offset) {
        return begins_with_magic(read_up_to(file, offset, kStashMagic.size()));
    });
}

FoundCatalogue find_catalogue(const File& file) {
    Slots slots = read_settled_slots(file);
    require_one_good(slots, file.path());
    FoundCatalogue found;
    found.slot = slots[0].state == SlotState::good ? 0 : 1;
    if (all_good(slots) && slots[1].catalogue.generation > slots[0].catalogue.generation) found.slot = 1;
    for (size_t i = 0; i < slots.size(); ++i)
        if (slots[i].state != SlotState::good) found.damaged.push_back(i);
    found.catalogue = std::move(slots[found.slot].catalogue);
    return found;
}

std::string slot_words(size_t slot) {
    return fmt::format("the {} of its two catalogues", slot == 0 ? "first" : "second");
}

} // namespace redbook
