// The PQ sheet as PDF: pages of A4 with fonts embedded and text that can be searched and copied.
#pragma once

#include <string>
#include <vector>

#include "redbook/report/pq_sheet.h"

namespace redbook {

// Why this machine, or this build, cannot write PDF, and what to do; empty: it can.
std::string pq_sheet_pdf_missing();

// The table's heads are repeated on every page, a track is parted only where it is longer than one. The same
// sheet gives the same bytes with the same fonts. `warnings` gets what the pages do not show as it is:
// characters that no installed font has, texts that are cut.
//   throws  Errc::unsupported: as pq_sheet_pdf_missing() says; io
std::string pq_sheet_pdf(const PqSheet& sheet, std::vector<std::string>& warnings);

} // namespace redbook
