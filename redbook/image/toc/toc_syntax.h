// A cdrdao .toc file as text: words, line numbers, and nothing that needs the files it names. toc_reader.h
// makes a disc of it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/units.h"

namespace redbook {

// A file's time 0 is LBA 0.
inline constexpr Holds kTocHolds{.first_150 = false, .scms = false, .remarks = false};

inline constexpr size_t kLargestToc = 1 << 20;   // bytes
inline constexpr size_t kLongestTocLine = 16384; // bytes
inline constexpr size_t kMostTocFiles = 999;
inline constexpr size_t kMostTocParts = 9999;   // FILE, SILENCE, ZERO and PREGAP of all tracks
inline constexpr size_t kLargestTocText = 3072; // bytes of a string or of { bytes }: 256 packs of 12

// One that is named with SWAP and without is two.
struct TocFile {
    std::string name;     // UTF-8
    bool swapped = false; // SWAP: raw audio is little-endian
    int line = 0;
};

// A piece of a track's audio: of a file, or silence.
struct TocPart {
    std::optional<size_t> file;        // position in TocSheet::files; none: silence, or data
    std::string data_file{};           // of a data track; its length counts if none is given
    int64_t skipped_bytes = 0;         // "#offset"
    SampleCount from;                  // after those
    std::optional<SampleCount> length; // none: to the end of the file. Silence always has one. Of data as if
                                       // its sectors were blocks of audio
    int line = 0;
};

// START and END.
struct TocMark {
    std::optional<BlockCount> at; // from the beginning of the track; none: after its first `parts` parts
    size_t parts = 0;
    int line = 0;
};

struct TocIndex {
    BlockCount at; // from INDEX 01
    int line = 0;
};

// An item of CD_TEXT.
struct TocText {
    int language = 0;      // 0..7, as LANGUAGE says
    uint8_t pack_type = 0; // 0x80..0x8F
    std::string value;
    bool is_list = false;  // written as a list of bytes
    bool is_bytes = false; // written as numbers, in whole or in part
    int line = 0;
};

struct TocTrack {
    int line = 0;
    int data_sector = 0; // bytes of a sector in its file, if it is a data track; 0: audio
    Flags flags;
    std::optional<Isrc> isrc;
    std::vector<TocText> texts;
    std::vector<TocPart> parts; // PREGAP is a silence and a START
    std::optional<TocMark> start, end;
    std::vector<TocIndex> indexes;
};

struct TocSheet {
    std::string path;
    std::vector<TocFile> files;
    std::vector<TocTrack> tracks; // 1..99, each with a part, one of them audio
    int first_track = 1;
    std::optional<Mcn> mcn;
    std::array<std::optional<uint8_t>, kMostTextBlocks> languages; // LANGUAGE_MAP
    std::array<std::optional<Charset>, kMostTextBlocks> charsets;  // ENCODING_...
    std::vector<TocText> texts;
    std::vector<std::string> warnings;
};

// True if it begins as only .toc files do; a CATALOG in front, which cue sheets have too, does not decide.
bool looks_like_toc(std::string_view bytes);

// Words are case-sensitive and stand in cdrdao's order. Strings are UTF-8, else ISO 8859-1.
//   throws  Errc::malformed, unsupported (no audio track, CD+G, FIFO), breaks_rule (100 tracks): "disc.toc:4:
//   ..."
TocSheet parse_toc(const std::string& path, std::string_view bytes);

} // namespace redbook
