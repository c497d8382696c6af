// The PQ sheet as a table for spreadsheets and scripts: CSV as RFC 4180 has it, in UTF-8 without a byte order
// mark, lines ended by CRLF.
#pragma once

#include <string>

#include "redbook/report/pq_sheet.h"

namespace redbook {

// A head, then a row for each row of the sheet. Facts about the disc have the same value in every row. The
// columns are the same for every disc; those of further languages come last. A text that a spreadsheet would
// run as a formula, as it begins with = + - or @, has an apostrophe before it (also one that begins with
// apostrophes and then one of these, so that taking one away gives the text back).
std::string pq_sheet_csv(const PqSheet& sheet);

} // namespace redbook
