// A cue sheet as text: words, line numbers, and nothing that needs the files it names. cue_reader.h makes a
// disc of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/text.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/units.h"

namespace redbook {

// A sheet's time 0 is LBA 0.
inline constexpr Holds kCueHolds{.first_150 = false, .text_blocks = 1, .text_extras = false};

inline constexpr size_t kLargestCueSheet = 1 << 20; // bytes
inline constexpr size_t kLongestCueLine = 4096;     // bytes of UTF-8
inline constexpr size_t kMostCueFiles = 999;

// Where something was said. Lines count from 1.
struct CueFile {
    std::string name; // as it is written
    std::string type; // upper case: "BINARY", "MOTOROLA", "WAVE", ...; empty: none was given
    int line = 0;
};

struct CueIndex {
    int number = 0;  // 0..99
    size_t file = 0; // position in CueSheet::files
    BlockCount at;   // from the beginning of that file
    int line = 0;
};

// Indexes count up by one from 00 or 01 and there is an INDEX 01. Inside a file every index lies after the
// one before it in the sheet; only INDEX 00 and 01 of a track may lie together.
struct CueTrack {
    int line = 0;
    int data_sector = 0; // bytes of a sector in its file, if it is a data track; 0: audio
    BlockCount pregap;   // PREGAP: silence that is in no file
    BlockCount postgap;  // POSTGAP
    std::vector<CueIndex> indexes;
    Flags flags;
    std::optional<Isrc> isrc;
    Texts texts;
    std::vector<std::string> remarks; // REM lines, without blanks at both ends
};

struct CueSheet {
    std::string path;
    std::vector<CueFile> files;
    std::vector<CueTrack> tracks; // 1..99, one of them audio
    int first_track = 1;
    std::optional<Mcn> mcn;
    Texts texts;
    std::string genre, disc_id;       // CD-TEXT
    std::optional<CueFile> cd_text;   // CDTEXTFILE
    std::vector<std::string> remarks; // REM lines before the first TRACK
    std::optional<BlockCount> end;    // of the disc, from the beginning of the last file; empty: not said
    bool literal_pregap = false; // the first track's PREGAP is never the pause that every disc begins with
    std::vector<std::string> warnings;
};

// True if the first line that says anything begins with a word of cue sheets.
bool looks_like_cue_sheet(std::string_view bytes);

// `bytes` in `encoding`, or if none is given in what they look like; any case, LF, CRLF or CR. Unknown
// commands are skipped, known ones that make no sense are refused; what is left out or assumed is in the
// warnings.
//   throws  Errc::malformed, unsupported (CD+G, no audio track), breaks_rule (100 tracks): "disc.cue:4: ..."
CueSheet parse_cue_sheet(const std::string& path, std::string_view bytes,
                         std::optional<Encoding> encoding = std::nullopt);

} // namespace redbook
