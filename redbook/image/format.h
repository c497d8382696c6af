// The formats of images: one row each, for reading and for writing. A new format is one folder with its row,
// its tests, and a fuzz target.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/album.h"
#include "redbook/disc/fitted.h"
#include "redbook/disc/holds.h"

namespace REDBOOK_API redbook {

class PendingImage;
struct AlbumOptions;
struct WriteJob;

inline constexpr size_t kProbeBytes = 4096;

// What a format is recognized by.
struct Probe {
    const std::string& path;
    bool is_folder = false;
    std::string_view head{}; // the first kProbeBytes of a file, or all of it
    uint64_t size = 0;       // of the file, in bytes
};

// How sure a format is that a file is one of its own. The surest one opens it; of two, the first row.
enum class Match {
    none,
    likely, // other formats begin in this way, too
    certain,
};

// One row. Everything that lists formats, or asks what one can do, reads it here.
struct Format {
    std::string_view name;      // "cue+bin": what --format takes
    std::string_view extension; // ".cue": chooses the format where none is named; the first row wins. "/": a
                                // folder named with a / at its end. Empty: chosen by its name only
    std::string_view description; // one line for --help
    Holds holds;                  // what it can store

    // Writing. What the format changes of a disc, and what it refuses; null: nothing. What it cannot store is
    // known from `holds`.
    void (*changes)(Fitted& fitted) = nullptr;
    std::unique_ptr<PendingImage> (*write)(const WriteJob& job) = nullptr; // null: cannot be written
    std::string_view data_extension{}; // ".wav": chooses the format too, and the sheet beside it is written
    bool staged = false;               // the disc is written as it is staged, not as its mode records it
    bool folder = false;               // a folder of files, which has room for ImageWriteOptions::side_files

    // Reading. A file with the row's extension, or one of `aliases`, is opened as this format where the
    // content of a file is neither recognized nor audio.
    Match (*recognizes)(const Probe& probe) = nullptr;
    Album (*open)(const std::string& path, const AlbumOptions& options) = nullptr; // null: cannot be read
    AppliedOptions applies{};                  // which options of opening have an effect
    std::string_view sheet{};                  // "cue sheet": a folder with one such file is opened as that
    std::array<std::string_view, 2> aliases{}; // further extensions: ".m3u8"
};
using Formats = std::vector<Format>;

// All rows of images, in the order in which they are listed.
const Formats& image_formats();

// Those that can be written.
Formats writable(const Formats& formats);

// Whether a disc can be recorded in this format.
inline bool can_record(const Format& format) { return format.write && format.holds.audio; }

// The row of the format that a file or folder is in by its content, else by its name; null: none of them.
// Throws Errc::not_found, unsupported (neither a file nor a folder), and what opening files throws.
const Format* recognize(const std::string& path, const Formats& formats = image_formats());

// The row that can be written and has this name, or else is meant by the end of the path. Throws
// Errc::bad_value listing what there is.
const Format& image_format_for(const std::string& out_path, std::string_view format_name,
                               const Formats& formats = image_formats());

// The sheet's path, if `out_path` has the name of its data: "night.wav" is the data of "night.cue".
std::string sheet_path_for(const std::string& out_path, const Format& format);

// True if the name ends in the row's extension or one of its aliases.
bool has_extension_of(const std::string& name, const Format& format);

} // namespace redbook
