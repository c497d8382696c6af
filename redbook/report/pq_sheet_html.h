// The PQ sheet as one file of HTML (well-formed as XML too) without scripts, colours that matter, or anything
// that lies elsewhere.
#pragma once

#include <string>

#include "redbook/report/pq_sheet.h"

namespace redbook {

// At most twenty tracks with pauses fit on one page of A4 or US Letter; more flow onto further pages under
// the same heads.
std::string pq_sheet_html(const PqSheet& sheet);

} // namespace redbook
