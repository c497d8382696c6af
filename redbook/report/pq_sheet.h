// The PQ sheet: what goes to the plant with a master. Its heads, facts and rows are computed here, once;
// pq_sheet_html.h, pq_sheet_pdf.h and pq_sheet_csv.h only render them, so that the three cannot disagree.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/report/report.h"

namespace REDBOOK_API redbook {

// What stands on the sheet beside the disc. Empty: it does not.
struct PqSheetNotes {
    int64_t made_ns = 0;                // since 1970-01-01 UTC
    std::string made_by{};              // "Redbook 0.1.0"
    std::string proof{};                // of what was written: "written, read back and compared: verified"
    std::vector<std::string> remarks{}; // beside the disc's own
    Delivery delivery{};                // what the client said
};

// A fact about the whole disc. Empty: it is not known, and a page does not show it.
struct PqFact {
    std::string_view name;   // "Total time"
    std::string value;       // as text
    bool code = false;       // digits to be copied
    bool wide = false;       // takes two of a page's four columns
    std::string_view unit{}; // "mm:ss:ff"
};

// What the disc says about a track in one language.
struct PqTexts {
    std::string title; // of the track
    std::string more;  // "The Band, Bach (composer)": what differs from the album's texts
};

// What the row of INDEX 01 says about its track.
struct PqTrack {
    std::vector<PqTexts> lines; // one for each language that says something
    std::vector<Texts> texts;   // one for each language of the disc
    std::string isrc;           // empty: none
    std::string emphasis;       // "yes", "no"
    std::string copy;           // "permitted", "prohibited", "SCMS"
    std::string channels;       // "2", "4"
    std::string crc;            // eight hexadecimal digits; empty: not computed
};

// An index of a track, or the lead-out: the last row, without index, time in the track and length.
struct PqRow {
    std::string track;                      // "01"; "Lead-out"
    std::string index;                      // "00"
    Lba start;                              // its address
    std::optional<BlockCount> track_time{}; // from INDEX 01
    std::optional<BlockCount> length{};     // INDEX 01: the whole track up to the next pause
    std::string remark{};                   // of INDEX 00: "pause"
    std::optional<PqTrack> about{};         // of INDEX 01
};

// How the cells of a column are set.
enum class PqColumnKind { number, time, text, code };
// A column of the table.
struct PqColumn {
    std::string_view head; // its heading
    PqColumnKind kind;     // how its cells are set
};
inline constexpr std::array<PqColumn, 11> kPqColumns{{{"Track", PqColumnKind::number},
                                                      {"Index", PqColumnKind::number},
                                                      {"Absolute", PqColumnKind::time},
                                                      {"In track", PqColumnKind::time},
                                                      {"Length", PqColumnKind::time},
                                                      {"Title", PqColumnKind::text},
                                                      {"ISRC", PqColumnKind::code},
                                                      {"Emph.", PqColumnKind::text},
                                                      {"Copy", PqColumnKind::text},
                                                      {"Ch.", PqColumnKind::text},
                                                      {"CRC-32", PqColumnKind::code}}};
inline constexpr size_t kPqTitleColumn = 5;

extern const std::string_view kPqLegend; // what the columns mean

// A PQ sheet, computed.
struct PqSheet {
    std::string title;                  // of the album, or the file's name
    std::string artist;                 // of the album; may be empty
    int64_t made_ns = 0;                // since 1970-01-01 UTC
    std::string made_by;                // "Redbook 0.1.0"
    std::vector<PqFact> facts;          // about the whole disc
    std::vector<std::string> languages; // of the disc's texts
    std::vector<PqRow> rows;            // indexes, then the lead-out
    std::vector<std::string> remarks;   // whole sentences, or the disc's own remarks

    // Whose page this is: "Night, The Band, UPC/EAN 4006381333931".
    std::string whose;
};

// A row for each index of each track of the disc as it is recorded: its absolute time (from 00:00:00, LBA
// -150), its time in the track (from INDEX 01) and its length; with INDEX 01 the track's texts, ISRC, flags
// and CRC-32. All texts are as page_text() has them (html.h).
//   throws  Errc::breaks_rule: the disc has no tracks
PqSheet pq_sheet(const DiscReport& report, const PqSheetNotes& notes);

// The cells of a row in kPqColumns from Absolute to Length: "00:02:00", "-00:02:00", "00:04:00".
std::array<std::string, 3> time_cells(const PqRow& row);

} // namespace redbook
