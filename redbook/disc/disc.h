// The disc: the whole description of an audio CD, with no audio in it. All lengths are relative, so that a
// disc cannot contradict itself; addresses are computed from it by layout.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

// International Standard Recording Code: 5 of A-Z 0-9, then 7 digits. Kept without dashes, upper case.
class Isrc {
  public:
    // Takes lower case and dashes ("de-xyz-26-00001"). nullopt: not an ISRC.
    static std::optional<Isrc> parse(std::string_view text);
    // 12 characters, as long as the object lives.
    std::string_view text() const { return {chars_.data(), chars_.size()}; }
    bool means_none() const; // zeros
    bool operator==(const Isrc&) const = default;

  private:
    std::array<char, 12> chars_{};
};

// Media catalogue number (UPC/EAN): 13 digits.
class Mcn {
  public:
    // Takes 13 digits, or the 12 of a UPC-A, which gets a leading 0. nullopt: not a catalogue number.
    static std::optional<Mcn> parse(std::string_view text);
    // 13 digits, as long as the object lives.
    std::string_view text() const { return {chars_.data(), chars_.size()}; }
    bool check_digit_is_right() const; // EAN-13
    bool means_none() const;           // zeros
    bool operator==(const Mcn&) const = default;

  private:
    std::array<char, 13> chars_{};
};

// The CONTROL nibble of Q, and SCMS, which alternates its copy bit.
struct Flags {
    bool pre_emphasis = false;   // 50/15 us
    bool copy_permitted = false; // DCP
    bool four_channel = false;   // instead of two
    bool scms = false;           // a copy: no further copy. Contradicts copy_permitted
    bool operator==(const Flags&) const = default;
};
uint8_t control_nibble(Flags flags);

// CD-TEXT that the album and each track can have, UTF-8. Empty: none. Pack types 0x80..0x85 in this order.
struct Texts {
    std::string title, performer, songwriter, composer, arranger, message; // UTF-8
    bool operator==(const Texts&) const = default;
};

// One field of Texts: its name in sheets and reports, and its CD-TEXT pack type.
struct TextField {
    std::string_view name;      // "title"
    uint8_t pack_type;          // 0x80
    std::string Texts::*member; // where it is
};
inline constexpr std::array<TextField, 6> kTextFields{{{"title", 0x80, &Texts::title},
                                                       {"performer", 0x81, &Texts::performer},
                                                       {"songwriter", 0x82, &Texts::songwriter},
                                                       {"composer", 0x83, &Texts::composer},
                                                       {"arranger", 0x84, &Texts::arranger},
                                                       {"message", 0x85, &Texts::message}}};

// Languages that a disc has room for.
inline constexpr size_t kMostTextBlocks = 8;

// What the texts of a block are encoded in on the disc.
enum class Charset : uint8_t { latin1 = 0x00, ascii = 0x01, ms_jis = 0x80 }; // CD-TEXT 0x8F, byte 0

// One CD-TEXT block: one language. The album's half; a track's half is Track::texts at the same position.
struct TextBlock {
    uint8_t language = 0x09;           // CD-TEXT language code; 0x09 English
    Charset charset = Charset::latin1; // its texts are encoded in
    Texts album;                       // the album's texts
    std::string disc_id;               // 0x86
    uint16_t genre_code = 0;           // 0x87; 0 not used
    std::string genre;                 // 0x87, the words after the code
    std::string closed_info;           // 0x8D
    bool copyright = false;            // 0x8F, byte 3
    bool operator==(const TextBlock&) const = default;
};

// Where a track came from: its first file, as it was when it was opened.
struct SourceFile {
    std::string path;        // as it was opened
    uint64_t size = 0;       // bytes
    int64_t modified_ns = 0; // since 1970-01-01 UTC
    uint32_t crc = 0;        // CRC-32 of the file's bytes; 0 until it is known
    bool operator==(const SourceFile&) const = default;
};

// A track lies on the disc as: pause, pregap, length, postgap. Pause and pregap are its INDEX 00; INDEX 01
// begins where `length` begins.
struct Track {
    BlockCount pause;   // silent blocks that nobody staged. Track 1: these begin at LBA -150
    BlockCount pregap;  // audio before INDEX 01
    BlockCount length;  // audio from INDEX 01 on
    BlockCount postgap; // silent blocks after the audio that nobody staged (POSTGAP, run-out)
    std::vector<BlockCount>
        indexes;              // where INDEX 02, 03, .. begin, counted from INDEX 01; at most 98, ascending
    Flags flags;              // CONTROL
    std::optional<Isrc> isrc; // empty: none
    std::vector<Texts> texts; // one per TextBlock of the disc; shorter means empty
    std::vector<std::string> remarks; // REM lines of a sheet, kept as they are; not on the disc
    std::optional<SourceFile> source; // empty: not from a file, or not known
    bool operator==(const Track&) const = default;
};

// A data track of a disc that was opened. It is never copied, and none of the audio's addresses depend on it;
// the databases count it.
struct DataTrack {
    size_t before = 0; // position in Disc::tracks of the audio track that follows; tracks.size(): none does
    BlockCount gap;    // from the end of the audio before it to its INDEX 01; 0 at the beginning of a disc
    std::optional<BlockCount> length; // from its INDEX 01 to the next track's, or its lead-out; nullopt: not
                                      // known
    bool operator==(const DataTrack&) const = default;
};

// Session-at-Once or Track-at-Once.
enum class Mode : uint8_t { sao = 0, tao = 1 };

// How audio files follow each other.
enum class Join : uint8_t { joined = 0, separate = 1 }; // layout.h, join_files()

// A disc: its tracks, and what it says of itself.
struct Disc {
    std::vector<Track> tracks;          // 1..99
    int first_track = 1;                // number of the first; 1..99
    std::optional<Mcn> mcn;             // empty: none
    std::vector<TextBlock> text_blocks; // at most 8; empty: no CD-TEXT
    std::vector<std::string> remarks;   // REM lines of a sheet, kept as they are; not on the disc
    Mode mode = Mode::sao;              // how it is meant to be recorded
    BlockCount gap = kDefaultGap;       // Track-at-Once, between two tracks; 0..225
    Join join = Join::joined;           // how its files were joined
    std::vector<DataTrack> data{};      // in the order of the disc
    bool operator==(const Disc&) const = default;

    // The number of the track at this position, counted from 0.
    int number_of(size_t track) const { return first_track + int(track); }
};

// The first text block's fields, the ones that most players show. Empty if there are none.
const Texts& album_texts(const Disc& disc);
const Texts& track_texts(const Disc& disc, size_t track);

// The same to be written to; makes the block, and the track's half of it, where they are missing.
Texts& edit_album_texts(Disc& disc);
Texts& edit_track_texts(Disc& disc, size_t track);

} // namespace redbook
