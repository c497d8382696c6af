// Sony's Input Sheet 0.7T (v07t), the text form of CD-TEXT, as text: lines of "name = value", and nothing of
// what they mean. text_sheet_reader.h makes texts of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/disc/disc.h"

namespace redbook {

inline constexpr size_t kLargestTextSheet = 1 << 20;   // bytes
inline constexpr size_t kLongestTextSheetLine = 16384; // bytes

// The names of a field: "Album Title" and "Track 01 Title".
struct TextSheetField {
    std::string_view of_album, of_track;
    std::string Texts::*member;
    uint8_t pack_type; // libburn takes "0x80" and "Track 01 0x80", too
};
inline constexpr TextSheetField kTextSheetFields[] = {{"Album Title", "Title", &Texts::title, 0x80},
                                                      {"Artist Name", "Artist", &Texts::performer, 0x81},
                                                      {"Songwriter", "Songwriter", &Texts::songwriter, 0x82},
                                                      {"Composer", "Composer", &Texts::composer, 0x83},
                                                      {"Arranger", "Arranger", &Texts::arranger, 0x84},
                                                      {"Album Message", "Message", &Texts::message, 0x85}};

// A name in capitals and without blanks: "TRACK01TITLE". Names with the same key are the same.
std::string text_sheet_key(std::string_view name);

struct TextSheetItem {
    std::string name; // as it is written
    std::string key;
    std::string value; // bytes as they are, without blanks at both ends
    int line = 0;
};

// One language.
struct TextSheet {
    int line = 0;
    std::vector<TextSheetItem> items; // at most 1000. Those without a value, and remarks, are left out
};

// True if a line "Input Sheet Version" begins in its first KiB.
bool looks_like_text_sheet(std::string_view bytes);

// A line "Input Sheet Version = 0.7T" begins a sheet; a file has one or several.
//   throws  Errc::malformed, unsupported (another version): "x.v07t:4: ..."
std::vector<TextSheet> parse_text_sheets(const std::string& path, std::string_view bytes);

} // namespace redbook
