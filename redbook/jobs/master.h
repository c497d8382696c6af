// From a disc and its audio to an image that has been read back and compared: the only way an image gets its
// name.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/check/verify.h"
#include "redbook/disc/fitted.h"
#include "redbook/disc/layout.h"
#include "redbook/image/album.h"
#include "redbook/image/image_writer.h"
#include "redbook/jobs/outcome.h"
#include "redbook/jobs/progress.h"

namespace redbook {

// All that a disc can be written as: image_formats(), and a stash.
const std::vector<ImageFormat>& output_formats();

struct MasterOptions {
    bool force = false;              // replace what is there ..
    std::vector<std::string> keep{}; // .. but never these, nor the album's files
    ProgressCallback progress{};
    bool from_files = false; // the tracks' sources must be what they were, or Errc::source_changed
    BlockCount capacity = kDefaultCapacity; // of a stash
    bool cd_text = true;                    // false: it is left out
    bool strict = false;                    // what would be changed for the format is refused
    Delivery delivery{};                    // what a DDP set says beside its disc
    std::vector<std::string> side_files{};  // names of what before_commit() puts into the folder
    // Called when the image is compared and will be named: a program writes here what goes beside it. `path`
    // is where it can be opened. What it throws leaves nothing.
    std::function<void(const Outcome& outcome, const std::string& path)> before_commit{};
};

// What becomes of a disc in the format: as its mode records it, but in a stash as it is staged. Asked before
// anything is written.
Fitted fit(const ImageFormat& format, const Disc& disc, bool cd_text = true);

// Fits the album, writes, syncs, opens again by path, compares, and gives the name. Of a format that holds no
// audio only the description is written and compared. `files` of the outcome is empty if the verdict is
// `differs`: then nothing is left.
//   throws  what fit() refuses, before anything is written, and with `strict` the first change
//           (Errc::breaks_rule); what write_image() throws. Nothing is left then.
Outcome master(FileSystem& files, const ImageFormat& format, const Album& album, const std::string& out_path,
               const MasterOptions& options = {});

// Opens the image again by path and compares it with what was handed to the writer, of a format that holds
// `holds`; and each byte of its files with what was written (the item "files").
Comparison read_back(const WrittenImage& image, const Holds& holds, const BlockSource& audio,
                     const ProgressCallback& progress);

} // namespace redbook
