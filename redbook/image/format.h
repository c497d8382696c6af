// The formats that a disc can be written as.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/fitted.h"
#include "redbook/disc/holds.h"

namespace REDBOOK_API redbook {

// One row a format. A new format is one row, one file pair, one test file, one fuzz target.
struct ImageFormat {
    std::string_view name;      // "cue+bin": what --format takes
    std::string_view extension; // ".cue": chooses the format where --format is not given; the first row wins.
                                // "/": a folder named with a / at its end. Empty: chosen by --format only
    std::string_view description; // one line for --help
    Holds holds;                  // what it can store
    // What the format changes of a disc, and what it refuses; null: nothing. What it does not hold is known
    // from `holds`.
    void (*changes)(Fitted& fitted) = nullptr;
    std::string_view data_extension{}; // ".wav": chooses the format too, and the sheet beside it is written
    bool staged =
        false; // a stash: the disc as it is staged, not as its mode lays it out (jobs/stash_image.h)
    bool folder = false; // a folder of files, which has room for ImageWriteOptions::side_files
};
const std::vector<ImageFormat>& image_formats();
// The row that --format NAME, or else the end of the path, means. Throws Errc::bad_value listing what there
// is.
const ImageFormat& image_format_for(const std::string& out_path, std::string_view format_name,
                                    const std::vector<ImageFormat>& formats = image_formats());

// The sheet's path, if `out_path` has the name of its data: "night.wav" is the data of "night.cue".
std::string sheet_path_for(const std::string& out_path, const ImageFormat& format);

} // namespace redbook
