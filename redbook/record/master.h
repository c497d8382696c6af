// From a disc and its audio to an image that has been read back and compared: the only way an image gets its
// name.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/check/verify.h"
#include "redbook/disc/layout.h"
#include "redbook/image/image_writer.h"

namespace redbook {

// Told of every phase ("writing", "reading back"), blocks done and in all. Returning false cancels.
using PhaseProgress = std::function<bool(std::string_view phase, BlockCount done, BlockCount total)>;
Progress in_phase(const PhaseProgress& progress, std::string_view phase);

// All that a disc can be written as: image_formats(), and a stash.
const std::vector<ImageFormat>& output_formats();

struct Mastered {
    std::vector<std::string>
        files; // the sheet first; empty if the verdict is `differs`: then nothing is left
    Comparison comparison;
    Disc disc;                          // as it was written
    std::vector<std::string> lost;      // what the format cannot hold of this disc
    std::vector<std::string> warnings;  // texts that were changed for the format
    std::vector<std::string> put_right; // sentences: what killed runs had left there
    std::vector<PieceSum> sums;         // of the audio as it was handed over, from LBA -150
};

struct MasterOptions {
    bool force = false;              // replace what is there ..
    std::vector<std::string> keep{}; // .. but never these: the files that the audio comes from
    PhaseProgress progress{};
    bool from_files = false; // the tracks' sources must be what they were, or Errc::source_changed
    BlockCount capacity = kDefaultCapacity; // of a stash
    bool strict = false;                    // what would be changed for the format is refused
    // Called when the image is compared and will be named: a program writes here what goes beside it. `path`
    // is where it can be opened. What it throws leaves nothing.
    std::function<void(const Mastered& mastered, const std::string& path)> before_commit{};
};

// Writes, syncs, opens again by path, compares, and gives the name. `disc` is recorded as it is: for
// Track-at-Once hand over as_tao() and the relocated audio, but not for a stash. Of a format that holds no
// audio only the description is written and compared.
//   throws  what write_image() throws; Errc::breaks_rule with `strict` for the first of `warnings`. Nothing
//           is left then.
Mastered master(FileSystem& files, const ImageFormat& format, const Disc& disc, const BlockSource& audio,
                const std::string& out_path, const MasterOptions& options = {});

// Throws Errc::breaks_rule for the first text that was changed for the image's format; `out` is its name.
void refuse_changes(const PendingImage& image, const std::string& out);

// Opens the image again by path and compares it with what was handed to the writer, of a format that holds
// `holds`; and each byte of its files with what was written (the item "files").
Comparison read_back(const WrittenImage& image, const Holds& holds, const BlockSource& audio,
                     const PhaseProgress& progress);

} // namespace redbook
