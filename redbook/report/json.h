// A report as one JSON object, schema "redbook/1". docs/json.md describes every member.
#pragma once

#include <string>
#include <string_view>

#include "redbook/report/report.h"

namespace redbook {

std::string to_json(const Report& report);

// One line of --progress json, and the final one.
std::string progress_json(const ProgressReport& progress);
std::string track_closed_json(const std::string& stash, int track); // its number
std::string result_json(const Report& report);

} // namespace redbook
