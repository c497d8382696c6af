// A CloneCD sheet (.ccd) as text: sections and keys with line numbers, and nothing that needs the files
// beside it. ccd_layout.h makes a disc of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/units.h"

namespace redbook {

// The image begins at LBA 0. With its .sub, and without: the sheet alone has no place for indexes above 01.
inline constexpr Holds kCcdHolds{.first_150 = false, .remarks = false, .subchannel = true};
inline constexpr Holds kCcdSheetHolds{.first_150 = false, .indexes = false, .scms = false, .remarks = false};

inline constexpr size_t kLargestCcd = 1 << 20; // bytes
inline constexpr size_t kLongestCcdLine = 4096;
inline constexpr size_t kMostCcdEntries = 999;

// Points of a full TOC that are no tracks.
inline constexpr int kCcdFirstTrack = 0xA0, kCcdLastTrack = 0xA1, kCcdLeadOut = 0xA2;

// [Entry n]: an entry of the full TOC.
struct CcdEntry {
    int line = 0;
    int session = 1;
    int point = 0; // 1..99: a track; 0xA0 and above: something else
    int adr = 1;
    int control = 0; // 0..15
    int minute = 0;  // PMin; of 0xA0 and 0xA1 a track's number
    Lba at;          // PLBA, or what PMin, PSec and PFrame say
};

struct CcdIndex {
    int number = 0; // 0..99
    Lba at;
    int line = 0;
};

// [TRACK n]
struct CcdTrack {
    int line = 0;
    int number = 0; // 1..99
    int mode = 0;   // 0 audio
    std::optional<Isrc> isrc;
    std::optional<Flags> flags;
    std::vector<CcdIndex> indexes; // as they stand
};

struct CcdSheet {
    std::string path;
    int sessions = 1;
    std::optional<Mcn> mcn;
    std::vector<CcdEntry> entries;
    std::vector<CcdTrack> tracks; // no number twice
    std::vector<std::byte> packs; // of CD-TEXT, 18 bytes each
    std::vector<std::string> warnings;
    std::vector<std::string> contradictions; // those of them that say where two places do not agree
};

// True if the first line that says anything is [CloneCD].
bool looks_like_ccd(std::string_view bytes);

// Sections and keys in any order and case; numbers decimal, or hexadecimal after 0x; LF, CRLF or CR. What is
// not known is left out with a warning.
//   throws  Errc::malformed "disc.ccd:4: ..."
CcdSheet parse_ccd(const std::string& path, std::string_view bytes);

} // namespace redbook
