// --pq-sheet: the page comes to its name whole, and never in the place of something that it tells of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/page_file.h"
#include "redbook/report/report.h"

namespace redbook::cli {

class PqSheetFile {
  public:
    // Before the work begins: its place must be free, or --force given, and is not `out` or one of `sources`.
    // Does nothing if no sheet is asked for.
    //   throws  Errc::bad_value, exists, not_found, no_permission, disk_full, io
    PqSheetFile(const Arguments& arguments, std::vector<std::string> sources);

    // Of the report's disc and verdict. It is on the disk, but has no name yet.
    //   throws  Errc::breaks_rule (no tracks), disk_full, io
    void prepare(const DiscReport& disc, const Report& report);

    // Gives what was prepared its name; says in the report that it is there.
    //   throws  Errc::exists, in_use, io
    void publish(Report& report);

  private:
    std::optional<PageFile> file_;
};

} // namespace redbook::cli
