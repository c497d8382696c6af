// CD-TEXT: the texts of a disc as packs of 18 bytes, and back.
//
// A pack:   0  type 80..8F          3  double-byte flag (80), block 0..7 (70), character position (0F)
//           1  track                4  12 bytes of payload
//           2  sequence number     16  CRC-16 of bytes 0..15
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/byte_span.h"
#include "redbook/base/export.h"
#include "redbook/disc/disc.h"

namespace REDBOOK_API redbook {

// The size of a pack, of its payload, and the most packs of a block.
inline constexpr size_t kTextPackBytes = 18;
inline constexpr size_t kTextPayloadBytes = 12;
inline constexpr size_t kMostBlockPacks = 255; // a sequence number has one byte

// Types of packs; 80..85 are the texts of kTextFields.
inline constexpr uint8_t kDiscIdType = 0x86;
inline constexpr uint8_t kGenreType = 0x87;
inline constexpr uint8_t kToc2Type = 0x89;
inline constexpr uint8_t kClosedType = 0x8D;
inline constexpr uint8_t kCodesType = 0x8E;
inline constexpr uint8_t kSizesType = 0x8F;

// Whether the packs of the first block tell MCN and ISRC too (8E), if the disc has any.
enum class TextCodes { with, without };

// The texts of all blocks as packs, 18 bytes each; empty if the disc has no text blocks. A text that equals
// that of the track before is written as a TAB, in which readers see just that.
//   throws  Errc::breaks_rule for characters that a block's character set does not hold, the first named,
//           for a block of more than 255 packs, for more than 8 blocks (fit_cd_text(), cd_text_fit.h)
std::vector<std::byte> cd_text_packs(const Disc& disc, TextCodes codes = TextCodes::with);

// What packs tell.
struct CdText {
    Disc disc;                         // tracks without lengths; numbers, text blocks, MCN, ISRC
    std::vector<std::string> warnings; // sentences, each beginning with the file's name: what is not as it
                                       // should be, and what was made of it
};

// A file of packs: 18n bytes, or with READ TOC's header of 4 bytes, a zero byte after, or both. What a wrong
// CRC covers is believed all the same. Types 88..8C are left out.
//   throws  Errc::malformed for another size, no packs at all, or more than there can be (2048)
CdText read_cd_text(std::string_view where, Bytes file);

// Puts texts, read from `where`, in the place of the disc's, track by number. Where both have an MCN or an
// ISRC, `ours` says whose counts. What does not fit together is added to `warnings`.
enum class OurCodes { kept, replaced };
void take_cd_text(Disc& disc, const CdText& text, std::string_view where, std::vector<std::string>& warnings,
                  OurCodes ours = OurCodes::kept);

} // namespace redbook
