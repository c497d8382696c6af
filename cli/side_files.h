// --pq-sheet and --report: files that a command leaves beside its work, or inside the folder that it writes.
// They come to their names whole, and never in the place of something that they are about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/page_file.h"
#include "redbook/report/pq_sheet.h"
#include "redbook/report/report.h"

namespace redbook::cli {

// Refuses what --label, --master-id and the like would write nowhere. `writes_master_id`: the image has room
// for that one.
//   throws  Errc::bad_value
void require_use_of_delivery(const Arguments& arguments, bool writes_master_id);

class SideFiles {
  public:
    // Before the work begins: their places must be free, or --force given, and are not `out` or one of
    // `sources`. With `folder` they may be inside the folder that will be at `out`. Does nothing if none is
    // asked for.
    //   throws  Errc::bad_value, exists, not_found, no_permission, disk_full, io, unsupported: no PDF here
    SideFiles(const Arguments& arguments, std::vector<std::string> sources, bool folder = false);

    // The names of those inside the folder.
    std::vector<std::string> names_inside() const;

    // The PQ sheet is of `disc`, the report of `report`. They are on the disk, but have no names yet: those
    // inside the folder are in `made`, where it is being made.
    //   throws  Errc::breaks_rule (no tracks), disk_full, io, unsupported (--strict: a PDF cannot show a
    //   text)
    void prepare(const DiscReport& disc, Report report, const std::string& made = "");

    // Gives what was prepared its name; says in the report that it is there, and what it does not show.
    //   throws  Errc::exists, in_use, io
    void publish(Report& report);

  private:
    std::optional<PageFile> open(const std::string& place, bool folder,
                                 std::vector<std::string> sources) const;

    const Arguments& arguments_;
    std::string pq_sheet_text(const PqSheet& sheet);

    std::optional<PageFile> sheet_, report_;
    std::vector<std::string> warnings_; // of the sheet
};

} // namespace redbook::cli
