// From a disc and its audio to an image that has been read back and compared: the only way an image gets its
// name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/album.h"
#include "redbook/disc/fitted.h"
#include "redbook/jobs/formats.h"
#include "redbook/jobs/outcome.h"
#include "redbook/jobs/progress.h"

namespace REDBOOK_API redbook {

// How an album is mastered.
struct MasterOptions {
    std::string format{};                    // the name of a row; empty: the end of the path says it
    bool force = false;                      // replace what is there, but never the album's own files
    bool strict = false;                     // what there is to warn of, or would be changed, is refused
    bool cd_text = true;                     // false: it is left out
    std::optional<BlockCount> capacity{};    // nullopt: that of the album, or 80 minutes
    bool identify = false;                   // Outcome::identity, where the format has audio
    std::string pq_sheet{};                  // a path: write one beside the image, or into its folder
    std::string report{};                    // likewise; ends in .json, or is HTML
    std::string reported_as = "master";      // the command, in the report
    Delivery delivery{};                     // what the PQ sheet says, and a DDP set
    ProgressCallback progress{};             // writing, reading_back
    const Formats* formats = &all_formats(); // those that are known; never null
};

// The row for an output with this name, and its path: of a name for its data, that of its sheet.
struct Output {
    const Format& format;
    std::string path; // of the sheet, the file or the folder
};
// Throws Errc::bad_value: the name does not say a format, or there is no such one.
Output output_for(const std::string& out, const std::string& format = "",
                  const Formats& formats = all_formats());

// What becomes of a disc in the format: as its mode records it, but in a stash as it is staged. Asked before
// anything is written.
Fitted fit(const Format& format, const Disc& disc, bool cd_text = true);

// Fits the album, writes, syncs, opens again by path, compares, and gives the name. Of a format that holds no
// audio only the description is written and compared. Outcome::files is empty if the verdict is `differs`:
// then nothing is left. A PQ sheet or report that fails when the image has its name is a failure of the
// outcome.
//   throws  Errc::bad_value (output_for(), side files that are the image itself), breaks_rule and
//           does_not_fit (require_rules(), fit()), with `strict` StrictlyRefused and Errc::breaks_rule, before anything is
//           written; what write_image() throws; Errc::source_changed. Nothing is left then.
Outcome master(const Album& album, const std::string& out, const MasterOptions& options = {});

} // namespace redbook
