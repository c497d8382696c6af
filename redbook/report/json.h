// A report as one JSON object, schema "redbook/1". docs/json.md describes every member.
#pragma once

#include <string>
#include <string_view>

#include "redbook/base/export.h"
#include "redbook/report/report.h"

namespace REDBOOK_API redbook {

// The object, on several lines.
std::string to_json(const Report& report);

// One line of --progress json, and the final one.
std::string progress_json(const ProgressReport& progress);
std::string track_closed_json(const std::string& stash, int track); // its number

// One of several discs that is done.
struct DiscDone {
    std::string drive;        // its path, or the image recorder's name
    int copy = 1, copies = 1; // this one, of so many
    int exit_code = 0;        // of this disc alone
    std::string outcome;      // "verified, 8.0x, 09:12", or the sentence of what failed
};
std::string disc_done_json(const DiscDone& disc);

// The report as the last line of --progress json.
std::string result_json(const Report& report);

} // namespace redbook
