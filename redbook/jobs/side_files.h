// The PQ sheet and the report that a job leaves beside its work, or inside the folder that it writes. They
// appear whole, and never in the place of something that they are about.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/album.h"
#include "redbook/jobs/outcome.h"
#include "redbook/jobs/progress.h"
#include "redbook/report/pq_sheet.h"
#include "redbook/report/report.h"

namespace REDBOOK_API redbook {

class WholeFile;

// What is written beside the work.
struct SideFileOptions {
    std::string pq_sheet{}; // paths; empty: none. Ends in .html, .htm, .pdf or .csv
    std::string report{};   // ends in .json, or is HTML
    Delivery delivery{};    // for the PQ sheet
    bool force = false;     // replace what is there
    bool strict = false;    // a PDF that cannot show a text is refused
};

// The files beside one job, from the check of their places to their names.
class SideFiles {
  public:
    // Before the work begins: their places must be free, or `force` given, and are not `out`, which may be
    // empty, or one of `sources`. With `folder` they may be inside the folder that will be at `out`. Does
    // nothing if none is asked for.
    //   throws  Errc::bad_value, exists, not_found, no_permission, disk_full, io, unsupported: no PDF here
    SideFiles(SideFileOptions options, const std::string& out, bool folder, std::vector<std::string> sources);
    ~SideFiles();

    // The names of those inside the folder.
    std::vector<std::string> names_inside() const;

    // The PQ sheet is of `disc`, the report of `report`. They are on the disk, but have no names yet: those
    // inside the folder are in `made`, where it is being made.
    //   throws  Errc::breaks_rule (no tracks), disk_full, io, unsupported (strict)
    void prepare(const DiscReport& disc, Report report, const std::string& made = "");

    // Gives what was prepared its name; the outcome, or the report, says that it is there, and what it does
    // not show.
    //   throws  Errc::exists, in_use, io
    void publish(Outcome& outcome) { publish(outcome.pq_sheet, outcome.report, outcome.warnings); }
    // The same for a report.
    void publish(Report& report) { publish(report.pq_sheet, report.recording_report, report.warnings); }

  private:
    std::unique_ptr<WholeFile> open(const std::string& place, const std::string& out, bool folder,
                                    std::vector<std::string> sources) const;
    void publish(std::string& pq_sheet, std::string& report, std::vector<std::string>& warnings);
    std::string pq_sheet_bytes(const PqSheet& sheet);

    const SideFileOptions options_;
    std::unique_ptr<WholeFile> sheet_, report_;
    std::vector<std::string> warnings_; // of the sheet
};

// An album for a report. With `checksums` its audio is read (phase `reading`).
DiscReport describe(const Album& album, bool checksums, const ProgressCallback& progress = {});

// Writes the PQ sheet of an album that is `described`: as its mode records it. Adds its path, and what it
// does not show, to the report.
//   throws  as SideFiles; what the album's audio throws
void write_pq_sheet(const Album& album, const DiscReport& described, const SideFileOptions& options,
                    Report& report, const ProgressCallback& progress = {});

// A report in the form that the name of its file asks for: JSON if it ends in .json, else HTML.
std::string report_text(const std::string& place, const Report& report);

} // namespace redbook
